// The moderators' console: keys, decisions, undo, and what others do meanwhile. Pages and articles are rendered by the
// service; texts of others are set as text, never as markup.
import { $, $$, ask, confirmed, element, queue, say } from "./asking.js";
import "./adding.js";
import "./reports.js";
import "./sources.js";
import { DONE, choices } from "./choices.js";
import { openMany, outcome } from "./many.js";
import { follow, look } from "./others.js";
import { openPalette } from "./palette.js";

const chosen = $("#chosen"), items = $("#items"), dialog = $("#dialog");
const AHEAD = 3; // articles that are fetched before they are wanted
const KINDS = { a: "approve", r: "reject", f: "flag", e: "edit", m: "merge", d: "split", s: "snooze" };
const articles = new Map(); // address -> promise of its markup, as the service rendered it
const mine = []; // decisions of this console, the latest last
let busy = false, armed = null;

async function guarded(work) {
  if (busy) return;
  busy = true;
  document.body.toggleAttribute("data-busy", true);
  try { await work(); } catch (error) {
    // said at the end, when the next key counts again
    if (error.status === 409 && article()) { markOver(); await reload().catch(() => {}); }
    say(error.message);
  } finally {
    busy = false;
    document.body.toggleAttribute("data-busy", false);
  }
}

// --- the chosen item

const article = () => chosen && $(".item", chosen);
const rowOf = (event, other) => items && $$("li", items).find((row) => row.dataset.event === event && (!other || row.dataset.other === other));
const current = () => items && $('[aria-current="true"]', items);
const addressOf = (row) => $("a", row).getAttribute("href");

function markup(address) {
  if (!articles.has(address)) {
    articles.set(address, fetch(`${address}${address.includes("?") ? "&" : "?"}part=1`).then((answer) => {
      if (answer.redirected && answer.url.endsWith("/signin")) location.assign("/signin");
      if (!answer.ok) throw new Error("It is no longer there.");
      return answer.text();
    }));
    articles.get(address).catch(() => articles.delete(address));
  }
  return articles.get(address);
}

function ahead(row) {
  for (let next = row?.nextElementSibling, n = 0; next && n < AHEAD; next = next.nextElementSibling, n += 1) markup(addressOf(next)).catch(() => {});
}

async function show(row, scroll = true) {
  disarm(); // a reason that is chosen next would be for what was shown before
  if (!row) {
    chosen.replaceChildren(element("div", items && items.children.length ? "Choose one." : "Nothing waits.", "empty"));
    return;
  }
  current()?.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  if (scroll) row.scrollIntoView({ block: "nearest" });
  const text = await markup(addressOf(row));
  if (current() !== row) return;
  chosen.innerHTML = text; // of our own service, which escapes what others wrote
  if (scroll && matchMedia("(max-width: 60rem)").matches) chosen.scrollIntoView();
  else chosen.scrollTop = 0;
  ahead(row);
  look(article());
}

async function reload() {
  const row = current();
  if (!row) { location.reload(); return; }
  articles.delete(addressOf(row));
  await show(row, false);
}

function go(by) {
  const row = current();
  const next = by > 0 ? row?.nextElementSibling : row?.previousElementSibling;
  if (next) guarded(() => { if (row.dataset.over) leave(row); return show(next); });
}

const palette = () => openPalette({ decide, back: () => go(-1) });

function leave(row) {
  if (!row) return null;
  const next = row.nextElementSibling || row.previousElementSibling;
  articles.delete(addressOf(row));
  row.remove();
  showTotal(Math.max(0, Number($("#total").textContent) - 1));
  return next;
}

function showTotal(total) {
  $("#total").textContent = total;
  document.title = `${total} waiting · Jatre`;
}

// --- deciding: one key, or a second one for why

function disarm() {
  armed = null;
  const choose = article() && $(".choose", article());
  if (choose) { choose.hidden = true; choose.replaceChildren(); }
  $$("[data-kind]", chosen || document).forEach((button) => button.removeAttribute("aria-pressed"));
}

function arm(kind) {
  const button = $(`[data-kind="${kind}"]`, article() || document);
  if (!button || busy) return;
  if (kind === "approve") { decide(kind, {}); return; }
  if (kind === "edit") { edit(); return; }
  disarm();
  const options = choices(kind);
  armed = { kind, options };
  button.setAttribute("aria-pressed", "true");
  const choose = $(".choose", article());
  choose.replaceChildren(...options.map(({ digit, words, more }) => {
    const made = element("button");
    made.append(element("kbd", String(digit)), ` ${words}`);
    made.addEventListener("click", () => decide(kind, more));
    return made;
  }));
  choose.hidden = false;
}

