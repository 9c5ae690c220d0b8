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

const KINDS = ["event:new", "event:updated", "event:cancelled", "event:removed", "place:status", "weather:update"];
const FIRST_DELAY = 500;
const LAST_DELAY = 30_000;
const PASSING = [408, 425, 429];

export class LiveFeed {
  constructor({ url = "/api/events/live", rooms, filter = {}, cursor = "", onChange, onReset, onState }) {
    Object.assign(this, { url, rooms, filter, cursor, onChange, onReset, onState });
    this.versions = new Map();
    this.delay = FIRST_DELAY;
    this.silence = 45_000;
    this.receivedAt = new Date();
    this.state = "";
    this.source = null;
    this.timer = 0;
    this.watch = 0;
  }

  start() {
    if (this.source) return;
    clearTimeout(this.timer);
    const query = new URLSearchParams({ rooms: this.rooms.join(","), ...this.filter });
    if (this.cursor) query.set("last_event_id", this.cursor);
    const source = (this.source = new EventSource(`${this.url}?${query}`));
    const on = (name, handle) =>
      source.addEventListener(name, (event) => source === this.source && this.#receive(event, handle));
    on("hello", ({ keepaliveSeconds }) => (this.silence = keepaliveSeconds * 2500 + 2000));
    on("subscribed", () => this.#arrived());
    on("position", () => {});
    on("reset", (data) => this.#reset(data));
    on("bulk", () => this.onReset?.({ reason: "bulk" }));
    on("behind", () => this.#lost());
    on("closing", ({ retryMs }) => this.#lost(retryMs));
    for (const kind of KINDS) on(kind, (data) => this.#change(kind, data));
    source.onerror = () => source === this.source && this.#failed(source);
    this.#wind();
  }

  stop() {
    clearTimeout(this.timer);
    clearTimeout(this.watch);
    this.source?.close();
    this.source = null;
  }

  // Go on at once, for instance because the network is back.
  now() {
    if (this.source) return;
    this.delay = FIRST_DELAY;
    this.start();
  }

  // Note a version that came another way; false when it is no news.
  seen(entity, version) {
    if (version <= (this.versions.get(entity) ?? -1)) return false;
    this.versions.set(entity, version);
    return true;
  }

  #receive(event, handle) {
    this.receivedAt = new Date();
    this.#wind();
    handle(event.data ? JSON.parse(event.data) : {});
    if (event.lastEventId) this.cursor = event.lastEventId;
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
    this.#report("live");
  }

  // A closed source has had an answer that is no stream, and does not show its status: ask once more, to read it.
  async #failed(source) {
    const why = source.readyState === EventSource.CLOSED ? await refusal(source.url) : null;
    if (source !== this.source) return;
    if (!why) return this.#lost();
    this.stop();
    this.#report("refused", why);
  }

  // The browser would try again by itself, but gives up for good on an answer that is not a stream.
  #lost(wait = this.delay * (0.5 + Math.random())) {
    this.stop();
    this.#report("reconnecting");
    this.delay = Math.min(this.delay * 2, LAST_DELAY);
    this.timer = setTimeout(() => this.start(), wait);
  }

  // A dead connection sends nothing; the server is never silent for long.
  #wind() {
    clearTimeout(this.watch);
    this.watch = setTimeout(() => this.#lost(), this.silence);
  }

  #report(state, why) {
    if (state === this.state) return;
    this.state = state;
    this.onState?.(state, why);
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
