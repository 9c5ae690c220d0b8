// Which events are listed: each once per window, at its first date in it.

import { dayOf, endOf } from "./format.js";

const DAY = 24 * 3_600_000;

export class Model {
  constructor() {
    this.entries = new Map();
    this.total = 0;
    this.hasMore = false;
  }

  // Take over a list. What the feed brought meanwhile is newer than what the list has; `versions` knows.
  load(list, window, filter, versions, append = false) {
    const before = this.entries;
    this.entries = append ? new Map(before) : new Map();
    Object.assign(this, { window, filter, total: list.total, hasMore: list.hasMore, nextPage: list.nextPage });
    let rank = this.entries.size;
    for (const event of list.events) {
      const known = versions.get(event.id) ?? -1;
      const kept = before.get(event.id);
      if (known <= event.version) this.entries.set(event.id, this.#entry(event, event.next, event.moreDates));
      else if (kept) this.put(kept.event);
      if (filter.isRanked && this.entries.has(event.id)) this.entries.get(event.id).rank = rank++;
    }
  }

  // Note the new state of an event; gives its entry, or null when it is not of this list.
  put(event) {
    const held = this.entries.get(event.id);
    const entry = this.place(event);
    const beyond = entry && !held && this.hasMore && this.#sorted().at(-1) && compare(entry, this.#sorted().at(-1)) > 0;
    if (!entry || beyond) {
      this.entries.delete(event.id);
      return null;
    }
    if (held?.event.distanceKm !== undefined) event.distanceKm ??= held.event.distanceKm;
    if (held?.event.matched) event.matched ??= held.event.matched;
    if (held?.rank !== undefined) entry.rank = held.rank;
    this.entries.set(event.id, entry);
    return entry;
  }

  remove(id) {
    return this.entries.delete(id);
  }

  // Where an event stands in a window, by the rules of events_list_v3; null when nowhere.
  place(event, window = this.window) {
    const { area, category } = this.filter;
    if (event.area !== area || (category && event.category !== category)) return null;
    const from = new Date(window.from);
    const until = window.until ? new Date(window.until) : null;
    const dates = event.occurrences.filter((each) => {
      const starts = new Date(each.startsAt);
      return (!until || starts < until) && (starts >= from || endOf(each) > from);
    });
    dates.sort((a, b) => a.cancelled - b.cancelled || new Date(a.startsAt) - new Date(b.startsAt));
    return dates.length ? this.#entry(event, dates[0], dates.length - 1, window) : null;
  }

  // Let the window begin now: what is over goes, series move on to their next date. Gives whether anything moved.
  advance(now) {
    if (new Date(this.window.from) >= now) return false;
    const over = [...this.entries.values()].filter((entry) => endOf(entry.next) <= now);
    this.window = { ...this.window, from: now.toISOString() };
    for (const { event } of over) this.put(event);
    return over.length > 0;
  }

  // The entries by day; `wanted(event)` leaves out what is not to be seen. Those in the order of relevance are of no day.
  days(wanted = () => true) {
    const days = new Map();
    const entries = this.#sorted().filter(({ event }) => wanted(event));
    if (this.filter.isRanked) return new Map(entries.length ? [["", entries]] : []);
    for (const entry of entries) days.set(entry.day, [...(days.get(entry.day) ?? []), entry]);
    return days;
  }

  #entry(event, next, more, window = this.window) {
    const first = dayOf(new Date(window.from));
    const day = dayOf(new Date(next.startsAt));
    const running = new Date(next.startsAt) < new Date(window.from) - DAY;
    return { event, next, more, day: day > first ? day : first, running };
  }

  #sorted() {
    return [...this.entries.values()].sort(compare);
  }
}

// What has been going on for more than a day comes last of its day, the newest first, as in events_list_v3.
function compare(a, b) {
  const start = new Date(a.next.startsAt) - new Date(b.next.startsAt);
  return (
    (a.rank ?? 0) - (b.rank ?? 0) ||
    (a.day < b.day ? -1 : a.day > b.day ? 1 : 0) ||
    a.running - b.running ||
    (a.running ? -start : start) ||
    b.next.dateOnly - a.next.dateOnly ||
    (a.event.title < b.event.title ? -1 : a.event.title > b.event.title ? 1 : 0) ||
    (a.event.id < b.event.id ? -1 : 1)
  );
}