function decide(kind, more) {
  const at = article();
  const body = { kind, expected: Number(at.dataset.version), ...more };
  if (at.dataset.other) Object.assign(body, { other: at.dataset.other, otherExpected: Number(at.dataset.otherVersion) });
  else if (kind === "split") {
    const taken = $$('[name="listing"]:checked', at).map((box) => [box.dataset.source, box.dataset.id]);
    if (taken.length) body.listings = taken;
  }
  const path = `events/${at.dataset.event}/decisions`, title = $("h2", at).textContent, row = current();
  const first = $("#preview", at)?.checked;
  disarm();
  guarded(async () => {
    if (first && kind !== "snooze" && !(await confirmed(`${DONE[kind]}: ${title}?`, path, body))) return;
    const done = await ask(path, body);
    mine.push({ decision: done.decision, title, kind });
    say(`${DONE[kind]}: ${title}`, "Undo", () => undo(done.decision));
    if (!items) { location.reload(); return; }
    if (kind === "edit") { delete row.dataset.over; await reload(); return; }
    await show(leave(row));
  });
}

function edit() {
  const form = $(".edit-form", article()).content.cloneNode(true).firstElementChild;
  const before = new FormData(form);
  dialog.replaceChildren(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const now = new FormData(form), patch = {};
    for (const name of ["title", "category", "description"]) {
      const value = now.get(name).replaceAll("\r\n", "\n");
      if (value !== before.get(name).replaceAll("\r\n", "\n")) patch[name] = value || null;
    }
    dialog.close();
    if (Object.keys(patch).length) decide("edit", { patch, ...(now.get("reason") ? { reason: now.get("reason") } : {}) });
  });
  $("[data-close]", form).addEventListener("click", () => dialog.close());
  dialog.setAttribute("aria-labelledby", "dialog-title");
  dialog.showModal();
  $("[name=title]", form).focus();
}

function undo(decision) {
  guarded(async () => {
    const path = `decisions/${decision}/revoke`;
    if (!(await confirmed("Undo this decision?", path, {}))) return;
    await ask(path, {});
    const at = mine.findIndex((one) => one.decision === decision);
    const [gone] = at >= 0 ? mine.splice(at, 1) : [];
    say(gone ? `Undone: ${gone.title}` : "Undone.");
    if (!items) location.reload();
    else if (article()) await reload();
  });
}

function many() {
  guarded(() => openMany((kind, answer) => {
    if (answer.decision) mine.push({ decision: answer.decision, title: `${answer.decided.length} events`, kind });
    say(outcome(kind, answer), ...(answer.decision ? ["Undo", () => undo(answer.decision)] : []));
    articles.clear();
    const was = current(), over = $$("li", items).filter((row) => !row.dataset.other && answer.decided.includes(row.dataset.event));
    over.filter((row) => row !== was).forEach(leave);
    guarded(() => (over.includes(was) ? show(leave(was)) : reload()));
  }));
}

function undoMine() {
  if (mine.length) undo(mine.at(-1).decision);
  else say("Nothing was decided here yet; older ones are under Decisions.");
}

// --- hands

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.kind) arm(button.dataset.kind);
  else if (button?.dataset.undo) undo(button.dataset.undo);
  else if (button?.dataset.go === "next") go(1);
  else if (button?.dataset.go === "undo") undoMine();
  else if (button?.id === "palette") palette();
  else if (button?.id === "many") many();
  const link = event.target.closest("#items a");
  if (link && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    guarded(() => show(link.closest("li")));
  }
});

// Of a dialog that was just closed a field may still have the focus, unseen: nobody types there.
const isTyped = (target) => target.closest("input:not([type=checkbox]), textarea, select")?.checkVisibility();

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && !dialog.open) { event.preventDefault(); palette(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || isTyped(event.target)) return;
  const key = event.key.toLowerCase();
  const given = armed?.options.find((one) => String(one.digit) === key);
  if (given) decide(armed.kind, given.more);
  else if (key === "escape") disarm();
  else if (key === "u" && article()) undoMine();
  else if ((key === "j" || key === "k") && items) go(key === "j" ? 1 : -1);
  else if (key === "?") palette();
  else if (key === "b" && items) many();
  else if (key === "p" && article()) $("#preview").click();
  else if (KINDS[key] && article()) arm(KINDS[key]);
  else return;
  event.preventDefault();
});

// --- others, as it happens

function others({ event, decision, by }) {
  if (mine.some((one) => one.decision === decision)) return;
  const row = rowOf(event);
  articles.clear();
  if (!row || row !== current()) return void leave(row);
  markOver();
  if (!busy) say(`${by} has just decided on this.`, "Show", () => guarded(reload)); // else it may be one's own
}

// What is shown is decided: it leaves the queue as one goes on, and nobody comes back to it unawares.
const markOver = () => current()?.setAttribute("data-over", "1");

// Some of what others decided was not told, as of hundreds at once: what waits no longer leaves the queue.
async function missed() {
  articles.clear();
  if (!items) return;
  const waiting = await queue().catch(() => null);
  if (!waiting || busy) return;
  const still = new Set(waiting.items.map(({ event, other }) => `${event} ${other ?? ""}`));
  $$("li", items).filter((row) => row !== current() && !still.has(`${row.dataset.event} ${row.dataset.other ?? ""}`)).forEach(leave);
  showTotal(waiting.total);
}

if (items || article()) {
  follow(article, others, missed);
  ahead(current());
}
