// What the map shows beside the list: the events that are searched for and not listed yet, as dots, or, where there are
// too many, how many there are in each square. They are drawn on one canvas: the list comes to all of them, by keyboard.

import { isWithin } from "./address.js";
import { h } from "./dom.js";
import { count as countOf } from "./texts.js";

const L = window.L;
const POINTS = 2000; // more than that is no longer told apart
const WAIT = 250;
const RENEWED = 5000; // for what comes by the feed it is asked no more often than that
const SPREAD = 1000; // readers who are told of one change do not all ask at the same moment

// One of the points, of which there is an array for each member.
const pointAt = (points, at) => Object.fromEntries(Object.entries(points).map(([name, each]) => [name, each[at]]));

async function answerTo(query) {
  const answer = await fetch(`/api/map?${query}`);
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.json();
}

export class Farther {
  // map: Leaflet's; box(): what it looks at; onChoose(ids): dots are chosen.
  constructor(map, box, onChoose) {
    Object.assign(this, { map, box, onChoose, points: new Map(), query: false, held: new Set(), gone: new Set() });
    this.canvas = L.canvas({ padding: 0.2 });
    this.layer = L.layerGroup().addTo(map);
    map.on("moveend", () => this.#ask());
    addEventListener("online", () => this.#ask());
  }

  // Of which list: its parameters, or false where all of it is listed; and the ids of those that are.
  show(query, held) {
    const isOther = String(query) !== String(this.query);
    const isLonger = [...held].some((id) => !this.held.has(id) && this.points.has(id));
    Object.assign(this, { query, held: new Set(held) });
    if (!query) this.#clear();
    else if (isOther) this.#ask();
    else if (isLonger) this.#draw(this.found);
  }

  // An event has changed: its dot follows at once. What the server alone knows, whether another one is of what is
  // searched for and how many are in a square, is asked for soon. `entry` is null where it is not of this list.
  changed(id, isGone, entry) {
    const hasPlace = entry && entry.event.venue.latitude !== null;
    if (hasPlace) this.gone.delete(id);
    else this.gone.add(id); // what was answered before does not bring it back
    if (!this.found) return this.#stale();
    const at = this.found.points.id.indexOf(id);
    if (at >= 0 && hasPlace) this.#move(at, entry);
    if (!hasPlace) this.points.delete(id);
    if (at >= 0) this.drawing ??= requestAnimationFrame(() => this.found && this.#draw(this.found)); // once for many
    const isCounted = isGone && this.found.squares.length > 0; // nobody tells where it was
    if (isCounted || (hasPlace && (at >= 0 || isWithin(this.box(), entry.event.venue)))) this.#stale();
  }

  #move(at, { event, next }) {
    const { title, category, status, venue } = event;
    const cancelled = next.cancelled || status === "cancelled";
    const now = { title, category, startsAt: next.startsAt, dateOnly: next.dateOnly, cancelled, latitude: venue.latitude, longitude: venue.longitude };
    for (const [name, value] of Object.entries(now)) this.found.points[name][at] = value;
  }

  #clear() {
    this.asked = this.found = this.turn = this.drawing = null;
    this.points.clear();
    this.layer.clearLayers();
  }

  #ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#load(), WAIT);
  }

  #stale() {
    this.isStale = true;
    if (!this.query || this.renewal) return;
    const wait = Math.max(WAIT, (this.askedAt ?? 0) + RENEWED - performance.now()) + Math.random() * SPREAD;
    this.renewal = setTimeout(() => {
      this.renewal = null;
      this.#load();
    }, wait);
  }

  async #load() {
    const { x, y } = this.map.getSize();
    if (!this.query || !x || !y) return; // a map that is hidden looks at nothing
    const asked = String(new URLSearchParams([...this.query, ["bbox", this.box()], ["limit", POINTS]]));
    const isSame = asked === this.asked;
    if (isSame && !this.isStale) return;
    const turn = (this.turn = {});
    Object.assign(this, { asked, isStale: false, askedAt: performance.now() });
    this.gone.clear();
    const found = await answerTo(asked).catch((error) => console.info("the map has the list alone:", error.message));
    if (this.turn !== turn) return;
    if (found) this.#draw(found);
    else if (isSame) this.isStale = true; // what was there stays until there is a network again, or the map moves
    else this.#clear();
  }

  #draw(found) {
    this.found = found;
    this.drawing = null;
    this.points.clear();
    this.layer.clearLayers();
    const colours = getComputedStyle(this.map.getContainer());
    for (const [at, id] of found.points.id.entries()) if (!this.held.has(id) && !this.gone.has(id)) this.#dot(pointAt(found.points, at), colours);
    for (const square of found.squares) this.#square(square);
  }

  #dot(point, colours) {
    this.points.set(point.id, point);
    const colour = (name) => colours.getPropertyValue(`--${name}`).trim();
    const style = { radius: 5, weight: 1, fillOpacity: point.cancelled ? 0.3 : 0.8, renderer: this.canvas };
    const fillColor = colour(point.category ?? "meetup") || colour("meetup");
    L.circleMarker([point.latitude, point.longitude], { ...style, color: colour("card"), fillColor, bubblingMouseEvents: false })
      .on("click", () => this.onChoose(this.#at(point)))
      .addTo(this.layer);
  }

  // All at the place of one, which lie on top of each other.
  #at({ latitude, longitude }) {
    const place = (point) => `${point.latitude.toFixed(4)},${point.longitude.toFixed(4)}`;
    const here = place({ latitude, longitude });
    return [...this.points.values()].filter((point) => place(point) === here).map(({ id }) => id);
  }

  #square({ count, latitude, longitude }) {
    const button = h("button", { class: "square", type: "button", "aria-label": countOf("events_here", count) }, String(count));
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      this.map.getContainer().focus({ preventScroll: true }); // the button goes when what is closer comes
      this.map.setView([latitude, longitude], this.map.getZoom() + 2);
    });
    const icon = L.divIcon({ className: "spot", html: button, iconSize: [0, 0] });
    L.marker([latitude, longitude], { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(this.layer);
  }
}
