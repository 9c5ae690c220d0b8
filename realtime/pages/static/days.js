// The button that opens the calendar, and shows which days are chosen; the calendar itself comes when it is wanted.

import { isDays, whenText } from "./format.js";
import { text } from "./texts.js";

const byId = (id) => document.getElementById(id);
const GAP = 8;

export class DayPicker {
  // today(): the area's day; parameters(): of the list, as of its search; wish(change): write into the address.
  constructor({ today, parameters, wish }) {
    Object.assign(this, { today, parameters, wish, when: "all", calendar: null });
    this.button = byId("pick");
    this.panel = byId("calendar");
    this.button.addEventListener("click", () => this.#toggle());
    this.panel.addEventListener("toggle", ({ newState }) => this.button.setAttribute("aria-expanded", newState === "open"));
  }

  // Follow the address.
  show({ when }) {
    this.when = when;
    const chosen = isDays(when);
    this.button.textContent = chosen ? whenText(when) : text("other_days");
    chosen ? this.button.setAttribute("aria-current", "page") : this.button.removeAttribute("aria-current");
    this.calendar?.show(when);
  }

  async #toggle() {
    if (this.panel.matches(":popover-open")) return this.panel.hidePopover();
    const loaded = await import("./calendar.js").catch((error) => console.info("the calendar could not be loaded:", error.message));
    if (!loaded) return; // there is no network; the next click tries again
    this.calendar ??= new loaded.Calendar(this.panel, { today: this.today, parameters: this.parameters, choose: (when) => this.wish({ when }) });
    await this.calendar.open(this.when);
    this.#place();
    this.panel.showPopover();
    this.calendar.focus();
  }

  // Below the button, or where that is out of sight on a small screen at its foot; see calendar.css.
  #place() {
    const { left, bottom } = this.button.getBoundingClientRect();
    this.panel.style.setProperty("--left", `${Math.max(GAP, left)}px`);
    this.panel.style.setProperty("--top", `${bottom + GAP}px`);
  }
}
