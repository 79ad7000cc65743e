/** Says, in the element with data-presence-line, who else has a page's editor open.
 *
 * The form with data-presence says so of itself too, while its page is looked at.
 */

import { gettext, locale, ngettext } from "./words.js";

const PAUSE = 20_000;

for (const form of document.querySelectorAll("form[data-presence]")) {
  attend(form, document.querySelector("[data-presence-line]"));
}

function attend(form, line) {
  let timer = 0;
  document.addEventListener("visibilitychange", begin);
  begin();

  function begin() {
    clearInterval(timer);
    if (document.hidden) return;
    timer = setInterval(meet, PAUSE);
    meet();
  }

  async function meet() {
    const { csrfmiddlewaretoken: token, key } = form.elements;
    const headers = { "X-CSRFToken": token.value };
    const body = new URLSearchParams({ key: key.value });
    try {
      const response = await fetch(form.dataset.presence, { method: "POST", headers, body });
      const words = sentence(await response.json());
      if (line.textContent !== words) line.textContent = words;
    } catch {
      line.textContent = ""; // nobody knows
    }
  }
}

function sentence({ others, more }) {
  const people = others.map(({ name, since }) => ({ name: name || gettext("Somebody not logged in"), since }));
  const said = people.map((one) => gettext("%(name)s (since %(since)s)", one));
  if (more) said.push(ngettext("%(number)s more", "%(number)s more", more));
  if (said.length > 1) {
    const names = new Intl.ListFormat(locale).format(said);
    return gettext("%(names)s have this page open in the editor, too.", { names });
  }
  return people.map((one) => gettext("%(name)s has this page open in the editor, too (since %(since)s).", one)).join("");
}
