// The page of what's on: keeps the list that the server rendered live, and changes it without loading the page anew.

import { address, fromAddress, isWithin, question, subscription } from "./address.js";
import { DayPicker } from "./days.js";
import { EventDialog } from "./detail.js";
import { isPlainClick } from "./dom.js";
import { clock, dayOf, setClock, setZone } from "./format.js";
import { ListView } from "./list.js";
import { fetchList, listOrNext, queryOf } from "./lists.js";
import { Model } from "./model.js";
import { followChoices, scrollToChosen, showChosen } from "./nav.js";
import { showCount, showFailure, showNothing, showNotice, showTitle } from "./notices.js";
import { beReadOffline, isKept } from "./offline.js";
import { Pulse } from "./pulse.js";
import { Reach } from "./reach.js";
import { SavedViews, suggest } from "./saved.js";
import { chips, keptFor, meaningOf, searchOf } from "./search.js";
import { SharedFeed } from "./shared.js";
import { Speaker } from "./speaker.js";
import { followLanguage } from "./switch.js";
import { text } from "./texts.js";
import { Weather, weatherRoom } from "./weather.js";
import { Where } from "./where.js";

const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
setZone(data.area.timezone);

// Business time: the server's clock at loading, and what has passed since.
const offset = new Date(data.now) - performance.now();
const now = () => new Date(offset + performance.now());
const today = () => dayOf(now());
setClock(now);

const model = new Model();
const view = new ListView(byId("days"), byId("news"), data.labels);
const speaker = new Speaker(byId("spoken"));
const pulse = new Pulse(byId("pulse"));
const dialog = new EventDialog(byId("detail"), data.labels, now);
const where = new Where(data, { view, wish, now, entry: (id) => model.entries.get(id), query: () => model.hasMore && queryOf(data.area.code, search, fallback) });
const reach = new Reach(data.area, { wish, changed: (me) => (where.here(me), draw()) });
const picker = new DayPicker({ today, wish, parameters: () => [["area", data.area.code], ...search.parameters] });
const weather = new Weather(byId("weather"), data.weather, now, () => draw());
const saved = new SavedViews({ open: (to) => (history.pushState(null, "", to), follow()) });
// All of the area, whatever is searched for: tabs with streams of their own filters could not share one.
const feed = new SharedFeed({
  rooms: [`events:area:${data.area.code}`, weatherRoom(data.area)],
  cursor: data.cursor,
  onChange: changed,
  onReset: () => relist(Math.random() * 400),
  onState: (state) => (state === "live" && isKept() ? location.reload() : pulse.show(state, () => clock(feed.receivedAt))),
});

let asked = fromAddress();
let window_ = data.window;
let fallback = data.shownWindow.when !== data.window.when ? data.shownWindow.when : null;
let remark = fallback ? "" : byId("notice").textContent; // the server's remark on the address
let meaning = { of: meant(asked), is: data.meaning ?? undefined };
let search = searchOf(asked, meaning.is);
const marks = new Map();
let drawing = 0;
let listing = null;

// ---- the address

// Write what is wished for into the address, and follow it.
function wish(change, replace = false) {
  const to = address({ ...asked, ...change });
  if (replace) history.replaceState(history.state, "", to);
  else history.pushState(null, "", to);
  follow();
}

// Show what the address asks for: list anew when the list is another, else only show what there is in another way.
function follow() {
  const before = asked;
  asked = fromAddress();
  showChosen(asked);
  picker.show(asked);
  saved.show(address(asked));
  where.show(asked);
  reach.show(asked);
  if (question(before) !== question(asked)) return go();
  if (before.view !== asked.view) scrollTo({ top: 0, behavior: "instant" });
  draw();
}

function go() {
  remark = "";
  showTitle(asked, search, data.area.name);
  scrollToChosen();
  if (byId("q").value.trim() !== asked.q) byId("q").value = asked.q;
  scrollTo({ top: 0, behavior: "instant" });
  clearTimeout(go.timer); // an earlier choice's bars would cover the list of this one
  const timer = (go.timer = setTimeout(() => view.skeleton(), 150));
  return load().finally(() => clearTimeout(timer));
}

// While it is typed, one search is one step of going back.
function typed() {
  clearTimeout(typed.timer);
  const q = byId("q").value.trim();
  if (q !== asked.q) wish({ q, asWords: keptFor(q, asked) }, asked.q !== "" && q !== "");
}

// What is typed means something else when the day is another.
function meant({ q, asWords }) {
  return JSON.stringify([q, asWords, today()]);
}

async function understand() {
  const of = meant(asked);
  if (meaning.of === of) return;
  const is = await meaningOf(asked);
  if (of === meant(asked)) meaning = { of, is };
}

// A filter that was understood is taken away: its words are searched for as text.
function takeAway(event) {
  const chip = event.target.closest(".chip");
  event.preventDefault();
  if (!chip) return;
  takeAway.at = [...byId("chips").children].indexOf(chip);
  wish({ asWords: chip.value });
}

function showSearch() {
  byId("found").hidden = !asked.q;
  const held = byId("chips").contains(document.activeElement);
  byId("chips").replaceChildren(...chips(search, asked.asWords));
  if (held) (byId("chips").children[takeAway.at] ?? byId("chips").lastElementChild ?? byId("main")).focus({ preventScroll: true });
  for (const link of document.querySelectorAll("[data-form]")) link.href = subscription(search.parameters, data.area.code, link.dataset.form);
}

// ---- lists

