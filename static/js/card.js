/** A card that stands beside words: below them, or above where there is no room. It is
 * within the window, and never upon the words. What is in it, others say.
 */

export const PAUSE = 300;

const GAP = 4;
const MARGIN = 8;

export class Card {
  words = null;

  constructor(prose, { name, role }) {
    this.element = document.createElement("div");
    this.element.className = `beside ${name}`;
    this.element.id = name;
    this.element.setAttribute("role", role);
    this.element.hidden = true;
    prose.after(this.element);
  }

  isOpen() {
    return !this.element.hidden;
  }

  has(element) {
    return this.element.contains(element);
  }

  open(words) {
    this.words = words;
    this.element.hidden = false;
    this.place();
  }

  close() {
    this.element.hidden = true;
    this.words = null;
  }

  place() {
    const { element, words } = this;
    const frame = element.offsetParent.getBoundingClientRect();
    const lines = [...words.getClientRects()];
    const { clientWidth, clientHeight } = document.documentElement;
    const above = lines[0].top - GAP - element.offsetHeight;
    const below = lines.at(-1).bottom + GAP;
    const isAbove = below + element.offsetHeight > clientHeight && above >= 0;
    const line = isAbove ? lines[0] : lines.at(-1);
    const isRightToLeft = getComputedStyle(words).direction === "rtl";
    const wanted = isRightToLeft ? line.right - element.offsetWidth : line.left;
    const left = Math.max(MARGIN, Math.min(wanted, clientWidth - element.offsetWidth - MARGIN));
    element.style.left = `${left - frame.left}px`;
    element.style.top = `${(isAbove ? above : below) - frame.top}px`;
  }
}
