// What is asked for, as the address names it; whoever is given the address sees the same.

import { isDays } from "./format.js";
import { hasText } from "./texts.js";

export const FILTERS = "when weekday timeOfDay maxPrice minPrice cost near venue area category online without ignored".split(" ");
const READ = {
  when: { test: (when) => isDays(when) || hasText(`when_${when}`) }, // a day or days of the calendar, or by name
  category: { test: (category) => hasText(`kind_${category}`) },
  q: /\S/,
  asWords: new RegExp(`^(${FILTERS.join("|")})(,(${FILTERS.join("|")}))*$`), // what of q is not read as these filters
  view: /^map$/, // on small screens: the map instead of the list
  within: /^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$/, // only what is in this box: west, south, east, north
  from: /^metro$/, // show the distance from there
};

export function fromAddress() {
  const query = new URLSearchParams(location.search);
  const asked = Object.entries(READ).map(([name, form]) => [name, form.test(query.get(name) ?? "") ? query.get(name) : ""]);
  return { ...Object.fromEntries(asked), when: (READ.when.test(query.get("when") ?? "") && query.get("when")) || "all" };
}

export function address(asked) {
  const query = new URLSearchParams();
  for (const name of Object.keys(READ)) {
    if (asked[name] && !(name === "when" && asked.when === "all")) query.set(name, asked[name]);
  }
  return `/${query.size ? `?${query}`.replaceAll("%2C", ",") : ""}`;
}

// What the server is asked for; the rest is for this page alone.
export const question = ({ when, category, q, asWords }) => address({ when, category, q, asWords });

// Where the list is in another form; `links.py` makes the same on the server.
export function subscription(parameters, area, form) {
  const query = new URLSearchParams([["area", area], ...parameters]);
  const calendar = `webcal://${location.host}/api/events/discovered.ics?${query}`;
  if (form === "calendar") return calendar;
  if (form === "google") return `https://calendar.google.com/calendar/r?${new URLSearchParams({ cid: calendar })}`;
  return `/api/events/discovered.${form}?${query}`;
}

// Whether an event is in the box of the address; one without a location is nowhere.
export function isWithin(within, { latitude, longitude }) {
  if (!within) return true;
  const [west, south, east, north] = within.split(",").map(Number);
  return latitude !== null && latitude >= south && latitude <= north && longitude >= west && longitude <= east;
}
