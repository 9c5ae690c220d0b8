// Where an event leads: calendars, and ways to the venue. `links.py` makes the same on the server.

import { dayOf, endOf } from "./format.js";

// The event's own calendar file, and Google's form with its next date; null for what is over or off.
export function calendarLinks(event, now) {
  const coming = event.occurrences.filter((each) => endOf(each) > now);
  const next = coming.find((each) => !each.cancelled);
  if (!next || event.status === "cancelled") return null;
  return { file: `/api/events/${event.id}.ics`, google: google(event, next) };
}

// Ways to a venue whose point is known.
export function directionLinks({ latitude, longitude }) {
  if (latitude === null) return null;
  const [lat, lng] = [latitude.toFixed(5), longitude.toFixed(5)];
  return {
    openstreetmap: `https://www.openstreetmap.org/directions?to=${lat}%2C${lng}#map=17/${lat}/${lng}`,
    google: `https://www.google.com/maps/dir/?api=1&destination=${lat}%2C${lng}`,
  };
}

function google(event, next) {
  const { name, address } = event.venue;
  const asked = {
    action: "TEMPLATE",
    text: event.title,
    dates: dates(next),
    ctz: event.timezone,
    details: `${location.origin}/e/${event.id}`,
    location: [...new Set([name, address])].filter(Boolean).join(", "),
  };
  return `https://calendar.google.com/calendar/render?${new URLSearchParams(Object.entries(asked).filter(([, value]) => value))}`;
}

// The form needs an end: of a day the next one, of a moment itself, so that no length is made up.
function dates({ startsAt, endsAt, dateOnly }) {
  const starts = new Date(startsAt);
  if (!dateOnly) return [starts, endsAt ? new Date(endsAt) : starts].map((time) => plain(time.toISOString().slice(0, 19)) + "Z").join("/");
  const last = new Date(`${dayOf(endsAt ? new Date(new Date(endsAt) - 1) : starts)}T00:00:00Z`);
  last.setUTCDate(last.getUTCDate() + 1);
  return `${plain(dayOf(starts))}/${plain(last.toISOString().slice(0, 10))}`;
}

const plain = (text) => text.replace(/[-:]/g, "");
