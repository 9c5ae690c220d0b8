// The live feed, for any page: subscribes to rooms, resumes by itself from where it was, and gives each state of an
// entity once.
//
//   const feed = new LiveFeed({ rooms: ["events:all"], filter: { cost: "free" }, cursor, onChange, onReset, onState });
//   feed.seen(id, version);   // for everything a list brought
//   feed.start();
//
// onChange({ kind, data, entity, version })  a change that is news
// onReset({ reason })                        what was listed is void: list again; the feed goes on meanwhile
// onState("live" | "reconnecting" | "refused", why)
//     with feed.receivedAt, the time of the last sign of life. Refused is for good: why = { status, field, message }.
// onMessage(name, data, cursor)              whatever the stream brought, after it was taken
//
// It looks after itself when the page is left, comes back, wakes up or finds the network again.

const WORDS = ["hello", "subscribed", "position", "reset", "bulk", "behind", "closing"];
const KINDS = ["event:new", "event:updated", "event:cancelled", "event:removed", "place:status", "weather:update"];
const FIRST_DELAY = 500;
const LAST_DELAY = 30_000;
const PASSING = [408, 425, 429];
const TICK = 2_000;
const SLEPT = 3 * TICK; // a clock that jumps by so much while somebody looks: the machine was asleep
const SETTLED = 1_000; // several signs of one waking come within this time
const HOME = new URL("/api/events/live", import.meta.url); // of the service that this file came from

export class LiveFeed {
  constructor({ url = HOME, rooms, filter = {}, cursor = "", onChange, onReset, onState, onMessage }) {
    Object.assign(this, { url, rooms, filter, cursor, onChange, onReset, onState, onMessage });
    this.versions = new Map();
    this.delay = FIRST_DELAY;
    this.silence = 45_000;
    this.keepalive = 15_000;
    this.receivedAt = new Date();
    this.renewedAt = 0;
    this.state = "";
    this.source = null;
    this.timer = 0;
    this.watch = 0;
  }

  start() {
    this.attend();
    this.connect();
  }

  stop() {
    this.attending?.abort();
    this.attending = null;
    this.disconnect();
  }

  // Go on at once, for instance because the network is back. A stream that gave a sign of life lately is left alone,
  // unless it is to be made anew.
  check(renew = false) {
    const isFresh = Date.now() - this.receivedAt < this.keepalive + SETTLED;
    const isNew = Date.now() - this.renewedAt < SETTLED;
    if (!this.attending || (this.source && (isNew || (isFresh && !renew)))) return;
    this.renewedAt = Date.now();
    this.delay = FIRST_DELAY;
    this.disconnect();
    this.connect();
  }

  // Note a version that came another way; false when it is no news.
  seen(entity, version) {
    if (version <= (this.versions.get(entity) ?? -1)) return false;
    this.versions.set(entity, version);
    return true;
  }

  // What follows is for whoever builds on this: see shared.js.

  // Look at once when the page wakes: a connection that ended in its sleep does not report it.
  attend() {
    if (this.attending) return;
    this.attending = new AbortController();
    const { signal } = this.attending;
    const on = (target, name, handle) => target.addEventListener(name, handle, { signal });
    on(document, "visibilitychange", () => document.hidden || this.check());
    on(document, "resume", () => this.check(true));
    on(window, "online", () => this.check(true));
    on(window, "pagehide", () => {
      this.stop();
      addEventListener("pageshow", (event) => event.persisted && this.start(), { once: true });
    });
    let last = Date.now();
    const tick = setInterval(() => {
      const slept = Date.now() - last > SLEPT && !document.hidden;
      last = Date.now();
      if (slept) this.check(true);
    }, TICK);
    signal.addEventListener("abort", () => clearInterval(tick));
  }

  connect() {
    if (this.source) return;
    clearTimeout(this.timer);
    const query = new URLSearchParams({ rooms: this.rooms.join(","), ...this.filter });
    if (this.cursor) query.set("last_event_id", this.cursor);
    const source = (this.source = new EventSource(`${this.url}?${query}`));
    const receive = ({ type, data, lastEventId }) => {
      if (source !== this.source) return;
      const read = data ? JSON.parse(data) : {};
      this.take(type, read, lastEventId);
      this.onMessage?.(type, read, lastEventId);
    };
    for (const name of [...WORDS, ...KINDS]) source.addEventListener(name, receive);
    source.onerror = () => source === this.source && this.#failed(source);
    this.wind();
  }

  disconnect() {
    clearTimeout(this.timer);
    clearTimeout(this.watch);
    this.source?.close();
    this.source = null;
  }

  // A message of the stream, whichever way it came.
  take(name, data, cursor) {
    this.receivedAt = new Date();
    this.wind();
    if (name === "hello") {
      this.keepalive = data.keepaliveSeconds * 1000;
      this.silence = data.keepaliveSeconds * 2500 + 2000;
    } else if (name === "subscribed") this.#arrived();
    else if (name === "reset") this.#reset(data);
    else if (name === "bulk") this.onReset?.({ reason: "bulk" });
    else if (name === "behind") this.lost();
    else if (name === "closing") this.lost(data.retryMs);
    else if (KINDS.includes(name)) this.#change(name, data);
    if (cursor) this.cursor = cursor;
  }

  // A dead connection sends nothing; the server is never silent for long.
  wind() {
    clearTimeout(this.watch);
    this.watch = setTimeout(() => this.silent(), this.silence);
  }

  silent() {
    this.lost();
  }

  // The browser would try again by itself, but gives up for good on an answer that is not a stream.
  lost(wait = this.delay * (0.5 + Math.random())) {
    this.disconnect();
    this.report("reconnecting");
    this.delay = Math.min(this.delay * 2, LAST_DELAY);
    this.timer = setTimeout(() => this.connect(), wait);
  }

  report(state, why) {
    if (state === this.state) return;
    this.state = state;
    this.onState?.(state, why);
  }

  #change(kind, data) {
    const entity = data.id ?? data.placeId ?? data.area;
    if (entity === undefined || data.version === undefined || this.seen(entity, data.version)) {
      this.onChange?.({ kind, data, entity, version: data.version });
    }
  }

  #reset(data) {
    this.versions.clear();
    this.onReset?.(data);
  }

  #arrived() {
    this.delay = FIRST_DELAY;
    this.report("live");
  }

  // A closed source has had an answer that is no stream, and does not show its status: ask once more, to read it.
  async #failed(source) {
    const why = source.readyState === EventSource.CLOSED ? await refusal(source.url) : null;
    if (source !== this.source) return;
    if (!why) return this.lost();
    this.disconnect();
    this.report("refused", why);
  }
}

// Why the service does not serve this address, now or later; null where it is worth another try.
async function refusal(url) {
  const leave = new AbortController();
  try {
    const { ok, status, ...answer } = await read(url, leave.signal);
    return ok || status >= 500 || PASSING.includes(status) ? null : { status, ...answer };
  } catch {
    return null;
  } finally {
    leave.abort();
  }
}

async function read(url, signal) {
  const answer = await fetch(url, { signal });
  const body = answer.ok ? null : await answer.json().catch(() => null);
  const message = body?.error?.message ?? `The service answered ${answer.status}.`;
  return { ok: answer.ok, status: answer.status, field: body?.error?.field, message };
}
