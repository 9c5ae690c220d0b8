// What the page says about its list: the headline, why it is empty, and how it differs from what was asked for.

import { h } from "./dom.js";
import { countText, isDays, whenText } from "./format.js";
import { text } from "./texts.js";

const byId = (id) => document.getElementById(id);
const set = (element, shown) => element.textContent !== shown && (element.textContent = shown);
const kindText = (category) => text(`kind_${category}`);
const choiceText = (when) => (isDays(when) ? whenText(when) : text(`when_${when}`));

export function showTitle({ when, category }, search, area) {
  const words = when === "all" ? text("whats_on") : choiceText(when);
  const of = [category && kindText(category), search.words && `“${search.words}”`].filter(Boolean);
  byId("headline").replaceChildren(words, ...of.map((each) => h("span", { class: "of" }, ` · ${each}`)));
  document.title = text("title_in", { what: words, area });
}

export function showCount({ q }, total) {
  set(byId("count"), q ? countText(total) : "");
}

// `remark` is the server's on the address; `fallback` the window that is listed in place of the one that was asked for.
export function showNotice({ q, when }, search, remark, fallback) {
  const notice = byId("notice");
  const said = fallback ? nothingYet(when, fallback) : remark || (search.isVague ? text("nothing_to_search", { words: q }) : "");
  notice.hidden = !said;
  set(notice, said);
}

function nothingYet(when, fallback) {
  const choice = isDays(when) ? text("on_days", { days: whenText(when) }) : choiceText(when).toLowerCase();
  return text("nothing_when", { when: choice, following: text(fallback === "tomorrow" ? "following_tomorrow" : "following_next") });
}

export function showNothing({ q, category }, isEmpty) {
  byId("nothing").hidden = !isEmpty;
  if (!isEmpty) return;
  const why = q ? text("nothing_matches", { words: q }) : category ? text("nothing_kind", { kind: kindText(category) }) : text("nothing_here");
  set(byId("nothing-why"), `${why} ${text("fills")}`);
  byId("nothing-else").hidden = !q && !category;
}

// The list did not come; `again` asks for it once more.
export function showFailure(again) {
  const button = h("button", { class: "again", type: "button" }, text("try_again"));
  button.addEventListener("click", again);
  byId("notice").replaceChildren(`${text("list_failed")} `, button);
  byId("notice").hidden = false;
}
