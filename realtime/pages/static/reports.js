// What people report of places: taken out and counted again, by keys or by hand, with a reason or without. After each the page is read anew, since
// what comes of the reports is decided by the database.
import { $, $$, ask, say } from "./asking.js";
import { answerTo } from "./question.js";

const dialog = $("#dialog");
const MAX_REASON_LENGTH = 2000;
const KEYS = { r: "remove", j: "next", k: "back", u: "undo" };
const out = []; // what was taken out here, the latest last
let busy = false;

const page = () => $("#reports");
const lines = () => $$("[data-id]", page());
const current = () => $('[aria-current="true"]', page());

function point(line, scroll = true) {
  if (!line) return;
  current()?.removeAttribute("aria-current");
  line.setAttribute("aria-current", "true");
  if (scroll) line.scrollIntoView({ block: "nearest" });
}

function go(by) {
  const all = lines();
  point(all[Math.max(0, Math.min(all.length - 1, all.indexOf(current()) + by))]);
}

async function renew(id) {
  const answer = await fetch(location.pathname);
  if (answer.redirected && answer.url.endsWith("/signin")) { location.assign("/signin"); return; }
  if (!answer.ok) throw new Error("The page cannot be read anew.");
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  page().replaceWith(document.adoptNode($("#reports", fresh)));
  point(lines().find((line) => line.dataset.id === id) || lines()[0], false);
}

async function once(work) {
  if (busy) return;
  busy = true;
  try { await work(); } catch (error) { say(error.message); } finally { busy = false; }
}

const wordsOf = (line) => `${$("b", line).textContent}, ${$("h2", line.closest("section")).textContent}`;

const remove = (line, reason) => once(async () => {
  const { id } = line.dataset, words = wordsOf(line);
  await ask(`reports/${id}${reason ? `?${new URLSearchParams({ reason })}` : ""}`, undefined, "DELETE");
  out.push(id);
  await renew(id);
  say(`Taken out: ${words}`, "Undo", () => restore(id));
});

const restore = (id, reason = "") => once(async () => {
  await ask(`reports/${id}/restore`, reason ? { reason } : {});
  if (out.includes(id)) out.splice(out.indexOf(id), 1);
  await renew(id);
  say("It counts again.");
});

const reasonFor = (title, yes) => answerTo(title, { yes, label: "Why (it may stay empty)", maxLength: MAX_REASON_LENGTH });

async function takeOut(line) {
  if (!line || "out" in line.dataset) return;
  const reason = await reasonFor(`Take out ${wordsOf(line)}?`, "Take out");
  if (reason !== null) remove(line, reason);
}

async function countAgain(line) {
  const reason = await reasonFor(`Count ${wordsOf(line)} again?`, "Count again");
  if (reason !== null) restore(line.dataset.id, reason);
}

function undo() {
  if (out.length) restore(out.at(-1));
  else say("Nothing was taken out here yet.");
}

function act(name, line) {
  if (name === "remove") takeOut(line);
  else if (name === "restore") countAgain(line);
  else if (name === "undo") undo();
  else go(name === "next" ? 1 : -1);
}

if (page()) {
  point(lines()[0], false);
  document.addEventListener("click", (event) => {
    const line = event.target.closest("[data-id]"), button = event.target.closest("[data-report]");
    if (line) point(line, false);
    if (button) act(button.dataset.report, line || current());
  });
  document.addEventListener("keydown", (event) => {
    const name = KEYS[event.key.toLowerCase()];
    if (!name || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    act(name, current());
    event.preventDefault();
  });
}
