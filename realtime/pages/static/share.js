// Passing an event on: with what the device offers for it, else by the clipboard, else by hand.

import { count } from "./counted.js";
import { h } from "./dom.js";
import { text } from "./texts.js";

// A button and its status line; `event()` gives the event as it is now.
export function shareControls(event) {
  const button = h("button", { class: "share", type: "button" }, text("share"));
  const status = h("span", { class: "shared", role: "status" });
  button.addEventListener("click", () => pass(event(), status));
  return [button, status];
}

async function pass({ id, title }, status) {
  const url = `${location.origin}/e/${id}`;
  try {
    if (!(await offered({ title, url }))) {
      await navigator.clipboard.writeText(url);
      status.replaceChildren(text("copied"));
    }
  } catch (error) {
    if (error.name === "AbortError") return; // the reader thought better of it
    status.replaceChildren(`${text("copy")} `, h("a", { href: url }, url));
    return;
  }
  count(id, "shares");
}

// Whether the device has taken it; it may have no way, or none for this.
async function offered(what) {
  if (!navigator.canShare?.(what)) return false;
  await navigator.share(what);
  return true;
}
