// The list on the screen. Changes never move what is being read: the row in focus, under the pointer or first in view
// keeps its place, and what arrives out of view is offered by a button.

import { h, row, skeletonRow } from "./dom.js";
import { distance, heading } from "./format.js";
import { rainNote } from "./rain.js";
import { text } from "./texts.js";

const STICKY = 48;
const MARK_SECONDS = 15;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export class ListView {
  constructor(root, news, labels) {
    Object.assign(this, { root, news, labels });
    this.rows = new Map();
    this.unseen = new Set();
    for (const element of root.querySelectorAll(".row")) this.rows.set(element.dataset.id, element);
    news.addEventListener("click", () => this.#show());
    addEventListener("scroll", () => this.#offer(), { passive: true });
    root.addEventListener("error", (event) => event.target.matches?.("img") && event.target.remove(), true);
    for (const image of root.querySelectorAll("img")) if (image.complete && !image.naturalWidth) image.remove();
  }

  // What the server rendered is what these entries would look like.
  adopt(days) {
    for (const entry of [...days.values()].flat()) {
      const element = this.rows.get(entry.event.id);
      if (element) element.signature = signature(entry);
    }
  }

  // Make the screen show these days. `marks` maps ids to "fresh" or "changed".
  sync(days, today, marks = new Map()) {
    this.root.querySelectorAll(".skeleton").forEach((each) => each.closest(".day").remove());
    const wanted = new Set([...days.values()].flat().map((entry) => entry.event.id));
    this.#hold(() => {
      for (const [id, element] of this.rows) if (!wanted.has(id)) this.#drop(id, element);
      let at = this.root.firstElementChild;
      for (const [day, entries] of days) {
        const section = this.#section(day, today);
        if (section === at) at = at.nextElementSibling;
        else this.root.insertBefore(section, at);
        this.#fill(section.querySelector(".rows"), entries, marks);
      }
      while (at) at = removeAndNext(at);
    });
    for (const [id, mark] of marks) if (wanted.has(id)) this.#mark(id, mark);
    this.#offer();
  }

  // Mark the rows of a place that was chosen on the map, and go to the first; false when none of them is to be seen.
  pick(ids) {
    const rows = ids.map((id) => this.rows.get(id)).filter((each) => each?.checkVisibility());
    for (const each of this.root.querySelectorAll(".picked")) each.classList.remove("picked");
    for (const each of rows) each.classList.add("picked");
    rows[0]?.scrollIntoView({ block: "center", behavior: calm.matches ? "instant" : "smooth" });
    rows[0]?.querySelector("a").focus({ preventScroll: true });
    return rows.length > 0;
  }

  // Mark the rows of a place that is pointed at on the map.
  light(ids) {
    for (const each of this.root.querySelectorAll(".lit")) each.classList.remove("lit");
    for (const id of ids ?? []) this.rows.get(id)?.classList.add("lit");
  }

  skeleton() {
    const rows = [1, 2, 3, 4].map(skeletonRow);
    this.rows.clear();
    this.unseen.clear();
    const heads = h("h2", {}, h("span", { class: "bar short" }));
    this.root.replaceChildren(h("section", { class: "day skeleton" }, heads, h("ol", { class: "rows" }, rows)));
    this.#offer();
  }

  #section(day, today) {
    const title = day ? heading(day, today) : text("best_first");
    const known = this.root.querySelector(`[data-day="${day}"]`);
    if (known) {
      const h2 = known.querySelector("h2");
      if (h2.textContent !== title) h2.textContent = title;
      return known;
    }
    return h(
      "section",
      { class: "day", "data-day": day, "aria-labelledby": `d${day}` },
      h("h2", { id: `d${day}` }, title),
      h("ol", { class: "rows" }),
    );
  }

  #fill(list, entries, marks) {
    let at = next(list.firstElementChild);
    for (const entry of entries) {
      const element = this.#row(entry, marks);
      if (element === at) at = next(at.nextElementSibling);
      else list.insertBefore(element, at);
    }
  }

  #row(entry, marks) {
    const { id } = entry.event;
    const known = this.rows.get(id);
    if (known?.signature === signature(entry)) return known;
    const made = row(entry, this.labels);
    const element = known ?? made;
    if (known) this.#replace(known, made);
    element.signature = signature(entry);
    this.rows.set(id, element);
    if (!known && marks.get(id) === "fresh") this.unseen.add(id);
    return element;
  }

  #replace(known, made) {
    const focused = known.contains(document.activeElement);
    known.className = made.className;
    known.dataset.version = made.dataset.version;
    known.replaceChildren(...made.childNodes);
    if (focused) known.querySelector("a").focus({ preventScroll: true });
  }

  #drop(id, element) {
    this.rows.delete(id);
    this.unseen.delete(id);
    const section = element.closest(".day");
    const gone = section.querySelectorAll(".row:not(.leaving)").length <= 1;
    if (gone || calm.matches || !inView(element)) return element.remove();
    element.classList.add("leaving");
    element.inert = true;
    slide(element, true).finished.finally(() => element.remove());
  }

  #mark(id, mark) {
    const element = this.rows.get(id);
    element.classList.add(mark);
    if (mark === "fresh") {
      element.querySelector(".title").append(h("span", { class: "mark" }, text("new")));
      if (!calm.matches && inView(element)) slide(element, false);
    }
    const seconds = mark === "fresh" ? MARK_SECONDS : 4;
    setTimeout(() => {
      element.classList.remove(mark);
      if (mark === "fresh") element.querySelector(".mark")?.remove();
    }, seconds * 1000);
  }

  #hold(change) {
    const anchor = this.#anchor();
    const before = anchor?.getBoundingClientRect().top;
    change();
    if (anchor?.isConnected) scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
  }

  #anchor() {
    const rows = [...this.rows.values()].filter(inView);
    const held = rows.find((each) => each.contains(document.activeElement)) ?? rows.find((each) => each.matches(":hover"));
    // right at the top nothing is being read yet, and an arrival may push the list down before one's eyes
    return held ?? (scrollY < 8 ? null : rows.sort((a, b) => top(a) - top(b))[0]);
  }

  #offer() {
    for (const id of this.unseen) if (inView(this.rows.get(id))) this.unseen.delete(id);
    this.news.hidden = !this.unseen.size;
    if (!this.unseen.size) return;
    this.news.textContent = text("new_count", { count: this.unseen.size });
    this.news.dataset.side = [...this.unseen].some((id) => top(this.rows.get(id)) < STICKY) ? "above" : "below";
  }

  #show() {
    const first = [...this.unseen].map((id) => this.rows.get(id)).sort((a, b) => top(a) - top(b))[0];
    first?.scrollIntoView({ block: "center", behavior: calm.matches ? "instant" : "smooth" });
    first?.querySelector("a").focus({ preventScroll: true });
  }
}

const top = (element) => element.getBoundingClientRect().top;
const next = (element) => (element?.classList.contains("leaving") ? next(element.nextElementSibling) : element);

function inView(element) {
  const box = element.getBoundingClientRect();
  return box.bottom > STICKY && box.top < innerHeight;
}

function removeAndNext(element) {
  const following = element.nextElementSibling;
  element.remove();
  return following;
}

function slide(element, away) {
  const open = { height: `${element.offsetHeight}px`, opacity: 1, overflow: "clip" };
  const shut = { height: "0px", paddingBlock: "0px", opacity: 0, overflow: "clip" };
  return element.animate(away ? [open, shut] : [shut, open], { duration: 320, easing: "cubic-bezier(.2,.7,.2,1)" });
}

// Changes exactly when a row would look different.
const signature = ({ event, next: at, more, day, away, rank }) =>
  [event.version, at.startsAt, at.cancelled, more, day, distance(away), rank === undefined, rainNote(event, at)].join("|");
