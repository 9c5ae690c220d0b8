// How fresh the page is, in a few words: "Live", "as of 18:40, reconnecting", or that it will not change by itself.

const PATIENCE_MS = 1500;

export class Pulse {
  constructor(element) {
    this.element = element;
    this.text = element.querySelector(".text");
    this.timer = 0;
    addEventListener("offline", () => this.#set("stale", this.#late()));
    // the connection may have lived through it; if not, the feed will report it
    addEventListener("online", () => this.state === "live" && this.#set("live", "Live"));
  }

  // `receivedAt` gives the time of the last sign of life; a short break is not shown.
  show(state, receivedAt) {
    clearTimeout(this.timer);
    this.state = state;
    this.receivedAt = receivedAt;
    if (state === "live") this.#set("live", "Live");
    else if (state === "refused") this.#set("stale", this.#late());
    else this.timer = setTimeout(() => this.#set("stale", this.#late()), this.element.dataset.state === "live" ? PATIENCE_MS : 0);
  }

  #late() {
    const now = this.state === "refused" ? "not live: reload" : navigator.onLine ? "reconnecting" : "offline";
    return `as of ${this.receivedAt?.() ?? "loading"}, ${now}`;
  }

  #set(state, text) {
    this.element.dataset.state = state;
    this.text.textContent = text;
  }
}
