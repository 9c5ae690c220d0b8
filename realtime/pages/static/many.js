// Many at once: a rule, what it catches of the queue, and one decision on those, which is undone as one.
import { $, $$, ask, element, queue } from "./asking.js";
import { DONE, choices } from "./choices.js";

const dialog = $("#dialog");
const KINDS = ["reject", "approve", "flag", "snooze"];
const checkOf = (reason) => reason.split(":")[0]; // what was found follows

function select(label, options) {
  const holder = element("label", label), made = element("select");
  made.append(...options.map(([value, words]) => Object.assign(element("option", words), { value })));
  holder.append(" ", made);
  return [holder, made];
}

const counted = (values) => {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([value, n]) => [value, `${value} (${n})`]);
};

/** Ask for a rule; `decided` gets the answer, with the kind, when a decision was made. */
export async function openMany(decided) {
  const waiting = await queue();
  const events = waiting.items.filter((one) => one.kind === "event");
  const form = element("form", "", "many"), heading = element("h3", "Many at once"), list = element("ol", "", "caught");
  heading.id = "dialog-title";
  const [reasonField, reason] = select("Reason", [["", "any"], ...counted(events.flatMap((one) => [...new Set((one.reasons || []).map(checkOf))]))]);
  const [sourceField, source] = select("Source", [["", "any"], ...counted(events.flatMap((one) => one.sources))]);
  const wordsField = element("label", "Title or venue has "), words = Object.assign(element("input"), { type: "text" });
  wordsField.append(words);
  const [kindField, kind] = select("Decide", KINDS.map((one) => [one, one]));
  const [whyField, why] = select("Why", []);
  const caught = element("p", "", "meta"), done = element("button");
  const whys = () => why.replaceChildren(...choices(kind.value).map(({ words: text }, n) => Object.assign(element("option", text), { value: n })));
  const chosen = () => $$("input:checked", list).map((box) => [box.dataset.event, Number(box.dataset.version)]);
  const count = () => { const n = chosen().length; done.textContent = `${kind.value} ${n}`; done.disabled = n === 0; };
  const narrow = () => {
    const asked = words.value.trim().toLowerCase(), isRule = reason.value || source.value || asked;
    const found = isRule ? events.filter((one) => (!reason.value || (one.reasons || []).map(checkOf).includes(reason.value))
      && (!source.value || one.sources.includes(source.value)) && (!asked || `${one.title} ${one.venue || ""}`.toLowerCase().includes(asked))) : [];
    caught.textContent = isRule ? `${found.length} of ${events.length} events${waiting.total > waiting.items.length ? ", of the first that wait" : ""}. Take out what does not belong.` : "Choose what they have in common.";
    list.replaceChildren(...found.map((one) => {
      const line = element("li"), label = element("label"), box = Object.assign(element("input"), { type: "checkbox", checked: true });
      Object.assign(box.dataset, { event: one.event, version: one.version });
      label.append(box, element("span", one.title), element("small", [one.venue, ...(one.reasons || [])].filter(Boolean).join(" · ")));
      line.append(label);
      return line;
    }));
    count();
  };
  const close = Object.assign(element("button", "Cancel"), { type: "button" });
  const buttons = element("p", "", "buttons"), trouble = element("p", "", "trouble");
  trouble.hidden = true;
  buttons.append(close, done);
  form.append(heading, reasonField, sourceField, wordsField, caught, list, kindField, whyField, trouble, buttons);
  close.addEventListener("click", () => dialog.close());
  for (const field of [reason, source]) field.addEventListener("change", narrow);
  words.addEventListener("input", narrow);
  form.addEventListener("keydown", (event) => { // Enter ends a search or is meant for a box: only the button decides
    if (event.key === "Enter" && event.target.localName === "input") event.preventDefault();
  });
  kind.addEventListener("change", () => { whys(); count(); });
  list.addEventListener("change", count);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    done.disabled = true;
    try {
      const answer = await ask("decisions", { kind: kind.value, events: chosen(), ...choices(kind.value)[why.value].more });
      dialog.close();
      decided(kind.value, answer);
    } catch (error) {
      Object.assign(trouble, { hidden: false, textContent: error.message });
      done.disabled = false;
    }
  });
  dialog.replaceChildren(form);
  dialog.setAttribute("aria-labelledby", "dialog-title");
  whys();
  narrow();
  dialog.showModal();
  reason.focus();
}

/** What came of it, in words: how many, and whose decisions stand instead. */
export function outcome(kind, { decided, conflicts, missing }) {
  const others = [...new Set(conflicts.flatMap((one) => one.conflict.map((their) => their.by)))].join(", ");
  return [
    `${DONE[kind]}: ${decided.length} events.`,
    conflicts.length ? `${conflicts.length} left out: ${others} decided on them meanwhile.` : "",
    missing.length ? `${missing.length} are gone.` : "",
  ].filter(Boolean).join(" ");
}
