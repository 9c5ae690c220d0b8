// The links to the other languages: the choice is kept in a cookie, and the page comes anew where the reader is.

import { isPlainClick } from "./dom.js";

const SECONDS = 365 * 24 * 3600;

export function followLanguage() {
  for (const link of document.querySelectorAll("a.language")) link.addEventListener("click", choose);
}

function choose(event) {
  if (!isPlainClick(event)) return;
  event.preventDefault();
  document.cookie = `lang=${event.currentTarget.hreflang}; path=/; max-age=${SECONDS}; samesite=lax`;
  const here = new URL(location.href);
  if (!here.searchParams.has("lang")) return location.reload();
  here.searchParams.delete("lang"); // the address would win over the choice
  location.replace(here);
}
