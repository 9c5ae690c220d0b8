// The page of one event, kept as it is now.

import { count } from "./counted.js";
import { detail, h } from "./dom.js";
import { clock, setClock, setZone } from "./format.js";
import { beReadOffline, isKept } from "./offline.js";
import { Pulse } from "./pulse.js";
import { shareControls } from "./share.js";
import { SharedFeed } from "./shared.js";
import { Speaker } from "./speaker.js";
import { followLanguage } from "./switch.js";
import { text } from "./texts.js";
import { Weather, weatherMatters, weatherRoom } from "./weather.js";

const data = JSON.parse(document.getElementById("data").textContent);
const speaker = new Speaker(document.getElementById("spoken"));
const pulse = new Pulse(document.getElementById("pulse"));
const offset = new Date(data.now) - performance.now();
const now = () => new Date(offset + performance.now());
setZone(data.area.timezone);
setClock(now);

function show(event) {
  data.event = event;
  const article = detail(event, data.labels, now(), "h1");
  document.getElementById("event").replaceWith(article);
  document.title = `${event.title} · Jatre`;
}

const weather = new Weather(document.getElementById("weather"), data.weather, now, () => show(data.event), () => weatherMatters(data.event, now()));

function gone() {
  const notice = h("p", { class: "notice" }, text("down"));
  document.getElementById("event").before(notice);
}

async function again() {
  const response = await fetch(`/api/events/${data.event.id}`);
  if (response.ok) show(await response.json());
  else if (response.status === 404) gone();
}

const feed = new SharedFeed({
  rooms: [`events:area:${data.area.code}`, weatherRoom(data.area)],
  cursor: data.cursor,
  onChange({ kind, data: event, entity }) {
    if (weather.take(kind, event) || entity !== data.event.id) return;
    if (kind !== "event:removed") show(event);
    else if (event.mergedInto) location.replace(`/e/${event.mergedInto}`);
    else gone();
    speaker.announce(text({ "event:removed": "taken_down", "event:cancelled": "cancelled" }[kind] ?? "changed"), data.event.title);
  },
  onReset: () => setTimeout(again, Math.random() * 400),
  onState: (state) => (state === "live" && isKept() ? location.reload() : pulse.show(state, () => clock(feed.receivedAt))),
});

document.getElementById("acts").append(...shareControls(() => data.event));
followLanguage();
count(data.event.id, "views");
feed.receivedAt = new Date(data.now);
if (data.weather) feed.seen(data.area.code, data.weather.version);
feed.seen(data.event.id, data.event.version);
feed.start();
beReadOffline();
