// A question in the page's own dialog. What a browser asks (`prompt`, `confirm`) it does not ask within a frame of another
// origin, by the standard of HTML, and answers no: in Airflow's page a button would do nothing.
import { $, element } from "./asking.js";

const dialog = $("#dialog");

/** What was answered: null for no, else what was written, "" where there is no field for it (no `label`) or it is empty. */
export function answerTo(title, { yes, label, maxLength }) {
  return new Promise((answer) => {
    const form = element("form"), heading = element("h3", title), buttons = element("p", "", "buttons");
    const field = label && Object.assign(element("input"), { type: "text", maxLength });
    const no = Object.assign(element("button", "Cancel"), { type: "button" }), done = element("button", yes);
    heading.id = "dialog-title";
    form.append(heading);
    if (field) {
      const holder = element("label", label);
      holder.append(field);
      form.append(holder);
    }
    buttons.append(no, done);
    form.append(buttons);
    no.addEventListener("click", () => dialog.close());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer(field ? field.value.trim() : "");
      dialog.close();
    });
    dialog.addEventListener("close", () => answer(null), { once: true }); // after an answer this changes nothing
    dialog.replaceChildren(form);
    dialog.setAttribute("aria-labelledby", "dialog-title");
    dialog.showModal();
    (field || done).focus();
  });
}
