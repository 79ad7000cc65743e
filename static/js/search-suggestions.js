/** Suggests pages while somebody types into a form with data-suggestions.
 *
 * The field becomes a combobox with a listbox. A form with an action is for going to the
 * pages, one without, made by another script, for choosing their titles.
 */

import { gettext } from "./words.js";

const PAUSE = 150;

class Suggestions {
  timer = 0;
  asked = 0;

  constructor(form) {
    this.form = form;
    this.field = form.querySelector("input");
    this.isForGoing = form.hasAttribute("action");
    this.list = listOf(this.field);
  }

  follow() {
    const { field } = this;
    field.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") this.move(event, 1);
      else if (event.key === "ArrowUp") this.move(event, -1);
      else if (event.key === "Escape" && !this.list.hidden) { event.preventDefault(); this.close(); }
      else if (event.key === "Enter") this.take(event);
    });
    field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  async ask() {
    const query = this.field.value.trim();
    const number = ++this.asked;
    if (!query) return this.close();
    try {
      const response = await fetch(`${this.form.dataset.suggestions}?q=${encodeURIComponent(query)}&thumbnails=1`);
      const answer = await response.json();
      if (number === this.asked) this.show(answer);
    } catch {
      this.close(); // no network: the form still works when there is one again
    }
  }

  show([query, titles, descriptions, addresses, thumbnails]) {
    const { field, form, list } = this;
    this.query = query;
    const options = titles.map((title, index) => {
      const item = option(title, query, descriptions[index], addresses[index]);
      item.prepend(thumbnail(title, thumbnails?.[index]));
      return item;
    });
    const all = `${form.action}?q=${encodeURIComponent(query)}`;
    if (this.isForGoing) options.push(option(gettext("Search for pages containing %(query)s", { query }), "", "", all));
    options.forEach((item, index) => {
      item.id = `${list.id}-${index}`;
      item.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        this.choose(item.dataset);
      });
    });
    list.replaceChildren(...options);
    list.hidden = !options.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    field.removeAttribute("aria-activedescendant");
  }

  move(event, step) {
    const { list } = this;
    if (list.hidden) return;
    event.preventDefault();
    const options = [...list.children];
    const now = options.findIndex((item) => item.getAttribute("aria-selected") === "true");
    const next = (now + step + options.length + (now < 0 && step < 0 ? 1 : 0)) % options.length;
    options.forEach((item, index) => item.setAttribute("aria-selected", String(index === next)));
    this.field.setAttribute("aria-activedescendant", options[next].id);
    options[next].scrollIntoView({ block: "nearest" });
  }

  take(event) {
    const { list } = this;
    const chosen = list.hidden ? null : list.querySelector("[aria-selected=true]");
    // Of what was suggested for other letters nothing is meant.
    if (!chosen || this.query !== this.field.value.trim()) return;
    event.preventDefault();
    this.choose(chosen.dataset);
  }

  choose({ address, title }) {
    if (this.isForGoing) return location.assign(address);
    this.field.value = title;
    this.close();
  }

  close() {
    this.asked += 1;
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }
}

for (const form of document.querySelectorAll("form[data-suggestions]")) suggest(form);
addEventListener("focusin", ({ target: { form } }) => {
  if (form?.matches("[data-suggestions]:not(:has([role=combobox]))")) suggest(form);
});

function suggest(form) {
  const suggestions = new Suggestions(form);
  suggestions.follow();
  // Somebody may have been faster than this script came.
  if (document.activeElement === suggestions.field) suggestions.ask();
}

/** Make the field a combobox, and return its list. */
function listOf(field) {
  const list = document.createElement("ul");
  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", gettext("Suggestions"));
  list.hidden = true;
  field.parentElement.append(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  return list;
}

/** A small picture of a page, or the first letter of its name. Its row says it all in words. */
function thumbnail(title, address) {
  const picture = document.createElement(address ? "img" : "span");
  picture.className = "thumbnail";
  if (address) Object.assign(picture, { src: address, alt: "", width: 40, height: 40 });
  else {
    picture.setAttribute("aria-hidden", "true");
    picture.dataset.initial = [...title.slice(title.indexOf(":") + 1)][0] ?? "";
  }
  return picture;
}

/** A row of the list: what was typed of its title, and the rest in bold. */
function option(title, query, description, address) {
  const item = document.createElement("li");
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  Object.assign(item.dataset, { address, title });
  const typed = title.toLowerCase().startsWith(query.toLowerCase()) ? query.length : 0;
  const rest = document.createElement(typed ? "b" : "span");
  rest.textContent = title.slice(typed);
  item.append(title.slice(0, typed), rest);
  if (description) {
    const line = document.createElement("small");
    line.textContent = description;
    item.append(line);
  }
  return item;
}
