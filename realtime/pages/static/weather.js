// The line that says how it is outside, and the forecast that rows are drawn with: kept as they are now, and gone when they
// have expired. `weather.py` does the same on the server.

import { h, outside } from "./dom.js";
import { dayOf, endOf, isOnline } from "./format.js";
import { setForecast } from "./rain.js";
import { count, text } from "./texts.js";

const TICK = 30_000;
const MINUTE = 60_000;

export const weatherRoom = (area) => `weather:${area.code}`;

// Whether the present weather says anything of an event: one that people go to, today or now.
export function weatherMatters({ status, venue, occurrences }, now) {
  if (status === "cancelled" || isOnline(venue)) return false;
  const today = dayOf(now);
  return occurrences.some((each) => endOf(each) > now && !each.cancelled && dayOf(new Date(each.startsAt)) <= today);
}

export class Weather {
  // `state` is what the page brought, null where there is none; `changed` is called when rows may look different;
  // `matters` says whether there is anything here that the present weather is for.
  constructor(element, state, now, changed, matters = () => true) {
    Object.assign(this, { element, now, changed, matters });
    this.#show(state);
    setInterval(() => this.#tick(), TICK);
  }

  // A change of the feed; true when it was one of the weather.
  take(kind, data) {
    if (kind !== "weather:update") return false;
    this.#show({ ...data, present: data.validUntil && data });
    this.changed();
    return true;
  }

  #show(state) {
    this.state = state;
    this.forecast = "";
    this.#tick(false);
  }

  #tick(tell = true) {
    const { state } = this;
    const hours = this.#counts(state?.hoursUntil) ? state.hours : [];
    const forecast = JSON.stringify(hours);
    if (forecast !== this.forecast) {
      this.forecast = forecast;
      setForecast(hours);
      if (tell) this.changed();
    }
    const words = this.#counts(state?.present?.validUntil) && this.matters() ? line(state.present) : "";
    this.element.hidden = !words;
    this.element.replaceChildren(...(words ? [words, h("span", { class: "age" }, this.#age()), ...credit(state.attribution)] : []));
  }

  #counts(until) {
    return Boolean(until) && new Date(until) > this.now();
  }

  #age() {
    const minutes = Math.max(Math.floor((this.now() - new Date(this.state.present.observedAt)) / MINUTE), 0);
    return minutes < 60 ? text("weather_minutes", { count: minutes }) : count("weather_hours", Math.floor(minutes / 60));
  }
}

function line({ temperature, condition }) {
  const degrees = temperature === null ? "" : text("degrees", { count: Math.round(temperature) });
  const words = condition === "unknown" ? "" : text(`weather_${condition}`);
  return [degrees, words].filter(Boolean).join(", ");
}

// What the source's licence asks for.
function credit(attribution) {
  if (!attribution) return [];
  return [h("span", { class: "by" }, outside(attribution.url, attribution.text), outside(attribution.licenceUrl, attribution.licence))];
}
