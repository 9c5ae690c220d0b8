// The page's texts, in the language that it was written in; `language.py` reads the same files on the server.

export const language = document.documentElement.lang || "en";
const texts = await (await fetch(new URL(`texts/${language}.json`, import.meta.url))).json();

export const hasText = (key) => key in texts;

export function text(key, values = {}) {
  if (!hasText(key)) throw new Error(`there is no text ${key}`);
  return texts[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

// A text about so many, by the forms `key_one` and `key_other`.
export const count = (key, number) => text(`${key}_${number === 1 ? "one" : "other"}`, { count: number });

// A text that is a list, such as the names of the months.
export const words = (key) => text(key).split(" ");
