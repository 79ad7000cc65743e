/** Suggests titles in the text of a form with data-editor: pages after [[, templates after {{.
 *
 * The focus stays in the text: a live region says what there is. Down and Up choose, Enter
 * takes what was chosen, Escape closes, and anything else goes on typing.
 */

import { gettext, ngettext } from "./words.js";

const PAUSE = 150;
const OPENING = /(\[\[:?|\{\{)([^[\]{}|#\n]*)$/;
const OLD_TITLE = /^[^[\]{}|#\n]*(?=[|#]|\]\]|\}\})/;

class Completion {
  timer = 0;
  asked = 0;
  chosen = -1;

  constructor(form) {
    this.form = form;
    this.field = form.elements.text;
    const list = this.list = document.createElement("ul");
    const said = this.said = document.createElement("p");
    list.className = "suggestions completions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.ariaLabel = gettext("Titles");
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    this.field.after(list, said);
  }

  follow() {
    const { field } = this;
    field.addEventListener("input", () => {
      const [, brackets, typed] = typedIn(field) ?? [];
      this.close();
      if (brackets) this.timer = setTimeout(() => this.ask(brackets === "{{" ? "Template:" : "", typed), PAUSE);
    });
    field.addEventListener("keydown", (event) => {
      if (this.list.hidden) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) this.choose(step);
      else if (event.key === "Enter" && this.chosen >= 0) this.take(this.list.children[this.chosen]);
      else if (event.key === "Escape") this.close();
      else return;
      event.preventDefault();
    });
    for (const event of ["pointerdown", "blur"]) field.addEventListener(event, () => this.close());
    // Typing scrolls too, a moment later: what is suggested, or soon will be, still holds.
    field.addEventListener("scroll", () => this.list.hidden || this.followScroll());
    addEventListener("resize", () => this.list.hidden || this.place());
  }

  async ask(prefix, typed) {
    const number = ++this.asked;
    const address = document.querySelector("[data-suggestions]").dataset.suggestions;
    if (!prefix && !typed.trim()) return;
    try {
      const response = await fetch(`${address}?q=${encodeURIComponent(prefix + typed)}`);
      const [, titles] = await response.json();
      const words = titles.map((title) => title.slice(title.startsWith(prefix) && prefix.length));
      if (number === this.asked && titles.length) this.show(words, typed.toLowerCase());
    } catch {
      // no network: what is typed stays as it is
    }
  }

  show(titles, typed) {
    this.list.replaceChildren(...titles.map((title) => {
      const item = document.createElement("li");
      const rest = document.createElement("b");
      const known = title.toLowerCase().startsWith(typed) ? typed.length : title.length;
      rest.textContent = title.slice(known);
      item.append(title.slice(0, known), rest);
      item.setAttribute("role", "option");
      item.ariaSelected = "false";
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); this.take(item); });
      return item;
    }));
    this.list.hidden = false;
    this.place();
    this.said.textContent = ngettext(
      "%(number)s suggestion, Down to choose",
      "%(number)s suggestions, Down to choose",
      titles.length,
    );
  }

  choose(step) {
    const { children } = this.list;
    const { length } = children;
    if (this.chosen >= 0) children[this.chosen].ariaSelected = "false";
    this.chosen = (Math.max(this.chosen, step < 0 ? 0 : -1) + step + length) % length;
    const item = children[this.chosen];
    item.ariaSelected = "true";
    item.scrollIntoView({ block: "nearest" });
    this.said.textContent = gettext("%(title)s, %(place)s of %(count)s", {
      title: item.textContent,
      place: this.chosen + 1,
      count: length,
    });
  }

  take(item) {
    const { selectionStart: caret, value } = this.field;
    const [, brackets, typed] = typedIn(this.field);
    const closing = brackets === "{{" ? "}}" : "]]";
    const old = OLD_TITLE.exec(value.slice(caret))?.[0].length ?? 0;
    const after = value.slice(caret + old);
    // Without a colon, a text that only speaks of a category would join it.
    const colon = brackets === "[[" && /^category:/i.test(item.textContent) && !/^category:/i.test(typed) ? ":" : "";
    const text = colon + item.textContent + (/^[|#]/.test(after) ? "" : closing);
    const end = caret + old + (after.startsWith(closing) ? 2 : 0);
    const detail = { start: caret - typed.length, end, text };
    this.form.dispatchEvent(new CustomEvent("write", { detail }));
    this.close();
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.chosen = -1;
    this.list.hidden = true;
    this.said.textContent = "";
  }

  followScroll() {
    const caret = caretIn(this.field);
    if (caret.bottom < 0 || caret.top > this.field.clientHeight) this.close();
    else this.place(caret);
  }

  /** Below the caret, or above it if only there is room; inside the field in any case,
   * as the text may not have scrolled to the caret yet. */
  place(caret = caretIn(this.field)) {
    const { field, list } = this;
    caret.top = Math.max(0, Math.min(caret.top, field.clientHeight));
    caret.bottom = Math.max(0, Math.min(caret.bottom, field.clientHeight));
    const left = Math.max(0, Math.min(caret.left, field.offsetWidth - list.offsetWidth));
    list.style.left = `${field.offsetLeft + left}px`;
    list.style.top = `${field.offsetTop + caret.bottom}px`;
    const above = caret.top - list.offsetHeight;
    if (list.getBoundingClientRect().bottom < innerHeight || field.getBoundingClientRect().top + above < 0) return;
    list.style.top = `${field.offsetTop + above}px`;
  }
}

for (const form of document.querySelectorAll("form[data-editor]")) new Completion(form).follow();

/** The brackets before the caret, and what has been typed after them. */
function typedIn(field) {
  return OPENING.exec(field.value.slice(Math.max(0, field.selectionEnd - 300), field.selectionEnd));
}

/** Where the caret is: measured in a copy of the text that is laid out alike. */
function caretIn(field) {
  const copy = document.createElement("div");
  const caret = document.createElement("span");
  copy.className = "copy-of-text";
  copy.dir = getComputedStyle(field).direction;
  copy.style.width = `${field.clientWidth}px`;
  caret.textContent = "|";
  copy.append(field.value.slice(0, field.selectionEnd), caret);
  field.after(copy);
  const top = caret.offsetTop - field.scrollTop;
  const box = { left: caret.offsetLeft, top, bottom: top + caret.offsetHeight };
  copy.remove();
  return box;
}
