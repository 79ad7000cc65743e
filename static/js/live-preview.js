/** Shows beside the editor what its text will look like: the same HTML as the saved page.
 *
 * The answers are kept in order: one that comes too late is dropped.
 */

const LATENCY = 500;
// Only the server's own cleaned HTML goes through this policy.
const trusted = window.trustedTypes?.createPolicy("canonica", { createHTML: (html) => html });

for (const pane of document.querySelectorAll("[data-live-preview]")) {
  follow(pane, pane.parentElement.querySelector("textarea"));
}

function follow(pane, editor) {
  const token = editor.form.elements.csrfmiddlewaretoken.value;
  let timer = 0;
  let asked = 0;
  let shown = 0;

  // A preview that was asked for with the button stays until the text is changed.
  const askedFor = document.querySelector(".preview");
  editor.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, LATENCY);
  });
  if (!askedFor) ask();

  async function ask() {
    const number = ++asked;
    const body = new FormData();
    body.set("content", editor.value);
    try {
      const response = await fetch(editor.dataset.markdownxUrlsPath, {
        method: "POST",
        headers: { "X-CSRFToken": token },
        body,
      });
      const html = await response.text();
      if (number < shown) return;
      shown = number;
      askedFor?.remove();
      pane.hidden = false;
      pane.innerHTML = trusted ? trusted.createHTML(html) : html;
      delete pane.dataset.stale;
    } catch {
      pane.dataset.stale = "true"; // no network: the text is safe in its field
    }
  }
}
