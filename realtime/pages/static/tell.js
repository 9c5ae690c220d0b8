// "Tell me": of what comes into the list in view, or becomes of an event; here, by this browser's push, or by mail. Of the
// ways that are this device's own the word that opens them is kept here, and nowhere else.

import { h } from "./dom.js";
import { language, text } from "./texts.js";

const KEY = "jatre alerts";
const NIGHTS = { quietFrom: "22:00", quietUntil: "07:00" };
const byId = (id) => document.getElementById(id);
const section = byId("tell");
const form = byId("tell-form");

class Refused extends Error {}

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return kept && typeof kept === "object" ? kept : {};
  } catch {
    return {}; // what is kept is not ours, or nothing may be kept
  }
}

function keep(change) {
  localStorage.setItem(KEY, JSON.stringify({ ...read(), ...change }));
  showManage();
}

// The filter of the list in view, as its feed has it in its address; of a page of an event, the event.
function wanted() {
  if (section.dataset.event) return { event: section.dataset.event };
  const feed = document.querySelector('#subscriptions [data-form="rss"]');
  return { filter: new URL(feed.href).search, name: byId("headline").textContent.trim().slice(0, 200) };
}

async function ask(path, token, body) {
  const headers = { ...(token && { authorization: `Bearer ${token}` }), ...(body && { "content-type": "application/json" }) };
  const response = await fetch(`/api/alerts${path}`, { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body) });
  if (response.status === 401) return null;
  const answer = await response.json();
  if (!response.ok) throw new Refused(answer.detail);
  return answer;
}

// One more alert of this device, or its first: the word of an earlier one may have been erased.
async function begin(channel, address, quiet) {
  const token = read()[channel];
  if (token && !address && (await ask("/more", token, wanted()))) return;
  const settings = { language, ...(quiet && NIGHTS) };
  const { token: word } = await ask("", null, { channel, ...address, ...wanted(), ...settings });
  if (word) keep({ [channel]: word });
}

// Raises what the browser says where it subscribes nobody; null where the reader has said no.
async function subscription() {
  if (!("PushManager" in window) || (await Notification.requestPermission()) !== "granted") return null;
  const worker = await navigator.serviceWorker.ready;
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: section.dataset.key });
  return { subscription: made.toJSON() };
}

async function tell(event) {
  event.preventDefault();
  const { channel, email, quiet } = form.elements;
  note("");
  try {
    const address = { email: () => ({ email: email.value }), push: subscription, page: () => undefined };
    const found = await address[channel.value]();
    if (found === null) return note(text("tell_denied"));
    await begin(channel.value, found, quiet.checked);
    done();
    note(text(channel.value === "email" ? "tell_asked" : "tell_done"));
  } catch (error) {
    note(error instanceof Refused ? text("tell_refused", { why: error.message }) : text(navigator.onLine ? "tell_denied" : "tell_offline"));
  }
}

const note = (words) => (byId("tell-note").textContent = words);

function done() {
  form.hidden = true;
  byId("tell-me").setAttribute("aria-expanded", "false");
  byId("tell-me").focus({ preventScroll: true });
}

function showManage() {
  const { page, push } = read();
  const token = push ?? page;
  byId("tell-manage").hidden = !token;
  if (token) byId("tell-manage").href = `/alerts/${token}`;
}

const SOME = 200; // as many as the service gives at once

// All that one way of this device's own was told behind the last of it that was seen, and the last of it now.
async function toldBy(way, token, seen) {
  const all = [];
  for (let last = seen; ; last = all.at(-1).id) {
    const some = (await ask(`/told?after=${last}&limit=${SOME}`, token))?.told ?? [];
    all.push(...some);
    if (some.length < SOME) return { way, all, last: all.at(-1)?.id ?? seen };
  }
}

// What this page was told since it was looked at last.
async function showTold() {
  const { seen, ...tokens } = read();
  const since = seen && typeof seen === "object" ? seen : {}; // it was one number for both ways
  const ways = ["page", "push"].filter((way) => tokens[way]);
  const answers = await Promise.all(ways.map((way) => toldBy(way, tokens[way], since[way] ?? 0)));
  const told = answers.flatMap(({ all }) => all).filter(({ document: event }) => event);
  byId("told").replaceChildren(
    ...told.map(({ kind, event, document: shown }) => h("li", {}, h("a", { href: `/e/${event}` }, text(`told_${kind}`, { what: shown.title })))),
  );
  byId("told-seen").hidden = !told.length;
  byId("told-seen").onclick = () => {
    keep({ seen: { ...since, ...Object.fromEntries(answers.map(({ way, last }) => [way, last])) } });
    byId("told").replaceChildren();
    byId("told-seen").hidden = true;
    byId("tell-me").focus({ preventScroll: true });
  };
}

byId("tell-me").addEventListener("click", () => {
  form.hidden = !form.hidden;
  byId("tell-me").setAttribute("aria-expanded", String(!form.hidden));
  if (!form.hidden) form.querySelector("input").focus();
});
byId("tell-cancel").addEventListener("click", done);
form.addEventListener("submit", tell);
form.addEventListener("keydown", ({ key }) => key === "Escape" && done());
form.addEventListener("change", () => {
  byId("tell-mail").hidden = form.elements.channel.value !== "email";
  form.elements.email.required = !byId("tell-mail").hidden;
});
section.hidden = false;
showManage();
showTold().catch(() => {}); // without a network there is nothing new to show
