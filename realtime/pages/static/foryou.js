// "For you": what comes up within a week of what a reader follows and of the views that they keep. What they follow is
// known to this device alone, and so is whether they want to see this; the service is asked for lists, as by anybody.

import { h } from "./dom.js";
import { dayOf, endOf, heading, hours, setZone } from "./format.js";
import { text } from "./texts.js";

const KEY = "jatre for you";
const MAX_FOLLOWED = 6; // the newest; each is a request
const MAX_SHOWN = 3; // the list is what people come for
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const section = byId("for-you");
const isWanted = byId("for-you-wanted");

function kept(key, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise; // what is kept is not ours, or nothing may be kept
  }
}

async function get(path, headers = {}) {
  const response = await fetch(path, { headers: { accept: "application/json", ...headers } });
  return response.ok ? response.json() : null;
}

const listOf = (parameters) => `/api/events/discovered?${new URLSearchParams([["area", data.area.code], ["when", "week"], ["limit", "10"], ...parameters])}`;

// Parameters of a list, without those that this list has of its own; none of one that asks for nothing else.
const asked = (entries) => entries.filter(([name, value]) => !["when", "area", "view", "within", "from", "asWords", "startDate", "endDate"].includes(name) && value);

// The views that are kept here, and the filters and events that this device is told of: a name and the list of each.
async function followed() {
  const views = kept("jatre views", []).map(({ name, address }) => ({ name, parameters: asked([...new URL(address, location.origin).searchParams]) }));
  const { page, push } = kept("jatre alerts", {});
  const answers = await Promise.all([page, push].filter(Boolean).map((token) => get("/api/alerts", { authorization: `Bearer ${token}` })));
  const alerts = answers.flatMap((answer) => answer?.alerts ?? []);
  const filters = alerts.filter(({ filter }) => filter).map(({ name, filter }) => ({ name, parameters: asked(Object.entries(filter).flatMap(listed)) }));
  const events = alerts.filter(({ event }) => event).map(({ name, event }) => ({ name, event, path: `/api/events/${event}/similar?limit=10` }));
  const lists = [...views, ...filters].filter(({ parameters }) => parameters.length).map((one) => ({ ...one, path: listOf(one.parameters) }));
  return [...new Map([...lists, ...events].map((one) => [one.path, one])).values()].slice(-MAX_FOLLOWED);
}

// A stored value as a list takes it: hours of the day are one parameter, all else may be repeated.
const listed = ([name, value]) => (name === "timeOfDay" ? [[name, value.join("-")]] : name === "bbox" ? [[name, value.join(",")]] : [value].flat().map((one) => [name, String(one)]));

// The events of all their lists, those of most first, then the ones that are next; each with why it is there.
function ranked(lists, now) {
  const found = new Map();
  for (const [{ name, event: own }, events] of lists) {
    for (const event of events) {
      const next = event.occurrences.find((each) => !each.cancelled && endOf(each) > now);
      if (event.id === own || event.status !== "scheduled" || !next) continue;
      const entry = found.get(event.id) ?? { event, next, because: [] };
      entry.because.push(name);
      found.set(event.id, entry);
    }
  }
  const starts = ({ next }) => new Date(next.startsAt);
  return [...found.values()].sort((a, b) => b.because.length - a.because.length || starts(a) - starts(b)).slice(0, MAX_SHOWN);
}

function item({ event, next, because }, today) {
  const day = dayOf(new Date(next.startsAt));
  const reason = text("for_you_because", { what: because[0] });
  return h(
    "li",
    {},
    h("a", { href: `/e/${event.id}` }, event.title),
    h("span", { class: "when" }, [heading(day, today), hours(next, day)[0]].filter(Boolean).join(", ")),
    h("span", { class: "why" }, reason),
  );
}

async function show() {
  const all = await followed();
  section.hidden = !all.length;
  isWanted.checked = kept(KEY, true) !== false;
  byId("for-you-rows").hidden = !isWanted.checked;
  if (!all.length || !isWanted.checked) return;
  const answers = await Promise.all(all.map(async (one) => [one, (await get(one.path))?.events ?? []]));
  const now = new Date(data.now);
  const shown = ranked(answers, now);
  byId("for-you-rows").replaceChildren(...shown.map((entry) => item(entry, dayOf(now))));
  byId("for-you-none").hidden = shown.length > 0;
}

isWanted.addEventListener("change", () => {
  localStorage.setItem(KEY, JSON.stringify(isWanted.checked));
  byId("for-you-none").hidden = true;
  show().catch(() => {});
});
addEventListener("storage", ({ key }) => key?.startsWith("jatre ") && show().catch(() => {}));
setZone(data.area.timezone);
show().catch(() => {}); // without a network there is nothing to suggest