const fetched = (part) => fetchList(data.area.code, search, now(), part);

async function load() {
  const asking = question(asked);
  byId("days").setAttribute("aria-busy", "true");
  try {
    await understand();
    if (asking !== question(asked)) return;
    search = searchOf(asked, meaning.is);
    showSearch();
    showTitle(asked, search, data.area.name);
    const [found, shown] = await listOrNext(asked.when, fetched);
    if (asking !== question(asked)) return;
    window_ = found.window;
    fallback = shown === found ? null : shown.window.when;
    take(shown);
  } catch (error) {
    if (asking === question(asked)) failed(error);
  } finally {
    if (asking === question(asked)) byId("days").removeAttribute("aria-busy");
  }
}

function take(list, append = false) {
  const before = new Set(model.entries.keys());
  model.load(list, list.window, { area: data.area.code, category: asked.category, isRanked: search.isRanked }, feed.versions, append);
  for (const { id, version } of list.events) feed.seen(id, version);
  if (listing?.live) for (const id of model.entries.keys()) if (!before.has(id)) marks.set(id, "fresh");
  clearTimeout(failed.timer);
  failed.delay = 1000;
  draw();
}

// List again in place, for instance after many changes at once; several calls are one.
function relist(wait = 0) {
  listing ??= new Promise((done) => setTimeout(done, wait)).then(async () => {
    listing.live = true;
    await load();
    listing = null;
  });
  return listing;
}

// What follows is asked for by its cursor: what came or went meanwhile shifts no page, and the feed tells of it.
async function more() {
  const way = search.isRanked ? { from: model.entries.size } : { page: model.nextPage };
  take(await fetched({ ...way, when: fallback }), true);
}

function failed(error) {
  console.info("the list could not be loaded:", error.message);
  showFailure(() => load());
  failed.delay = Math.min((failed.delay ?? 1000) * 2, 30_000);
  clearTimeout(failed.timer);
  failed.timer = setTimeout(load, failed.delay * (0.5 + Math.random()));
}

// ---- changes

function changed({ kind, data: event, entity }) {
  if (weather.take(kind, event)) return;
  const held = model.entries.has(entity);
  dialog.changed(entity, kind === "event:removed" ? null : event);
  where.changed(entity, kind === "event:removed", kind === "event:removed" ? null : model.place(event));
  if (kind === "event:removed") {
    if (held) speaker.announce(text("taken_down"), model.entries.get(entity).event.title);
    model.remove(entity);
  } else if (fallback || asked.q) {
    // the list shown is not the one that was asked for, or the server alone knows what matches
    if (held) model.put(event);
    if (asked.q || model.place(event, window_)) relist();
  } else {
    const entry = model.put(event);
    if (entry) announce(kind, held, event);
  }
  drawing ||= setTimeout(draw, 30);
}

function announce(kind, held, event) {
  marks.set(event.id, held ? "changed" : "fresh");
  const words = event.status === "cancelled" && kind !== "event:updated" ? "cancelled" : held ? "changed" : "new";
  speaker.announce(text(words), event.title);
}

// The entries by day as they are to be seen, each with its distance when one is asked for.
function shown() {
  const days = model.days((event) => isWithin(asked.within, event.venue));
  for (const entry of [...days.values()].flat()) entry.away = reach.away(entry.event.venue);
  return days;
}

function draw() {
  clearTimeout(drawing);
  drawing = 0;
  const days = shown();
  const count = [...days.values()].flat().length;
  view.sync(days, today(), new Map(marks));
  where.draw(model.days(), marks, count);
  marks.clear();
  showNothing(asked, !count && !asked.within && !model.hasMore);
  showCount(asked, model.total);
  showNotice(asked, search, remark, fallback);
  byId("rest").hidden = !model.hasMore;
}

// ---- one event

function openDetail(event) {
  const link = event.target.closest(".row .title a, .pick a");
  if (!link || !isPlainClick(event)) return;
  const entry = model.entries.get(link.closest("[data-id]").dataset.id);
  if (!entry) return;
  event.preventDefault();
  dialog.open(entry.event);
}

addEventListener("popstate", () => {
  if (location.pathname !== "/") return location.reload();
  dialog.leave();
  if (address(fromAddress()) !== address(asked)) follow();
});

// ---- begin

followChoices(wish);
byId("found").addEventListener("click", takeAway);
byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  typed();
});
byId("q").addEventListener("input", () => {
  clearTimeout(typed.timer);
  typed.timer = setTimeout(typed, 400);
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // without a mark in the address, which going back would jump to again
  byId("main").focus();
});
byId("nothing-else").addEventListener("click", (event) => {
  event.preventDefault();
  wish({ when: "all", category: "", q: "", asWords: "" });
});
document.querySelector(".sheet").addEventListener("click", openDetail);
byId("rest").addEventListener("click", () => more().catch(failed));

let day = today();
setInterval(() => {
  if (day !== today()) {
    day = today();
    relist();
  } else if (model.advance(now())) draw();
}, 30_000);

model.load(data.list, data.shownWindow, { area: data.area.code, category: asked.category, isRanked: search.isRanked }, feed.versions);
for (const { id, version } of data.list.events) feed.seen(id, version);
view.adopt(model.days());
follow();
scrollToChosen();
if (data.weather) feed.seen(data.area.code, data.weather.version);
feed.receivedAt = new Date(data.now); // a page that was kept is as of then
feed.start();
followLanguage();
beReadOffline();
suggest();
