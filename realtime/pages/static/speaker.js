// Announces to screen readers what has changed: politely, and not one by one when it is much.

const PAUSE_MS = 800;
const MAX_ANNOUNCED_SINGLY = 3;

export class Speaker {
  constructor(element) {
    this.element = element;
    this.waiting = [];
    this.timer = 0;
  }

  announce(words, title) {
    this.waiting.push([words, title]);
    this.timer ||= setTimeout(() => this.#speak(), PAUSE_MS);
  }

  #speak() {
    const announced = this.waiting.splice(0);
    this.timer = 0;
    if (announced.length <= MAX_ANNOUNCED_SINGLY) {
      this.element.textContent = announced.map(([words, title]) => `${words}: ${title}`).join(". ");
    } else {
      const count = (words) => announced.filter(([each]) => each === words).length;
      const kinds = [...new Set(announced.map(([words]) => words))];
      this.element.textContent = kinds.map((words) => `${count(words)} ${words.toLowerCase()}`).join(", ");
    }
  }
}
