// What the map shows beside the list: the events that are searched for and not listed yet, as dots, or, where there are
// too many, how many there are in each square. They are drawn on one canvas: the list comes to all of them, by keyboard.

import { h } from "./dom.js";
import { count as countOf } from "./texts.js";

const L = window.L;
const POINTS = 2000; // more than that is no longer told apart
const WAIT = 250;

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

  // An event is no longer public: it goes, and what was answered before does not bring it back.
  remove(id) {
    this.gone.add(id);
    if (this.points.has(id)) this.#draw(this.found);
  }

  #clear() {
    this.asked = this.found = null;
    this.points.clear();
    this.layer.clearLayers();
  }

  #ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#load(), WAIT);
  }

  async #load() {
    const { x, y } = this.map.getSize();
    if (!this.query || !x || !y) return; // a map that is hidden looks at nothing
    const asked = String(new URLSearchParams([...this.query, ["bbox", this.box()], ["limit", POINTS]]));
    if (asked === this.asked) return;
    this.asked = asked;
    this.gone.clear();
    const found = await answerTo(asked).catch((error) => console.info("the map has the list alone:", error.message));
    if (this.asked !== asked) return;
    if (found) this.#draw(found);
    else this.#clear();
  }

  #draw(found) {
    this.found = found;
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
