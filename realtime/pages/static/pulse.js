// How fresh the page is, in a few words: "Live", "as of 18:40, reconnecting", or that it will not change by itself.

import { text } from "./texts.js";

const PATIENCE_MS = 1500;

export class Pulse {
  constructor(element) {
    this.element = element;
    this.text = element.querySelector(".text");
    this.timer = 0;
    addEventListener("offline", () => this.#set("stale", this.#late()));
    // the connection may have lived through it; if not, the feed will report it
    addEventListener("online", () => this.state === "live" && this.#set("live", text("live")));
  }

  // `receivedAt` gives the time of the last sign of life; a short break is not shown.
  show(state, receivedAt) {
    clearTimeout(this.timer);
    this.state = state;
    this.receivedAt = receivedAt;
    if (state === "live") this.#set("live", text("live"));
    else if (state === "refused") this.#set("stale", this.#late());
    else this.timer = setTimeout(() => this.#set("stale", this.#late()), this.element.dataset.state === "live" ? PATIENCE_MS : 0);
  }

  #late() {
    const state = this.state === "refused" ? "reload" : navigator.onLine ? "reconnecting" : "offline";
    return text("late", { time: this.receivedAt?.() ?? text("loading"), state: text(state) });
  }

  #set(state, shown) {
    this.element.dataset.state = state;
    this.text.textContent = shown;
  }
}
