// The link to the other language: the choice is kept in a cookie, and the page comes anew where the reader is.

const SECONDS = 365 * 24 * 3600;

export function followLanguage() {
  const link = document.getElementById("language");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
    event.preventDefault();
    document.cookie = `lang=${link.hreflang}; path=/; max-age=${SECONDS}; samesite=lax`;
    const here = new URL(location.href);
    if (!here.searchParams.has("lang")) return location.reload();
    here.searchParams.delete("lang"); // the address would win over the choice
    location.replace(here);
  });
}
