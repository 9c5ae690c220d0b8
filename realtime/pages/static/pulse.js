// How fresh the page is, in a few words: "Live", "as of 18:40, reconnecting", or that it will not change by itself.

const PATIENCE = 1500;

export class Pulse {
  constructor(element) {
    this.element = element;
    this.text = element.querySelector(".text");
    this.timer = 0;
    addEventListener("offline", () => this.#set("stale", this.#late()));
    // the line may have lived through it; if not, the feed will say so
    addEventListener("online", () => this.state === "live" && this.#set("live", "Live"));
  }

  // `heard` gives the time of the last sign of life; a short break is not worth a word.
  show(state, heard) {
    clearTimeout(this.timer);
    this.state = state;
    this.heard = heard;
    if (state === "live") this.#set("live", "Live");
    else if (state === "refused") this.#set("stale", this.#late());
    else this.timer = setTimeout(() => this.#set("stale", this.#late()), this.element.dataset.state === "live" ? PATIENCE : 0);
  }

  #late() {
    const now = this.state === "refused" ? "not live: reload" : navigator.onLine ? "reconnecting" : "offline";
    return `as of ${this.heard?.() ?? "loading"}, ${now}`;
  }

  #set(state, text) {
    this.element.dataset.state = state;
    this.text.textContent = text;
  }
}
