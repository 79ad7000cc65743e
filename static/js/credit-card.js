/** Tells, when one of the words marked by their authors is pointed at, focused or tapped,
 * which revision it is from: a card below the words, on a page with data-credits.
 */

const PAUSE = 300;
const trusted = window.trustedTypes?.createPolicy("canonica", { createHTML: (html) => html });
const legend = document.querySelector("[data-credits]");
if (legend) explain(document.querySelector(".prose"), legend.dataset.credits);

function explain(prose, address) {
  const answers = new Map();
  const card = document.createElement("aside");
  card.className = "credit-card";
  card.setAttribute("role", "status");
  card.hidden = true;
  prose.after(card);

  for (const words of prose.querySelectorAll("[data-origin]")) words.tabIndex = 0;

  let timer = 0;
  let shown = null;

  prose.addEventListener("mouseover", (event) => later(event.target.closest("[data-origin]")));
  prose.addEventListener("mouseout", () => clearTimeout(timer));
  prose.addEventListener("focusin", (event) => show(event.target.closest("[data-origin]")));
  prose.addEventListener("click", (event) => show(event.target.closest("[data-origin]")));
  addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  addEventListener("pointerdown", (event) => {
    if (!card.contains(event.target) && !event.target.closest("[data-origin]")) hide();
  });

  function later(words) {
    clearTimeout(timer);
    if (words && words !== shown) timer = setTimeout(() => show(words), PAUSE);
  }

  async function show(words) {
    if (!words || words === shown) return;
    shown = words;
    const html = await answer(words.dataset.origin);
    if (shown !== words || !html) return;
    card.innerHTML = trusted ? trusted.createHTML(html) : html;
    card.hidden = false;
    place(words);
  }

  function answer(origin) {
    if (!answers.has(origin)) {
      answers.set(origin, fetch(address + origin).then((response) => (response.ok ? response.text() : "")).catch(() => {
        answers.delete(origin); // no network: asked again next time
        return "";
      }));
    }
    return answers.get(origin);
  }

  function place(words) {
    const frame = card.offsetParent.getBoundingClientRect();
    const lines = words.getClientRects();
    const box = lines[lines.length - 1];
    const room = frame.width - card.offsetWidth;
    card.style.insetBlockStart = `${box.bottom - frame.top + 4}px`;
    card.style.left = `${Math.max(0, Math.min(box.left - frame.left, room))}px`;
  }

  function hide() {
    card.hidden = true;
    shown = null;
  }
}
