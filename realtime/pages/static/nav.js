// The links by which a window of time, a category, or list or map is chosen.

import { address } from "./address.js";
import { isPlainClick } from "./dom.js";

// wish(change): write into the address what a link stands for.
export function followChoices(wish) {
  document.querySelector(".sheet").addEventListener("click", (event) => {
    const link = event.target.closest("a[data-when], a[data-category], a[data-view]");
    if (!link || !isPlainClick(event)) return;
    event.preventDefault();
    wish({ ...link.dataset });
  });
}

// Mark those that are asked for, and let each lead to what is asked for with its own in place.
export function showChosen(asked) {
  for (const name of ["when", "category", "view"]) {
    for (const link of document.querySelectorAll(`nav [data-${name}]`)) {
      const isChosen = link.dataset[name] === asked[name];
      isChosen ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
      link.href = address({ ...asked, [name]: link.dataset[name] });
    }
  }
}

// On a small screen the links are wider than it; scroll them, never the page.
export function scrollToChosen() {
  for (const link of document.querySelectorAll("nav [aria-current]")) {
    const nav = link.parentElement;
    nav.scrollLeft = link.offsetLeft - (nav.clientWidth - link.offsetWidth) / 2;
  }
}
