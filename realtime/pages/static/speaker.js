// Says to screen readers what has changed: politely, and not one by one when it is much.

const PAUSE = 800;
const MOST = 3;

export class Speaker {
  constructor(element) {
    this.element = element;
    this.waiting = [];
    this.timer = 0;
  }

  say(words, title) {
    this.waiting.push([words, title]);
    this.timer ||= setTimeout(() => this.#speak(), PAUSE);
  }

  #speak() {
    const said = this.waiting.splice(0);
    this.timer = 0;
    if (said.length <= MOST) {
      this.element.textContent = said.map(([words, title]) => `${words}: ${title}`).join(". ");
    } else {
      const count = (words) => said.filter(([each]) => each === words).length;
      const kinds = [...new Set(said.map(([words]) => words))];
      this.element.textContent = kinds.map((words) => `${count(words)} ${words.toLowerCase()}`).join(", ");
    }
  }
}
