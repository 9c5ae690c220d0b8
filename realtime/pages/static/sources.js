// What is done with sources and tokens: read now, pause, resume, confirm what is gone; make a token and take one back.
import { $, ask, say } from "./asking.js";
import { answerTo } from "./question.js";

const MAX_REASON_LENGTH = 2000;

let busy = false;

// Once, however often a button is pressed meanwhile; what went wrong is said.
async function once(work) {
  if (busy) return;
  busy = true;
  try { await work(); } catch (error) { say(error.message); } finally { busy = false; }
}

const QUESTIONS = {
  pause: async (source) => {
    const reason = await answerTo(`Pause ${source}?`, { yes: "Pause", label: "Why (it may stay empty)", maxLength: MAX_REASON_LENGTH });
    return reason === null ? null : reason ? { reason } : {};
  },
  gone: async (source, button) => {
    const count = Number(button.dataset.count);
    const wanted = await answerTo(`${count} events that ${source} no longer lists are gone?`, { yes: "They are gone" });
    return wanted === null ? null : { count };
  },
};

const onSource = (button) => once(async () => {
  const source = button.closest("[data-source]").dataset.source, what = button.dataset.do;
  const body = what in QUESTIONS ? await QUESTIONS[what](source, button) : {};
  if (body === null) return;
  await ask(`sources/${source}/${what}`, body);
  if (what === "fetch") { say(`${source} will be read in a moment.`); button.textContent = "Asked for"; button.disabled = true; } else location.reload();
});

const takeBack = (button) => once(async () => {
  if (await answerTo(`Take the token of ${button.dataset.name} back?`, { yes: "Take it back" }) === null) return;
  await ask(`tokens/${button.dataset.revoke}`, undefined, "DELETE");
  location.reload();
});

$("#issue")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  once(async () => {
    const body = { name: form.get("name"), scope: form.get("scope"), days: Number(form.get("days")) };
    if (form.get("about")) body[body.scope === "place" ? "place" : "source"] = form.get("about");
    const made = await ask("tokens", body);
    $("#issued code").textContent = made.token;
    $("#issued").hidden = false;
    event.target.reset();
  });
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.do) onSource(button);
  else if (button?.dataset.revoke) takeBack(button);
});
