// All that can be done here, with its keys: Ctrl or Cmd with K, or `?`. What is shown is what the page has buttons for.
import { $, $$, element } from "./asking.js";
import { choices } from "./choices.js";

const dialog = $("#dialog");
const isShown = (one) => !one.disabled && one.offsetParent !== null;

function actions({ decide, back }) {
  const found = [];
  for (const button of $$("[data-kind]").filter(isShown)) {
    const kind = button.dataset.kind, key = $("kbd", button)?.textContent || "", name = button.lastChild.textContent.trim();
    if (["approve", "edit"].includes(kind)) found.push({ name, keys: key, run: () => button.click() });
    else for (const { digit, words, more } of choices(kind)) found.push({ name: `${name}: ${words}`, keys: `${key} ${digit}`, run: () => decide(kind, more) });
  }
  for (const button of $$("[data-go], .actions [data-report], #many").filter(isShown)) found.push({ name: button.lastChild.textContent.trim(), keys: $("kbd", button).textContent, run: () => button.click() });
  if ($("#items")?.children.length) found.push({ name: "Back", keys: "K", run: back });
  if ($("#preview")) found.push({ name: "Show changes first, or not", keys: "P", run: () => $("#preview").click() });
  for (const link of $$(".bar nav a")) found.push({ name: `Go to ${link.textContent}`, keys: "", run: () => link.click() });
  return found;
}

/** Open it. `decide` takes a kind of decision and what its body has beside; `back` goes to the item before. */
export function openPalette({ decide, back }) {
  if (dialog.open) return;
  const all = actions({ decide, back }), input = element("input"), list = element("ul", "", "palette");
  let shown = [], at = 0;
  Object.assign(input, { type: "text", placeholder: "What to do", autocomplete: "off" });
  for (const [name, value] of [["role", "combobox"], ["aria-label", "What to do"], ["aria-expanded", "true"], ["aria-controls", "palette-list"]]) input.setAttribute(name, value);
  list.id = "palette-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Actions");
  const run = (one) => { dialog.close(); one?.run(); };
  const point = (to) => {
    at = Math.max(0, Math.min(to, shown.length - 1));
    [...list.children].forEach((line, n) => line.setAttribute("aria-selected", String(n === at)));
    if (list.children[at]) { input.setAttribute("aria-activedescendant", list.children[at].id); list.children[at].scrollIntoView({ block: "nearest" }); }
  };
  const narrow = () => {
    const words = input.value.toLowerCase().split(/\s+/);
    shown = all.filter((one) => words.every((word) => one.name.toLowerCase().includes(word)));
    list.replaceChildren(...shown.map((one, n) => {
      const line = element("li", one.name);
      line.id = `palette-${n}`;
      line.setAttribute("role", "option");
      for (const key of one.keys.split(" ").filter(Boolean)) line.append(" ", element("kbd", key));
      line.addEventListener("click", () => run(one));
      return line;
    }));
    point(0);
  };
  input.addEventListener("input", narrow);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") point(at + (event.key === "ArrowDown" ? 1 : -1));
    else if (event.key === "Enter") run(shown[at]);
    else return;
    event.preventDefault();
  });
  const heading = element("h3", "All actions");
  heading.id = "dialog-title";
  dialog.replaceChildren(heading, input, list);
  dialog.setAttribute("aria-labelledby", "dialog-title");
  dialog.showModal();
  narrow();
  input.focus();
}
