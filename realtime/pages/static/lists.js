// Asking the service for the list of a search.

import { windowOf } from "./search.js";

const PAGE = 60;

// What is searched for, or the same of another window.
export function queryOf(area, search, when) {
  const query = new URLSearchParams([["area", area], ...search.parameters]);
  if (when) query.set("when", when);
  else if (!["when", "startDate", "endDate"].some((name) => query.has(name))) query.set("when", "all");
  return query;
}

// The list that is searched for, or of another window; from a page on, or from a place of a list that has no pages.
export async function fetchList(area, search, now, { when, page, from } = {}) {
  const query = queryOf(area, search, when);
  query.set("limit", PAGE);
  if (search.isRanked) query.set("sort", "relevance");
  if (page) query.set("page", page);
  if (from) query.set("offset", from);
  const response = await fetch(`/api/events/discovered?${query}`, { headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const list = await response.json();
  // few of many dates pass: the next ones are behind
  if (!list.events.length && list.nextPage) return fetchList(area, search, now, { when, page: list.nextPage });
  const window = list.window ?? windowOf(search.parameters, now);
  return { ...list, window, cursor: response.headers.get("Jatre-Cursor") };
}

// What to show for a choice: its list, or what comes next when it has nothing.
export async function listOrNext(choice, fetched) {
  const found = await fetched();
  if (found.events.length) return [found, found];
  const choices = { all: [], tonight: ["tomorrow", "all"] }[choice] ?? ["all"];
  for (const when of choices) {
    const other = await fetched({ when });
    if (other.events.length) return [found, other];
  }
  return [found, found];
}
