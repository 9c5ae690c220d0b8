// What a search means, and what the page lists for it. `searching.py` makes the same on the server.

import { h } from "./dom.js";
import { text } from "./texts.js";

const MAX_SEARCH_CHARS = 200;
const MAX_SEARCH_WORDS = 16;
const NOTHING = { understood: [], words: "" };

// What the service understands of a text; the filters named in `asWords` stay words.
export async function meaningOf({ q, asWords }) {
  if (!q) return NOTHING;
  const query = new URLSearchParams({ q: cut(q) });
  if (asWords) query.set("asWords", asWords);
  const answer = await fetch(`/api/understand?${query}`);
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.json();
}

export const cut = (q) => [...q.replaceAll("\0", "")].slice(0, MAX_SEARCH_CHARS).join("");

// What to list: the choices of the page win over what is understood of the same kind.
export function searchOf(asked, meaning = NOTHING) {
  const chosen = ["when", "category"].filter((name) => asked[name] && asked[name] !== "all");
  const understood = meaning.understood.filter(({ filter }) => filter !== "area" && !chosen.includes(filter));
  const parameters = chosen.map((name) => [name, asked[name]]);
  for (const one of understood) {
    for (const [name, value] of Object.entries(one.parameters)) {
      for (const each of [value].flat()) parameters.push([name, String(each)]);
    }
  }
  const words = meaning.words.split(/\s+/).filter(Boolean).slice(0, MAX_SEARCH_WORDS).join(" ");
  if (words) parameters.push(["q", words]);
  const isVague = Boolean(asked.q?.trim()) && !words && !meaning.understood.length;
  return { understood, parameters, words, isRanked: Boolean(words), isVague };
}

// The window of dates that were understood: only one that is asked for by name comes with its list.
export function windowOf(parameters, now) {
  const dates = Object.fromEntries(parameters);
  return { when: "dates", from: dates.startDate ?? now.toISOString(), until: dates.endDate ?? null };
}

// `asWords` once a filter is taken away.
export const without = (asWords, name) => [...new Set([...asWords.split(",").filter(Boolean), name])].sort().join(",");

// `asWords` for the next text: kept while one text is typed on, void for another.
export const keptFor = (q, { q: before, asWords }) => (q && (q.startsWith(before) || before.startsWith(q)) ? asWords : "");

// The filters that were understood, each to be taken away; the same markup as in index.html.
export function chips({ understood }, asWords) {
  return understood.map(({ filter, value, words }) => {
    const label = chipText(filter, value, words);
    const props = { class: "chip", name: "asWords", value: without(asWords, filter), "data-filter": filter };
    return h("button", { ...props, "aria-label": text("take_away", { what: label }) }, label, h("span", { "aria-hidden": true }, "×"));
  });
}

export const chipText = (filter, value, words) =>
  filter === "near" ? text("near", { place: value }) : filter === "venue" ? text("at", { place: value })
    : filter === "ignored" ? text("ignored", { words: words.toLowerCase() }) : words.toLowerCase();
