// What other moderators look at and decide, as it happens: one stream, and saying now and then what one looks at.
import { $, $$, ask } from "./asking.js";
import { followTogether } from "./together.js";

const STILL_HERE_MS = 40_000;

/** Say which event is looked at; none while the page is hidden. */
export function look(article) {
  ask("presence", { event: article && !document.hidden ? article.dataset.event : null }).catch(() => {});
}

function state(text, on) {
  $("#live").hidden = false;
  $("#live").toggleAttribute("data-on", on);
  $("#live-text").textContent = text;
}

function mark(present, me) {
  const at = new Map();
  for (const [who, what] of Object.entries(present)) if (who !== me) at.set(what, [...(at.get(what) || []), who]);
  for (const shown of $$("li[data-event], .item")) {
    const others = at.get(shown.dataset.event), place = $(".others", shown);
    if (place) place.textContent = others ? ` · ${others.join(", ")} is looking at it` : "";
  }
}

/** Follow the others; `onDecided` gets what somebody has decided, `onMissed` is called where some may be missing. */
export function follow(article, onDecided, onMissed) {
  const me = $(".who")?.textContent;
  followTogether("/api/admin/live", {
    live: () => state("live", true),
    reconnecting: () => state("reconnecting", false),
    closed: () => state("not live; load the page again", false),
    present: ({ present }) => mark(present, me),
    decided: onDecided,
    missed: onMissed,
  });
  setInterval(() => look(article()), STILL_HERE_MS);
  document.addEventListener("visibilitychange", () => look(article()));
  look(article());
}
