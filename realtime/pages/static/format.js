// How an event reads, in the wall time of its area whatever the browser's zone. `formatting.py` does the same on the server.

import { count, text, words } from "./texts.js";

const SYMBOLS = { INR: "₹", USD: "$", EUR: "€", GBP: "£" };
const STATES = ["cancelled", "postponed", "unlisted"];
const SHORTAGES = ["limited", "sold_out"]; // states of the tickets that are worth a word
const HOUR = 3_600_000;
const LATELY = 14 * 24 * HOUR; // so long a move is mentioned
const ONLINE = "Online"; // the venue of what takes place online

let zone = "UTC";
let formats = {};

export function setZone(name) {
  zone = name;
  const make = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options });
  formats = {
    date: make({ year: "numeric", month: "2-digit", day: "2-digit" }),
    clock: make({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
    offset: make({ timeZoneName: "longOffset" }),
  };
}
setZone(zone);

// Business time, by which something is over or was lately.
let now = () => new Date();
export function setClock(read) {
  now = read;
}

const part = (format, date, type) => format.formatToParts(date).find((each) => each.type === type).value;

// The local day as YYYY-MM-DD: days are compared and sorted as text.
export function dayOf(date) {
  return ["year", "month", "day"].map((type) => part(formats.date, date, type)).join("-");
}

export const clock = (date) => formats.clock.format(date);

const noon = (day) => new Date(`${day}T12:00:00Z`);
const dayNumber = (day) => Math.round(noon(day).getTime() / (24 * HOUR));
// Names of days and months are those of the server's pages, whatever the browser calls them.
export const weekdayOf = (day) => (noon(day).getUTCDay() + 6) % 7; // Monday is 0
const weekday = (day, names = "weekdays") => words(names)[weekdayOf(day)];
const month = (day, names = "months") => words(names)[Number(day.slice(5, 7)) - 1];
const date = (day) => Number(day.slice(8));

export function heading(day, today) {
  const year = day.slice(0, 4) === today.slice(0, 4) ? "" : ` ${day.slice(0, 4)}`;
  const named = `${weekday(day)} ${date(day)} ${month(day)}${year}`;
  const near = ["today", "tomorrow"][dayNumber(day) - dayNumber(today)];
  return near ? text(near, { day: named }) : named;
}

export const shortDay = (day) => `${weekday(day, "weekdays_short")} ${date(day)} ${month(day, "months_short")}`;

// Days of the calendar as the address names them: "2026-12-05", or "2026-12-05 to 2026-12-07"; null where they are none.
const DAYS = /^(\d{4}-\d\d-\d\d)(?: to (\d{4}-\d\d-\d\d))?$/;
const isDay = (day) => day >= "1900" && day < "2100" && !Number.isNaN(noon(day).getTime()) && plusDays(day, 0) === day;
export const whenOf = (first, last) => (first === last ? first : `${first} to ${last}`);
export function daysOf(when) {
  const [, first, last = first] = DAYS.exec(when) ?? [];
  return first && isDay(first) && isDay(last) && first <= last ? [first, last] : null;
}
export const isDays = (when) => daysOf(when) !== null;
export function whenText(when) {
  const [first, last] = daysOf(when);
  return first === last ? shortDay(first) : text("from_to_days", { first: shortDay(first), last: shortDay(last) });
}
export const plusDays = (day, count) => new Date(noon(day).getTime() + count * 24 * HOUR).toISOString().slice(0, 10);
export const monthText = (day) => `${month(day)} ${day.slice(0, 4)}`;

const until = (day) => text("until_day", { day: `${date(day)} ${month(day, "months_short")}` });
const to = (time) => text("to_time", { time: clock(time) });

export function endOf(occurrence) {
  if (occurrence.endsAt) return new Date(occurrence.endsAt);
  return new Date(new Date(occurrence.startsAt).getTime() + (occurrence.dateOnly ? 24 : 3) * HOUR);
}

// The hour it starts on a day, and a quieter second line; never an hour that nobody gave.
export function hours(occurrence, day) {
  const starts = new Date(occurrence.startsAt);
  const end = occurrence.endsAt ? new Date(occurrence.endsAt) : null;
  const first = dayOf(starts);
  const last = end ? dayOf(new Date(end.getTime() - 1)) : first;
  if (occurrence.dateOnly) return end ? [text("all_day"), last > day ? until(last) : ""] : [text("no_time"), ""];
  if (first < day) return [text("on_now"), last > day ? until(last) : end ? to(end) : text("since_time", { time: clock(starts) })];
  if (!end || end.getTime() === starts.getTime()) return [clock(starts), ""];
  return [clock(starts), end - starts < 18 * HOUR ? to(end) : until(last)];
}

// Whether a date takes place now, as far as a source gave its hour and its end.
export const isOn = ({ startsAt, endsAt, dateOnly, cancelled }, at) =>
  !cancelled && !dateOnly && Boolean(endsAt) && new Date(startsAt) <= at && at < new Date(endsAt);

// The hours of a whole date in a sentence: languages differ in what joins the two.
export function hoursText(occurrence) {
  const [hour, end] = hours(occurrence, dayOf(new Date(occurrence.startsAt)));
  return end && !occurrence.dateOnly ? text("hour_to_end", { hour, end }) : [hour, end].filter(Boolean).join(" ");
}

// What the `datetime` attribute of a <time> holds.
export function machineTime(occurrence) {
  const starts = new Date(occurrence.startsAt);
  if (occurrence.dateOnly) return dayOf(starts);
  const offset = part(formats.offset, starts, "timeZoneName").replace("GMT", "") || "+00:00";
  const seconds = String(starts.getUTCSeconds()).padStart(2, "0");
  return `${dayOf(starts)}T${clock(starts)}:${seconds}${offset}`;
}

const amount = (value) =>
  value.toLocaleString("en-US", Number.isInteger(value) ? {} : { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export function price({ type, minimum, maximum, currency }) {
  if (type === "free" || type === "donation") return text(type);
  const symbol = currency ? (SYMBOLS[currency] ?? `${currency} `) : "";
  if (minimum === null && maximum === null) return type === "paid" || type === "variable" ? text(type) : "";
  if (minimum !== null && maximum !== null && maximum !== minimum) {
    return text("price_from_to", { low: symbol + amount(minimum), high: symbol + amount(maximum) });
  }
  if (minimum === null) return text("price_up_to", { high: symbol + amount(maximum) });
  const isLeast = type === "variable" || maximum === null;
  return isLeast ? text("price_from", { low: symbol + amount(minimum) }) : symbol + amount(minimum);
}

export function distance(kilometres) {
  if (kilometres === null || kilometres === undefined) return "";
  return kilometres < 0.975 ? text("metres", { count: Math.round(kilometres * 20) * 50 }) : text("kilometres", { count: kilometres.toFixed(1) });
}

export const countText = (number) => count("events", number);

// Why an event is found whose title has none of the words, where nobody sees it.
export const why = (matched) =>
  !matched || matched.title ? ""
    : [["synonym", "found_as"], ["description", "found_in_text"]].filter(([kind]) => matched[kind])
      .map(([kind, key]) => text(key, { words: matched[kind].join(" ") })).join(", ");

export const moreDates = (number) => (number > 0 ? count("more_dates", number) : "");

// Strangers send other addresses too.
export const webLink = (url) => (/^https?:\/\//i.test(url ?? "") ? url : null);

const THUMBNAIL = /^\/images\/[0-9a-f]{32}-(\d{1,4})x(\d{1,4})\.webp$/;

// The picture that an event shows: its thumbnail, with the size that stands in its name, or the source's own.
export function pictureOf(event) {
  const [image] = event.images;
  const size = THUMBNAIL.exec(image?.thumbnailUrl ?? "");
  const src = size ? image.thumbnailUrl : webLink(image?.thumbnailUrl) || webLink(image?.url);
  return src ? { src, width: size?.[1], height: size?.[2], alt: image.alt || "" } : null;
}

// What is out of the ordinary about an event, or about one of its dates: called off comes before all.
export function stateOf(event, occurrence = null) {
  const status = occurrence?.cancelled ? "cancelled" : event.status;
  const moved = event.movedAt && now() - new Date(event.movedAt) < LATELY;
  const off = status === "cancelled";
  const seats = SHORTAGES.includes(event.availability) && !off ? text(event.availability) : "";
  return { off, seats, words: STATES.includes(status) ? text(status) : moved ? text("moved") : "" };
}

export const isOnline = ({ name, address, latitude }) => name === ONLINE && !address && latitude === null;

// What a venue is called, or else the beginning of its address; empty where neither is known.
export const placeText = (venue) => (isOnline(venue) ? text("online") : venue.name || street(venue.address));

// What is shown in place of a venue that has no name.
export const openPlace = ({ latitude }) => text(latitude === null ? "place_open" : "venue_open");

// The beginning of an address, for a row without a venue's name.
export function street(address) {
  let [line, ...parts] = (address || "").split(",").map((part) => part.trim());
  for (const part of parts) {
    if (line.length + part.length > 44) break;
    line = `${line}, ${part}`;
  }
  return [...line].slice(0, 60).join("");
}

export function mapLink({ latitude, longitude }) {
  if (latitude === null) return null;
  const [lat, lng] = [latitude.toFixed(5), longitude.toFixed(5)];
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lng}#map=18/${lat}/${lng}`;
}

// Where there is no point: what is known of the place in words, and a map of it without a pin.
const ROUGHLY = ["road", "postcode"];
const CLOSE_METRES = 300;

export function roughLink({ latitude, precision, approximate }) {
  if (latitude !== null || !approximate) return null;
  const zoom = approximate.metres <= CLOSE_METRES ? 17 : 15;
  const at = `${zoom}/${approximate.latitude.toFixed(5)}/${approximate.longitude.toFixed(5)}`;
  return { words: text(ROUGHLY.includes(precision) ? `rough_${precision}` : "rough"), url: `https://www.openstreetmap.org/#map=${at}` };
}
