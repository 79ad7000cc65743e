/** Shows, in an element with data-live-preview, what its editor's text will look like.
 *
 * It is the same HTML as the saved page's. The answers are kept in order: one that comes
 * too late is dropped. Ctrl+Enter presses the form's own button for a preview.
 */

import { gettext } from "./words.js";

const LATENCY = 500;
// Only the server's own cleaned HTML goes through this policy.
const trusted = window.trustedTypes?.createPolicy("canonica", { createHTML: (html) => html });

for (const pane of document.querySelectorAll("[data-live-preview]")) {
  follow(pane, pane.parentElement.querySelector("textarea"));
}

function follow(pane, editor) {
  const { form } = editor;
  const state = pane.parentElement.querySelector("[data-preview-state]");
  let timer = 0;
  let asked = 0;
  let shown = 0;

  // A preview that was asked for with the button stays until the text is changed.
  const askedFor = document.querySelector(".preview");
  editor.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, LATENCY);
  });
  addEventListener("online", () => { if (pane.dataset.stale) ask(); });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.querySelector("[value=preview]")?.click();
  });
  if (!askedFor) ask();

  async function ask() {
    const number = ++asked;
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    const body = new FormData();
    body.set("content", editor.value);
    body.set("title", form.dataset.title ?? "");
    for (const name of ["base", "section"]) body.set(name, form.elements[name]?.value ?? "");
    let reason = gettext("no connection");
    try {
      const response = await fetch(editor.dataset.markdownxUrlsPath, { method: "POST", headers, body });
      const html = await response.text();
      reason = gettext("the server did not answer");
      if (/^\s*<!doctype/i.test(html)) throw new Error("a whole page is an error's");
      if (number < shown) return;
      shown = number;
      askedFor?.remove();
      pane.hidden = false;
      pane.innerHTML = trusted ? trusted.createHTML(html) : html;
      delete pane.dataset.stale;
      state.textContent = "";
    } catch {
      if (number < asked) return;
      pane.dataset.stale = "true";
      state.textContent = pane.hidden
        ? gettext("There is no preview: %(reason)s.", { reason })
        : gettext("The preview is out of date: %(reason)s.", { reason });
    }
  }
}
