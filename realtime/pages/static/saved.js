// Views that a reader has given a name ("my Thursdays"): kept on the device, and nowhere else.

import { h, isPlainClick } from "./dom.js";
import { text } from "./texts.js";

const KEY = "jatre views";
const MAX_VIEWS = 20;
const byId = (id) => document.getElementById(id);

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return kept.filter((view) => typeof view?.name === "string" && /^\/(\?|$)/.test(view.address)).slice(0, MAX_VIEWS);
  } catch {
    return []; // what is kept is not ours, or nothing may be kept
  }
}

// What is like these views and what is followed is suggested to who has any; all others need not load it.
export function suggest() {
  try {
    if (localStorage.getItem(KEY) || localStorage.getItem("jatre alerts")) import("./foryou.js");
  } catch {
    // nothing may be kept
  }
}

export class SavedViews {
  // open(address): show it.
  constructor({ open }) {
    Object.assign(this, { open, at: "/" });
    this.form = byId("save-form");
    this.list = byId("saved-views");
    byId("save-view").addEventListener("click", () => this.#ask());
    this.form.addEventListener("submit", (event) => this.#save(event));
    this.form.addEventListener("keydown", ({ key }) => key === "Escape" && this.#done());
    byId("save-cancel").addEventListener("click", () => this.#done());
    addEventListener("storage", ({ key }) => key === KEY && this.show(this.at));
  }

  // The views, and whether the one that is shown can be kept; `at` is its address.
  show(at) {
    this.at = at;
    const views = read();
    this.list.replaceChildren(...views.map((view) => this.#item(view)));
    const isKept = views.some(({ address }) => address === at);
    byId("save-view").hidden = at === "/" || isKept || views.length === MAX_VIEWS || !this.form.hidden;
    byId("saved").hidden = !views.length && byId("save-view").hidden && this.form.hidden;
  }

  #item({ name, address }) {
    const link = h("a", { href: address, "aria-current": address === this.at ? "page" : null }, name);
    const remove = h("button", { type: "button", class: "remove", "aria-label": text("remove", { what: name }) }, "×");
    link.addEventListener("click", (event) => {
      if (!isPlainClick(event)) return;
      event.preventDefault();
      this.open(address);
    });
    remove.addEventListener("click", () => {
      this.#write(read().filter((view) => view.address !== address));
      (this.list.querySelector("a") ?? byId("main")).focus({ preventScroll: true });
    });
    return h("li", {}, link, remove);
  }

  #ask() {
    this.form.hidden = false;
    this.form.elements.name.value = byId("headline").textContent.slice(0, this.form.elements.name.maxLength);
    this.form.elements.name.select();
    this.show(this.at);
  }

  #save(event) {
    event.preventDefault();
    const name = this.form.elements.name.value.trim();
    if (!name) return;
    this.#write([...read(), { name, address: this.at }]);
    this.#done();
  }

  #done() {
    this.form.hidden = true;
    this.show(this.at);
    (byId("save-view").hidden ? this.list.querySelector("[aria-current]") : byId("save-view"))?.focus({ preventScroll: true });
  }

  #write(views) {
    try {
      localStorage.setItem(KEY, JSON.stringify(views));
      byId("not-saved").hidden = true;
    } catch {
      byId("not-saved").hidden = false;
    }
    this.show(this.at);
  }
}
