// Asking the service, saying what came of it, and showing what a decision would change before it is made.
export const $ = (selector, within = document) => within.querySelector(selector);
export const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const toast = $("#toast"), dialog = $("#dialog");
const TRIES = 90;
const PATIENCE_MILLISECONDS = 4000; // then it is told that nothing has begun

// --- asking the service

export async function ask(path, body, method = "POST") {
  let answer;
  try {
    answer = await fetch(`/api/admin/${path}`, {
      method, headers: body ? { "content-type": "application/json" } : {}, body: body && JSON.stringify(body),
    });
  } catch {
    throw new Error("The service cannot be reached.");
  }
  if (answer.status === 401) location.assign("/signin");
  const told = answer.status === 204 ? {} : await answer.json();
  if (!answer.ok) throw Object.assign(new Error(told.detail || told.error.message), { status: answer.status });
  return told;
}

export function say(text, action, run) {
  toast.replaceChildren(text);
  if (action) {
    const button = document.createElement("button");
    button.textContent = action;
    button.addEventListener("click", run);
    toast.append(" ", button);
  }
  toast.hidden = false;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { toast.hidden = true; }, 12_000);
}

/** What waits for a decision: the first 500 of it, and how much it is. */
export const queue = () => ask("queue?limit=500", undefined, "GET");

// --- what is asked of the pipeline

/** The answer to a request, null when it is no longer `wanted`; `waits` is called once where nothing has begun. */
export async function answerOf(request, waits, wanted) {
  const began = Date.now();
  let told = false;
  for (let tried = 0; tried < TRIES; tried += 1) {
    await new Promise((done) => setTimeout(done, tried < 4 ? 250 : 1000));
    const found = await ask(`requests/${request}`, undefined, "GET");
    if (found.state === "done") return found.answer;
    if (found.state === "failed") throw new Error(found.answer.message || "It could not be tried.");
    if (!wanted()) return null;
    if (!told && found.state === "waiting" && Date.now() - began > PATIENCE_MILLISECONDS) { told = true; waits(); }
  }
  throw new Error("The pipeline does not answer: it may not be running. What was asked of it is kept, and done when it runs.");
}

export function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

async function consequences(path, body, waits) {
  const { request } = await ask(path, { ...body, dryRun: true });
  return (await answerOf(request, waits, () => dialog.open))?.consequences;
}

/** Show what a decision would change and ask; whether it is wanted. */
export function confirmed(title, path, body) {
  return new Promise((answer) => {
    const heading = element("h3", title), told = element("div", "Trying it…", "told");
    heading.id = "dialog-title";
    const no = element("button", "Cancel"), yes = element("button", "Do it");
    no.type = yes.type = "button";
    const buttons = element("p", "", "buttons");
    buttons.append(no, yes);
    dialog.replaceChildren(heading, told, buttons);
    const end = (wanted) => { if (dialog.open) dialog.close(); answer(wanted); };
    no.addEventListener("click", () => end(false));
    yes.addEventListener("click", () => end(true));
    dialog.addEventListener("close", () => answer(false), { once: true });
    dialog.setAttribute("aria-labelledby", "dialog-title");
    dialog.showModal();
    yes.focus();
    const waits = () => told.replaceChildren("The pipeline has not begun to try it; it may be busy, or not running. You may decide without: that is kept, and takes effect when it runs.");
    consequences(path, body, waits).then((found) => {
      if (!found) return;
      told.replaceChildren(...(found.length ? found.map((one) => {
        const block = element("section"), list = element("ul");
        for (const change of one.changes) list.append(element("li", change));
        block.append(element("b", one.title), list);
        return block;
      }) : [element("p", "Nothing on the page would change.")]));
    }).catch((error) => told.replaceChildren(element("p", error.message, "trouble")));
  });
}
