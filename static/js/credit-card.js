/** Tells, when one of the words marked by their authors is pointed at, focused or tapped,
 * which revision it is from: in a card below the words, on a page with data-credits.
 *
 * The Tab key stops once for all the words: Right and Left go from one to the next, Enter
 * leads into the card, Escape back. The card stands behind the prose, but Tab goes through
 * it as if it stood behind its words.
 */

import { Card, PAUSE } from "./card.js";

const WORDS = "[data-origin]";
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };
const trusted = window.trustedTypes?.createPolicy("canonica", { createHTML: (html) => html });

class CreditCard extends Card {
  told = null;
  answers = new Map();

  constructor(prose, address) {
    super(prose, { name: "credit-card", role: "status" });
    this.address = address;
  }

  /** Tell of these words, and of no others any more; done when there is an answer. */
  tell(words) {
    if (words !== this.words) {
      this.words = words;
      this.told = this.show(words);
    }
    return this.told;
  }

  async enter(words) {
    await this.tell(words);
    if (this.words === words) this.element.querySelector("a").focus();
  }

  leave() {
    if (this.has(document.activeElement)) this.words.focus();
    this.close();
  }

  async show(words) {
    const html = await this.answer(words.dataset.origin);
    if (this.words !== words) return;
    if (!html) {
      this.close();
      return;
    }
    this.element.innerHTML = trusted ? trusted.createHTML(html) : html;
    this.open(words);
  }

  answer(origin) {
    if (!this.answers.has(origin)) {
      const asked = fetch(this.address + origin).then((response) => (response.ok ? response.text() : ""));
      this.answers.set(origin, asked.catch(() => {
        this.answers.delete(origin); // no network: asked again next time
        return "";
      }));
    }
    return this.answers.get(origin);
  }
}

const legend = document.querySelector("[data-credits]");
if (legend) explain(document.querySelector(".prose"), legend);

function explain(prose, legend) {
  const card = new CreditCard(prose, legend.dataset.credits);
  followPointer(prose, card);
  followFocus(prose, card);
  prose.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (enterOrStep(event, prose, card)) event.preventDefault();
  });
  card.element.addEventListener("keydown", (event) => { if (event.key === "Tab") tabOut(event, card); });
  addEventListener("keydown", (event) => { if (event.key === "Escape") card.leave(); });
  legend.querySelector("[data-how-to]").hidden = false;
}

function followPointer(prose, card) {
  let timer = 0;

  prose.addEventListener("mouseover", ({ target }) => {
    const words = wordsAt(target);
    clearTimeout(timer);
    if (words) timer = setTimeout(point, PAUSE, words);
  });
  prose.addEventListener("mouseout", () => clearTimeout(timer));
  prose.addEventListener("click", ({ target }) => {
    const words = wordsAt(target);
    if (words) card.tell(words);
  });
  addEventListener("pointerdown", ({ target }) => {
    if (!card.has(target) && !wordsAt(target)) card.close();
  });

  function point(words) {
    // It stays as it is for whoever is in it with the keyboard.
    if (!card.has(document.activeElement)) card.tell(words);
  }
}

function followFocus(prose, card) {
  const all = prose.querySelectorAll(WORDS);
  let stop = all[0];

  for (const words of all) {
    words.tabIndex = words === stop ? 0 : -1;
    words.setAttribute("role", "button");
  }
  addEventListener("focusin", ({ target }) => {
    const words = wordsAt(target);
    if (!words && !card.has(target)) card.close();
    if (!words) return;
    stop.tabIndex = -1;
    stop = words;
    stop.tabIndex = 0;
    card.tell(words);
  });
}

/** Do what a key means on words, and return whether it means anything. */
function enterOrStep({ key, target }, prose, card) {
  const words = wordsAt(target);
  if (words && (key === "Enter" || key === " " || (key === "Tab" && card.isOpen()))) {
    card.enter(words);
    return true;
  }
  // In a frame that scrolls, the arrows scroll.
  if (!(key in STEPS) || !target.matches(`${WORDS}, a`)) return false;
  const isRightToLeft = getComputedStyle(prose).direction === "rtl";
  neighbour(prose, target, isRightToLeft ? -STEPS[key] : STEPS[key])?.focus();
  return true;
}

/** Leave the card for its words, or for what comes after them. */
function tabOut(event, card) {
  const links = card.element.querySelectorAll("a");
  if (event.target !== links[event.shiftKey ? 0 : links.length - 1]) return;
  if (event.shiftKey) event.preventDefault();
  card.words.focus();
  if (!event.shiftKey) card.close(); // lest it comes next, when its words are the last stop
}

/** The next or previous words, seen from other words or from a link. */
function neighbour(prose, from, step) {
  const all = [...prose.querySelectorAll(WORDS)];
  const isThere = (side) => (words) => from.compareDocumentPosition(words) & side;
  return step > 0
    ? all.find(isThere(Node.DOCUMENT_POSITION_FOLLOWING))
    : all.findLast(isThere(Node.DOCUMENT_POSITION_PRECEDING));
}

function wordsAt(element) {
  return element.closest(WORDS);
}
