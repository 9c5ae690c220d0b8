// One event of the list, read in a dialog: while that is open, the event's own address stands in the browser's.

import { count } from "./counted.js";
import { detail, h } from "./dom.js";
import { shareControls } from "./share.js";
import { text } from "./texts.js";

export class EventDialog {
  constructor(dialog, labels, now) {
    Object.assign(this, { dialog, labels, now });
    this.event = null; // the one that is read
    dialog.addEventListener("close", () => this.#closed());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }

  open(event) {
    history.pushState({ detail: true }, "", `/e/${event.id}`);
    this.#draw(event);
    this.dialog.showModal();
    count(event.id, "views");
  }

  // An event has changed; null: it was taken down.
  changed(id, event) {
    if (this.event?.id === id) this.#draw(event);
  }

  // The browser has gone back to the list.
  leave() {
    this.event = null;
    if (this.dialog.open) this.dialog.close();
  }

  #draw(event) {
    const close = h("button", { class: "close", type: "button", "aria-label": text("close") }, "×");
    close.addEventListener("click", () => this.dialog.close());
    const page = event && h("a", { href: `/e/${event.id}` }, text("own_page"));
    const acts = event && h("p", { class: "acts" }, shareControls(() => this.event), page);
    const content = event ? detail(event, this.labels, this.now()) : h("p", {}, text("down"));
    const focused = this.dialog.contains(document.activeElement);
    this.dialog.replaceChildren(close, content, ...(acts ? [acts] : []));
    if (focused) close.focus();
    this.event = event ?? this.event;
  }

  #closed() {
    this.event = null;
    if (history.state?.detail) history.back();
  }
}
