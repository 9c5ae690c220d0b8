// The page of a place, kept as it is now: what has changed is taken from the page as the server writes it.

import { clock, setZone } from "./format.js";
import { Pulse } from "./pulse.js";
import { SharedFeed } from "./shared.js";
import { Speaker } from "./speaker.js";
import { followLanguage } from "./switch.js";

const PARTS = ["opening", "fullness", "week", "events"];
const SPOKEN = ["opening", "fullness"];
const SPREAD = 700; // milliseconds over which all who look ask
const TICK = 20_000;

let data = read(document);
const speaker = new Speaker(document.getElementById("spoken"));
const pulse = new Pulse(document.getElementById("pulse"));
const offset = new Date(data.now) - performance.now();
const now = () => new Date(offset + performance.now());
setZone(data.area.timezone);

function read(page) {
  return JSON.parse(page.getElementById("data").textContent);
}

let asked = 0;

function again() {
  clearTimeout(asked);
  asked = setTimeout(renew, Math.random() * SPREAD);
}

async function renew() {
  const response = await fetch(`/places/${data.place}${location.search}`).catch(() => null);
  if (!response?.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  data = read(page);
  for (const part of PARTS) replace(document.getElementById(part), page.getElementById(part));
}

// What is the same stays, and keeps what is focused in it.
function replace(shown, fresh) {
  if (shown.outerHTML === fresh.outerHTML) return;
  shown.replaceWith(document.adoptNode(fresh));
  if (SPOKEN.includes(fresh.id) && !fresh.hidden) speaker.announce(fresh.textContent, document.querySelector("h1").textContent);
}

// What was known has ended, or it is another day; both are told to nobody.
function tick() {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: data.area.timezone }).format(now());
  if ((data.until && new Date(data.until) <= now()) || today !== data.today) again();
}

const feed = new SharedFeed({
  rooms: [`place:${data.place}`, `events:area:${data.area.code}`],
  filter: { venue: data.place },
  cursor: data.cursor,
  onChange: again,
  onReset: again,
  onState: (state) => pulse.show(state, () => clock(feed.receivedAt)),
});

followLanguage();
feed.receivedAt = new Date(data.now);
feed.seen(data.place, data.version);
feed.start();
setInterval(tick, TICK);
