/** Brings what a page needs when it is needed first: the one script that is asked for at
 * once. A page that is only read gets no other.
 *
 * Of a module that is wanted because of an event, "begin" is called with its target.
 */

const LINKS = ".column > .prose a";
const PICTURES = ".prose a.picture";

whenFirst(["focusin"], "form[data-suggestions]", () => import("./search-suggestions.js"));
if (has("[data-contents]")) addEventListener("scroll", () => import("./contents.js"), { once: true, passive: true });
// Where each word has a card that tells who wrote it, links have none of their own.
if (has(LINKS) && !has("[data-credits]")) {
  whenFirst(["pointerover", "focusin"], LINKS, () => import("./link-cards.js"));
  whenFirst(["touchstart"], "*", () => import("./link-cards.js"));
}
if (has(".prose thead")) import("./sortable-tables.js");
if (has("[data-copy]")) import("./copying.js");

for (const link of document.querySelectorAll(PICTURES)) {
  link.setAttribute("aria-haspopup", "dialog");
  link.addEventListener("click", async (event) => {
    // Whoever asks for a new tab or window gets the picture's page.
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      const { open } = await import("./picture-viewer.js");
      open(link);
    } catch {
      location.href = link.href; // no network, perhaps: the browser tells
    }
  });
}

for (const item of document.querySelectorAll("[data-print]")) {
  item.addEventListener("click", () => print());
  item.hidden = false;
}

// What is further down comes when one gets there; paper has all of it.
addEventListener("beforeprint", () => {
  for (const image of document.querySelectorAll(".prose img")) image.loading = "eager";
});

function has(selector) {
  return document.querySelector(selector) !== null;
}

function whenFirst(types, selector, load) {
  const listen = async ({ target }) => {
    if (!target.closest?.(selector)) return;
    types.forEach((type) => removeEventListener(type, listen));
    const { begin } = await load();
    begin?.(target);
  };
  types.forEach((type) => addEventListener(type, listen, { passive: true }));
}
