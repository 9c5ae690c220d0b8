// The list and the map in step: which of them is to be seen, what is pointed at, and what the map leaves of the list.

import { h } from "./dom.js";
import { dayOf, heading, hours, isOnline, placeText, stateOf } from "./format.js";
import { count as countOf, text } from "./texts.js";

const byId = (id) => document.getElementById(id);

export class Where {
  // view: the list; wish(change, replace): write into the address; entry(id): what is listed under an id; query(): what
  // is searched for, false where all of it is listed.
  constructor(data, { view, wish, now, entry, query }) {
    Object.assign(this, { area: data.area, view, wish, now, entry, query, map: null, days: new Map(), asked: {}, chosen: [] });
    this.aside = byId("map");
    this.only = byId("only");
    this.only.addEventListener("change", () => wish({ within: this.only.checked ? this.map.box() : "" }));
    byId("everything").addEventListener("click", () => wish({ within: "" }));
    byId("skip-map").addEventListener("click", (event) => {
      event.preventDefault();
      this.map?.focus();
    });
    const rows = byId("days");
    rows.addEventListener("pointerover", (event) => this.#point(event.target));
    rows.addEventListener("pointerleave", () => this.#point(document.activeElement));
    rows.addEventListener("focusin", (event) => this.#point(event.target));
    rows.addEventListener("focusout", () => this.#point(null));
    new ResizeObserver(() => this.#load()).observe(this.aside);
  }

  // Follow the address.
  show(asked) {
    this.asked = asked;
    this.aside.closest(".sheet").dataset.view = asked.view || "list";
    this.only.checked = Boolean(asked.within);
    if (!asked.within) byId("within").hidden = true;
  }

  // All that is listed, and how much of it is to be seen.
  draw(days, marks, count) {
    this.days = days;
    const entries = [...days.values()].flat();
    this.#sync(entries, marks);
    byId("within").hidden = !this.asked.within;
    const nowhere = entries.filter(({ event: { venue } }) => venue.latitude === null && !isOnline(venue)).length;
    byId("unplaced").hidden = !nowhere;
    byId("unplaced").textContent = countOf("unplaced", nowhere);
    const within = count ? text("within", { count, total: entries.length }) : text("within_none");
    if (byId("within-count").textContent !== within) byId("within-count").textContent = within;
    this.#card(this.chosen.filter((id) => this.#known(id)));
  }

  // An event has changed: whether it is no longer public, and where it stands among what is listed, null where it does not.
  changed(id, isGone, entry) {
    this.map?.changed(id, isGone, entry);
  }

  #sync(entries, marks) {
    this.map?.sync(entries, marks);
    this.map?.beyond(this.query(), entries.map(({ event }) => event.id));
  }

  // What is listed under an id, or else what the map knows of it, in the same form.
  #known(id) {
    const point = this.entry(id) ? null : this.map?.point(id);
    if (!point) return this.entry(id);
    const { title, cancelled, startsAt, dateOnly } = point;
    const [starts, today] = [dayOf(new Date(startsAt)), dayOf(this.now())];
    const event = { id, title, status: cancelled ? "cancelled" : "scheduled", venue: { name: null, address: null, latitude: point.latitude } };
    return { event, next: { startsAt, endsAt: null, dateOnly, cancelled }, day: starts > today ? starts : today };
  }

  // Where the reader is, or null.
  here(point) {
    this.me = point;
    this.map?.here(point);
  }

  // The map is fetched when it is first seen, or, where there was no network then, when that is back.
  async #load() {
    if (this.loading || !this.aside.clientWidth) return;
    this.loading = true;
    const loaded = await import("./map.js").catch((error) => console.info("the map could not be loaded:", error.message));
    if (!loaded) {
      this.loading = false;
      addEventListener("online", () => this.#load(), { once: true });
      return;
    }
    const { MapView } = loaded;
    this.map = new MapView(byId("ground"), this.area, this.asked.within, {
      onPoint: (ids) => this.view.light(ids),
      onChoose: (ids) => this.#choose(ids),
      onMove: (box) => this.only.checked && this.wish({ within: box }, true),
    });
    this.only.disabled = false;
    this.#sync([...this.days.values()].flat());
    this.map.look(this.asked.within);
    this.#point(byId("days").querySelector(".row:hover") ?? document.activeElement);
    if (this.me) this.map.here(this.me);
  }

  #point(element) {
    this.map?.light(element?.closest?.(".row")?.dataset.id ?? null);
  }

  // The list shows what was chosen; where only the map is to be seen, a card over it does.
  #choose(ids) {
    this.#card([]);
    if (!this.view.pick(ids)) {
      this.#card(ids);
      byId("card").querySelector("a")?.focus({ preventScroll: true });
    }
  }

  #card(ids) {
    if (!ids.length && !this.chosen.length) return;
    this.chosen = ids;
    const focused = byId("card").contains(document.activeElement) && document.activeElement.closest("[data-id]")?.dataset.id;
    const close = h("button", { class: "close", type: "button", "aria-label": text("close") }, "×");
    close.addEventListener("click", () => this.#card([]));
    byId("card").hidden = !ids.length;
    byId("card").replaceChildren(close, h("ul", {}, ids.map((id) => this.#pick(this.#known(id)))));
    if (focused) byId("card").querySelector(`[data-id="${focused}"] a`)?.focus({ preventScroll: true });
    this.map?.light(ids[0] ?? null);
  }

  #pick({ event, next, day }) {
    const when = `${heading(day, dayOf(this.now()))}, ${hours(next, day)[0]}`;
    const { off, words } = stateOf(event, next);
    const title = h("a", { href: `/e/${event.id}` }, off ? h("s", {}, event.title) : event.title);
    return h("li", { class: "pick", "data-id": event.id }, title, words && h("p", { class: "status" }, words), h("p", {}, [when, placeText(event.venue)].filter(Boolean).join(" · ")));
  }
}
