// How far it is, from the metro or from the reader. All of it is worked out here: no position leaves the browser.

import { stationsOf } from "./base.js";

const EARTH_KM = 6371;
const RADIANS = Math.PI / 180;

// Great-circle distance of two [latitude, longitude] by the haversine formula.
export function kilometres([latA, lngA], [latB, lngB]) {
  const [north, east] = [(latB - latA) * RADIANS, (lngB - lngA) * RADIANS];
  const half = Math.sin(north / 2) ** 2 + Math.cos(latA * RADIANS) * Math.cos(latB * RADIANS) * Math.sin(east / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(half));
}

// To the nearest of the points; undefined when there is none or the venue's place is not known.
function nearest(points, { latitude, longitude }) {
  if (latitude === null || !points.length) return undefined;
  return Math.min(...points.map((point) => kilometres(point, [latitude, longitude])));
}

// Where the reader is, to about a hundred metres; asked for when the reader asks for it, and then only.
function whereIAm() {
  const rounded = ({ coords }) => [coords.latitude, coords.longitude].map((each) => Math.round(each * 1000) / 1000);
  return new Promise((found, failed) => {
    if (!navigator.geolocation) return failed(new Error("no geolocation here"));
    navigator.geolocation.getCurrentPosition((position) => found(rounded(position)), failed, {
      maximumAge: 300_000,
      timeout: 10_000,
    });
  });
}

// The two buttons above the list.
export class Reach {
  // wish({ from }) writes into the address; changed(point or null) is called when distances are others.
  constructor(area, { wish, changed }) {
    Object.assign(this, { area, wish, changed, points: [], from: "", me: null });
    this.metro = document.getElementById("from-metro");
    this.near = document.getElementById("near-me");
    this.trouble = document.getElementById("no-place");
    this.metro.addEventListener("click", () => this.#measure(null, this.from === "metro" ? "" : "metro"));
    this.near.addEventListener("click", () => this.#near());
  }

  away(venue) {
    return nearest(this.points, venue);
  }

  // Follow the address.
  async show({ from }) {
    if (from === this.from) return;
    this.from = from;
    if (from) this.me = null;
    const points = from ? await stationsOf(this.area).catch(() => []) : [];
    if (from !== this.from || this.me) return;
    this.#set(points);
  }

  async #near() {
    this.trouble.hidden = true;
    if (this.me) return this.#measure(null, "");
    this.near.disabled = true;
    try {
      this.#measure(await whereIAm(), "");
    } catch {
      this.trouble.hidden = false; // shown on the page and announced to screen readers: it is a status
    } finally {
      this.near.disabled = false;
    }
  }

  #measure(me, from) {
    this.me = me;
    if (from !== this.from) this.wish({ from });
    if (!from) this.#set(me ? [me] : []);
  }

  #set(points) {
    this.points = points;
    this.near.setAttribute("aria-pressed", String(Boolean(this.me)));
    this.metro.setAttribute("aria-pressed", String(this.from === "metro"));
    this.changed(this.me);
  }
}
