// Whether rain is likely while an event is on. `weather.py` does the same on the server.

import { clock, endOf } from "./format.js";
import { text } from "./texts.js";

const HOUR = 3_600_000;
let wet = []; // the hours in which it is, as [from, until]

export function setForecast(hours) {
  wet = hours.filter((each) => each.rainLikely).map(({ startsAt }) => [+new Date(startsAt), +new Date(startsAt) + HOUR]);
}

export function rainNote(event, occurrence) {
  if (!event.outdoors || occurrence.cancelled || occurrence.dateOnly) return "";
  const starts = +new Date(occurrence.startsAt);
  const found = wet.find(([from, until]) => from < endOf(occurrence) && until > starts);
  return found ? text("rain_likely", { time: clock(new Date(Math.max(found[0], starts))) }) : "";
}
