// The map beside the list: one point per venue, in step with the rows. The list holds all of it; the map shows where.

import "./vendor/leaflet/leaflet.js";
import { baseOf } from "./base.js";
import { h } from "./dom.js";
import { Farther } from "./farther.js";
import { openPlace, placeText, stateOf } from "./format.js";
import { text } from "./texts.js";

const L = window.L;
const MARK_SECONDS = { fresh: 15, changed: 4 };
const OSM = `© <a href="https://www.openstreetmap.org/copyright" target="_blank" rel="noopener noreferrer">${text("osm")}</a>`;
const WARDS = `<a href="https://creativecommons.org/licenses/by-sa/2.5/in/" target="_blank" rel="noopener noreferrer">${text("wards")}</a>`;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

// Events at one venue share a point: places that agree to about ten metres.
const placeOf = ({ latitude, longitude }) => (latitude === null ? null : `${latitude.toFixed(4)},${longitude.toFixed(4)}`);

export class MapView {
  // onPoint(ids or null): the reader points at a place; onChoose(ids): chooses it; onMove(box): has moved the map.
  constructor(element, area, within, { onPoint, onChoose, onMove }) {
    Object.assign(this, { element, area, onPoint, onChoose, onMove, pins: new Map(), me: null });
    const moves = !calm.matches;
    this.map = L.map(element, {
      zoomControl: false, attributionControl: false, minZoom: 11, maxZoom: 18, zoomSnap: 0.25,
      zoomAnimation: moves, markerZoomAnimation: moves, fadeAnimation: moves, inertia: moves,
    });
    L.control.zoom({ position: "bottomleft", zoomInTitle: text("zoom_in"), zoomOutTitle: text("zoom_out") }).addTo(this.map);
    L.control.attribution({ prefix: false, position: "bottomright" }).addAttribution(`${OSM}, ${WARDS}`).addTo(this.map);
    this.map.createPane("names").setAttribute("aria-hidden", "true");
    this.map.on("zoomend", () => this.#zoomed());
    this.map.on("moveend", () => this.quiet || this.#moved());
    this.look(within);
    this.farther = new Farther(this.map, () => this.box(), onChoose);
    new ResizeObserver(() => this.#resized()).observe(element);
    baseOf(area).then((features) => this.#draw(features), () => {});
  }

  // Look at the box of an address, or else at all that is listed.
  look(within) {
    this.within = within;
    const box = within ? within.split(",").map(Number) : null;
    const bounds = box ? L.latLngBounds([box[1], box[0]], [box[3], box[2]]) : this.#bounds();
    this.#quietly(() => this.map.fitBounds(bounds, { animate: false, padding: box ? [0, 0] : [16, 16], maxZoom: box ? 18 : 16 }));
    this.#zoomed();
  }

  box() {
    const bounds = this.map.getBounds();
    const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    return [west, south, east, north].map((each) => each.toFixed(4)).join(",");
  }

  // Show these entries. `marks` maps ids to "fresh" or "changed".
  sync(entries, marks = new Map()) {
    const places = new Map();
    for (const entry of entries) {
      const place = placeOf(entry.event.venue);
      if (place) places.set(place, [...(places.get(place) ?? []), entry]);
    }
    for (const [place, pin] of this.pins) if (!places.has(place)) this.#remove(place, pin);
    for (const [place, group] of places) this.#pin(place, group, marks);
  }

  // What is searched for, where not all of it is listed, else false; and the ids of what is.
  beyond(query, held) {
    this.farther.show(query, held);
  }

  // An event has changed: whether it is no longer public, and where it stands among what is listed, null where it does not.
  changed(id, isGone, entry) {
    this.farther.changed(id, isGone, entry);
  }

  // The point of an event that is not listed, or undefined.
  point(id) {
    return this.farther.points.get(id);
  }

  // Mark the point of an event, or none.
  light(id) {
    for (const pin of this.pins.values()) {
      const lit = id !== null && pin.ids.includes(id);
      pin.button.classList.toggle("lit", lit);
      pin.marker.setZIndexOffset(lit ? 1000 : 0);
    }
  }

  // Where the reader is.
  here(point) {
    this.me?.remove();
    this.me = point && L.circleMarker(point, { radius: 7, className: "me", interactive: false }).addTo(this.map);
  }

  focus() {
    (this.element.querySelector(".pin") ?? this.element).focus();
  }

  #pin(place, group, marks) {
    const pin = this.pins.get(place) ?? this.#place(place, group[0].event.venue);
    const { event, next } = group[0];
    const { venue } = event;
    const title = [event.title, stateOf(event, next).words].filter(Boolean).join(", ");
    const kinds = new Set(group.map(({ event }) => event.category));
    pin.ids = group.map(({ event }) => event.id);
    const name = placeText(venue) || openPlace(venue);
    const label = group.length > 1 ? text("place_events", { place: name, count: group.length }) : `${title}, ${name}`;
    pin.button.dataset.count = group.length;
    pin.button.dataset.category = kinds.size === 1 ? [...kinds][0] : "";
    pin.button.setAttribute("aria-label", label);
    pin.button.replaceChildren(
      h("span", { class: "dot" }, group.length > 1 ? String(group.length) : ""),
      h("span", { class: "tip" }, group.length > 1 ? `${name} · ${group.length}` : title),
    );
    const mark = pin.ids.map((id) => marks.get(id)).find(Boolean);
    if (mark) this.#mark(pin, mark);
  }

  #place(place, { latitude, longitude }) {
    const button = h("button", { class: "pin", type: "button" });
    const icon = L.divIcon({ className: "spot", html: button, iconSize: [0, 0] });
    const marker = L.marker([latitude, longitude], { icon, interactive: false, keyboard: false }).addTo(this.map);
    const pin = { button, marker, ids: [] };
    const point = (ids) => {
      marker.setZIndexOffset(ids ? 1000 : 0);
      this.onPoint(ids);
    };
    button.addEventListener("click", (event) => {
      event.stopPropagation(); // else it is a click beside the points, too
      this.onChoose(pin.ids);
    });
    button.addEventListener("pointerenter", () => point(pin.ids));
    button.addEventListener("pointerleave", () => point(null));
    button.addEventListener("blur", () => point(null));
    button.addEventListener("focus", () => {
      point(pin.ids);
      if (button.matches(":focus-visible")) this.map.panInside(marker.getLatLng(), { padding: [32, 32] });
    });
    this.pins.set(place, pin);
    return pin;
  }

  #remove(place, pin) {
    this.pins.delete(place);
    pin.marker.remove();
  }

  #mark({ button }, mark) {
    button.classList.add(mark);
    setTimeout(() => button.classList.remove(mark), MARK_SECONDS[mark] * 1000);
  }

