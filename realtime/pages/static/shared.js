// One live feed for all tabs of a browser, which allows a site six connections over HTTP/1.1: the seventh tab would never
// load. One tab, the leader, holds a lock and the stream, and passes on what comes; the others take it as if it were their
// own, each with its own cursor. When the leader goes, the browser gives the lock to the next tab, which resumes from its
// cursor.
//
// Nothing is lost: whoever joins, wakes up or gets another leader asks where that one is, and reads what it lacks until
// there (`/api/changes`); what is passed on meanwhile waits. A leader that does not answer is asleep, and loses the lock.
//
// Where a browser has no locks (a page without TLS), each tab has a stream of its own.

import { LiveFeed } from "./live.js";

const PROTOCOL = 1; // of what tabs say to each other: an old tab may be open beside a new one
const PATIENCE = 1_500;
const READS = 20; // more than these at once is no catching up: list again
const BETWEEN = 250;

export class SharedFeed extends LiveFeed {
  constructor(options) {
    super(options);
    this.name = `jatre feed ${PROTOCOL} ${this.rooms} ${JSON.stringify(this.filter)}`;
    this.leading = false;
    this.waiting = null; // what came while this tab was catching up
    this.onMessage = (name, data, cursor) => this.channel?.postMessage({ name, data, cursor });
    this.onState = (state, why) => {
      if (this.leading) this.channel?.postMessage({ state, why });
      options.onState?.(state, why);
    };
  }

  start() {
    if (!navigator.locks || !window.BroadcastChannel) return super.start();
    if (this.channel) return;
    this.attend();
    this.channel = new BroadcastChannel(this.name);
    this.channel.onmessage = ({ data }) => (this.leading ? this.#answer(data) : this.#hear(data));
    this.#queue();
    this.#ask();
  }

  stop() {
    clearTimeout(this.asking);
    this.queued?.abort();
    this.channel?.close();
    this.channel = null;
    this.leading = false;
    super.stop();
    this.resign?.();
  }

  check(renew = false) {
    if (this.leading || !this.channel) return super.check(renew);
    this.#ask(renew);
  }

  silent() {
    if (this.leading || !this.channel) return super.silent();
    this.#ask();
  }

  lost(wait) {
    if (this.leading || !this.channel) return super.lost(wait);
    this.report("reconnecting"); // the leader sees to it
  }

  // ---- as the leader

  // Wait for the lock, or take it from a tab that is asleep.
  #queue(steal = false) {
    this.queued?.abort();
    this.queued = new AbortController();
    const { signal } = this.queued;
    navigator.locks
      .request(this.name, steal ? { steal } : { signal }, () => (signal.aborted ? null : this.#lead()))
      .catch((error) => signal.aborted || (this.leading ? this.#step() : this.#alone(error)));
  }

  // Lead for as long as the promise lasts.
  #lead() {
    clearTimeout(this.asking);
    this.leading = true;
    this.connect();
    this.channel.postMessage({ at: this.cursor, state: this.state });
    return new Promise((done) => (this.resign = done));
  }

  // Another tab has taken the lock, because this one was asleep.
  #step() {
    this.leading = false;
    this.disconnect();
    this.#queue();
    this.#ask();
  }

  // There are no locks here after all.
  #alone(error) {
    console.info("this tab keeps a stream of its own:", error.message);
    clearTimeout(this.asking);
    this.channel.close();
    this.channel = null;
    this.connect();
  }

  #answer({ ask, renew }) {
    if (!ask) return;
    this.check(renew);
    this.channel.postMessage({ at: this.cursor, state: this.state, keepalive: this.keepalive, silence: this.silence });
  }

  // ---- as one of the others

  #ask(renew = false) {
    clearTimeout(this.asking);
    this.channel.postMessage({ ask: true, renew });
    this.asking = setTimeout(() => this.#queue(true), PATIENCE);
  }

  #hear({ ask, at, name, data, cursor, state, why, keepalive, silence }) {
    if (ask) return;
    clearTimeout(this.asking);
    if (silence) Object.assign(this, { keepalive, silence });
    if (state) this.report(state, why);
    if (at !== undefined) this.#catchUp(at);
    else if (name && this.waiting) this.waiting.push([name, data, cursor]);
    else if (name) this.take(name, data, cursor);
    this.receivedAt = new Date();
    this.wind();
  }

  // Read what lies between this tab's cursor and the leader's.
  async #catchUp(at) {
    this.goal = at;
    // a new epoch that this tab was not told of, because it was asleep: what it has listed is void
    if (isOfOtherEpoch(this.cursor, at)) return this.take("reset", { reason: "epoch" }, at);
    if (this.waiting || hasReached(this.cursor, at)) return;
    this.waiting = [];
    try {
      for (let reads = 0; !hasReached(this.cursor, this.goal); reads++) {
        if (reads === READS) throw new Error("too far behind");
        await this.#read();
      }
    } catch (error) {
      console.info("what other tabs have seen is listed anew:", error.message);
      this.take("reset", { reason: "missed" }, this.goal);
    }
    const held = this.waiting;
    this.waiting = null;
    for (const message of held) this.take(...message);
  }

  async #read() {
    const query = new URLSearchParams({ rooms: this.rooms.join(","), ...this.filter, cursor: this.cursor });
    const answer = await fetch(`${new URL("/api/changes", this.url)}?${query}`);
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    const { changes, cursor, hasMore, reset } = await answer.json();
    for (const change of changes) this.take(change.kind ?? change.type, change.data, change.cursor);
    if (reset) this.take("reset", { reason: reset }, cursor);
    // the replica that answers may be a moment behind the leader's
    else if (cursor === this.cursor && !hasMore) await new Promise((done) => setTimeout(done, BETWEEN));
    this.cursor = cursor;
  }
}

// Whether a cursor (epoch.position) is at another one or beyond. Of another epoch is beyond: there is nothing between.
function hasReached(cursor, other) {
  if (!cursor || !other || isOfOtherEpoch(cursor, other)) return true;
  const [position, otherPosition] = [cursor, other].map((one) => Number(one.split(".")[1]));
  return position >= otherPosition;
}

function isOfOtherEpoch(cursor, other) {
  return Boolean(cursor && other) && cursor.split(".")[0] !== other.split(".")[0];
}
