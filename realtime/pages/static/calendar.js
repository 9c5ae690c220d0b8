// A month, with how many events each of its days has. A day that is chosen is the "when" of the list, and a later one
// after it the end of a range; the next begins anew.

import { h } from "./dom.js";
import { countText, daysOf, heading, monthText, plusDays, weekdayOf, whenOf } from "./format.js";
import { text, words } from "./texts.js";

const MONTHS_AHEAD = 12;
const ARROWS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const stylesheet = new URL("calendar.css", import.meta.url).href;

const firstOf = (day) => `${day.slice(0, 7)}-01`;
const lastOf = (day) => plusDays(firstOf(plusDays(firstOf(day), 31)), -1);

// Two months apart are apart in days too: from a first day on, any of that month is.
function plusMonths(day, count) {
  let first = firstOf(day);
  for (let left = Math.abs(count); left; left--) first = firstOf(plusDays(first, count > 0 ? 31 : -1));
  return first;
}

export class Calendar {
  constructor(panel, { today, parameters, choose }) {
    Object.assign(this, { panel, today, parameters, choose, counts: new Map() });
    panel.addEventListener("keydown", (event) => this.#key(event));
    panel.addEventListener("click", (event) => this.#click(event.target.closest("button")));
  }

  // Draw it, with its styles, before it is to be seen.
  async open(when) {
    await styled();
    this.chosen = daysOf(when);
    this.isBegun = false;
    this.at = this.chosen?.[0] >= this.today() ? this.chosen[0] : this.today();
    this.#draw();
    this.#count();
  }

  show(when) {
    this.chosen = daysOf(when);
    if (this.at) this.#draw();
  }

  focus() {
    this.panel.querySelector(`[data-day="${this.at}"]`)?.focus({ preventScroll: true });
  }

  #click(button) {
    if (!button) return;
    if (button.dataset.turn) return this.#go(plusMonths(this.at, Number(button.dataset.turn)), button.dataset.turn);
    const day = button.dataset.day;
    const [first] = this.chosen ?? [];
    const isEnd = this.isBegun && day > first;
    this.isBegun = !isEnd;
    this.at = day;
    this.choose(isEnd ? whenOf(first, day) : whenOf(day, day));
    this.focus();
  }

  #key(event) {
    if (!event.target.dataset.day) return;
    const { at } = this;
    const to = {
      Home: plusDays(at, -weekdayOf(at)), End: plusDays(at, 6 - weekdayOf(at)),
      PageUp: plusMonths(at, -1), PageDown: plusMonths(at, 1),
    }[event.key] ?? (ARROWS[event.key] ? plusDays(at, ARROWS[event.key]) : null);
    if (!to) return;
    event.preventDefault();
    this.#go(to);
    this.focus();
  }

  // To a day from today on and within a year; `turned` is the button that did it.
  #go(day, turned) {
    const last = lastOf(plusMonths(this.today(), MONTHS_AHEAD));
    const before = firstOf(this.at);
    this.at = day < this.today() ? this.today() : day > last ? last : day;
    this.#draw();
    if (firstOf(this.at) !== before) this.#count();
    if (turned) (this.panel.querySelector(`[data-turn="${turned}"]:enabled`) ?? this.panel.querySelector("[data-turn]:enabled"))?.focus();
  }

  // How many events the list would have on each day, whatever days are chosen.
  async #count() {
    const month = firstOf(this.at);
    const query = new URLSearchParams(this.parameters().filter(([name]) => !["when", "startDate", "endDate"].includes(name)));
    if (month > this.today()) query.set("startDate", month);
    query.set("endDate", lastOf(month));
    try {
      const answer = await fetch(`/api/calendar?${query}`);
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      const { days, through } = await answer.json();
      this.counts.set(month, { days: new Map(days.map(({ date, count }) => [date, count])), through });
    } catch (error) {
      console.info("the days could not be counted:", error.message); // they can be chosen without
    }
    if (firstOf(this.at) !== month) return;
    const held = this.panel.contains(document.activeElement) && document.activeElement.dataset.day;
    this.#draw();
    if (held) this.focus();
  }

  // How many events a day has; undefined where they are not counted.
  #of(day) {
    const known = this.counts.get(firstOf(day));
    return known && !(known.through && day > known.through) ? (known.days.get(day) ?? 0) : undefined;
  }

  #draw() {
    const [month, today] = [firstOf(this.at), this.today()];
    const turn = (by, label, sign, off) => h("button", { type: "button", class: "turn", "data-turn": by, "aria-label": text(label), disabled: off }, sign);
    const begin = plusDays(month, -weekdayOf(month));
    const weeks = Math.ceil((weekdayOf(month) + Number(lastOf(month).slice(8))) / 7);
    const row = (week) => h("tr", {}, [0, 1, 2, 3, 4, 5, 6].map((n) => this.#day(plusDays(begin, 7 * week + n), month, today)));
    const drawn = [
      h(
        "div",
        { class: "month" },
        turn(-1, "earlier_month", "‹", month <= firstOf(today)),
        h("p", { id: "month", "aria-live": "polite" }, monthText(month)),
        turn(1, "later_month", "›", month >= plusMonths(today, MONTHS_AHEAD)),
      ),
      h(
        "table",
        { role: "grid", "aria-labelledby": "month" },
        h("thead", {}, h("tr", {}, words("weekdays_short").map((name, n) => h("th", { scope: "col", abbr: words("weekdays")[n] }, name)))),
        h("tbody", {}, Array.from({ length: weeks }, (_, week) => row(week))),
      ),
      h("p", { class: "hint" }, text("range_hint")),
    ];
    this.panel.replaceChildren(...drawn);
  }

  #day(day, month, today) {
    if (firstOf(day) !== month) return h("td");
    const count = this.#of(day);
    const [first, last] = this.chosen ?? [];
    const isChosen = Boolean(first) && first <= day && day <= last;
    const label = heading(day, today) + (count === undefined ? "" : `, ${countText(count)}`);
    const number = String(Number(day.slice(8)));
    return h(
      "td",
      { "aria-selected": String(isChosen), class: isChosen ? "chosen" : null },
      h(
        "button",
        { type: "button", "data-day": day, "aria-label": label, "aria-current": day === today ? "date" : null, disabled: day < today, tabindex: day === this.at ? "0" : "-1" },
        h("span", {}, number),
        h("small", {}, count ? String(count) : ""),
      ),
    );
  }
}

// Its styles are not among those of the first view.
let styles = null;
function styled() {
  styles ??= new Promise((done) => {
    const link = h("link", { rel: "stylesheet", href: stylesheet });
    link.addEventListener("load", done);
    link.addEventListener("error", done);
    document.head.append(link);
  });
  return styles;
}