  #draw(features) {
    L.geoJSON(features, {
      interactive: false,
      style: ({ properties: { kind } }) => ({ className: `base ${kind}` }),
      pointToLayer: ({ properties }, at) => this.#name(properties, at),
    }).addTo(this.map);
  }

  #name({ kind, name, angle }, at) {
    const label = h("span", {}, name);
    if (angle) label.style.rotate = `${angle}deg`;
    const icon = L.divIcon({ className: `name ${kind}`, html: label, iconSize: [0, 0] });
    return L.marker(at, { icon, pane: "names", interactive: false, keyboard: false });
  }

  // All points of the area, or else the area; what is far outside of it is for those who look for it.
  #bounds() {
    const area = this.area.outline ? L.geoJSON(this.area.outline).getBounds() : L.latLngBounds([-60, -180], [75, 180]);
    const points = [...this.pins.values()].map(({ marker }) => marker.getLatLng()).filter((each) => area.contains(each));
    return points.length > 1 ? L.latLngBounds(points).pad(0.1) : area;
  }

  #zoomed() {
    this.element.dataset.near = [14, 16].filter((zoom) => this.map.getZoom() >= zoom).length;
  }

  #moved() {
    this.moved = true;
    this.onMove(this.box());
  }

  // What a window or a script does is no wish of the reader's.
  #quietly(change) {
    this.quiet = true;
    change();
    this.quiet = false;
  }

  // A map that nobody has moved keeps showing all that it is about.
  #resized() {
    this.#quietly(() => this.map.invalidateSize({ animate: false }));
    if (!this.moved && this.element.clientWidth) this.look(this.within);
  }
}
