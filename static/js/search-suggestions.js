/** Suggests pages while somebody types into a form with data-suggestions.
 *
 * The field becomes a combobox with a listbox. A form with an action is for going to the
 * pages, one without, made by another script, for choosing their titles.
 */

const PAUSE = 150;

for (const form of document.querySelectorAll("form[data-suggestions]")) enhance(form);
addEventListener("focusin", ({ target: { form } }) => {
  if (form?.matches("[data-suggestions]:not(:has([role=combobox]))")) enhance(form);
});

function enhance(form) {
  const field = form.querySelector("input");
  const isForGoing = form.hasAttribute("action");
  const list = document.createElement("ul");
  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  field.parentElement.append(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  let timer = 0;
  let asked = 0;

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") move(event, 1);
    else if (event.key === "ArrowUp") move(event, -1);
    else if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
    else if (event.key === "Enter") follow(event);
  });
  field.addEventListener("blur", () => setTimeout(close, 150));

  async function ask() {
    const query = field.value.trim();
    const number = ++asked;
    if (!query) return close();
    try {
      const response = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(query)}`);
      const answer = await response.json();
      if (number === asked) show(answer);
    } catch {
      close(); // no network: the form still works when there is one again
    }
  }

  function show([query, titles, descriptions, addresses]) {
    const options = titles.map((title, index) =>
      option(index, title, query, descriptions[index], addresses[index]));
    const all = `${form.action}?q=${encodeURIComponent(query)}`;
    if (isForGoing) options.push(option(options.length, `Search for pages containing ${query}`, "", "", all));
    list.replaceChildren(...options);
    list.hidden = !options.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    field.removeAttribute("aria-activedescendant");
  }

  function option(index, title, query, description, address) {
    const item = document.createElement("li");
    item.id = `${list.id}-${index}`;
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
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      choose(item.dataset);
    });
    return item;
  }

  function move(event, step) {
    if (list.hidden) return;
    event.preventDefault();
    const options = [...list.children];
    const now = options.findIndex((item) => item.getAttribute("aria-selected") === "true");
    const next = (now + step + options.length + (now < 0 && step < 0 ? 1 : 0)) % options.length;
    options.forEach((item, index) => item.setAttribute("aria-selected", String(index === next)));
    field.setAttribute("aria-activedescendant", options[next].id);
    options[next].scrollIntoView({ block: "nearest" });
  }

  function follow(event) {
    const chosen = list.hidden ? null : list.querySelector("[aria-selected=true]");
    if (!chosen) return;
    event.preventDefault();
    choose(chosen.dataset);
  }

  function choose({ address, title }) {
    if (isForGoing) return location.assign(address);
    field.value = title;
    close();
  }

  function close() {
    asked += 1;
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }
}
