// The link to the other language: the choice is kept in a cookie, and the page comes anew where the reader is.

const SECONDS = 365 * 24 * 3600;

export function followLanguage() {
  const link = document.getElementById("language");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.cookie = `lang=${link.hreflang}; path=/; max-age=${SECONDS}; samesite=lax`;
    location.reload();
  });
}
