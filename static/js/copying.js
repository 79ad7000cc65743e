/** Copies a text: buttons with data-copy name the element that it is in. */

import { gettext } from "./words.js";

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}

async function copy(button) {
  const status = button.parentElement.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    status.textContent = gettext("Copied");
  } catch {
    status.textContent = gettext("It could not be copied: select the text and copy it.");
  }
}
