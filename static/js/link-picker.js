/** Asks, for the event "link" of a form with data-editor, where a link leads; then writes it. */

const LINK = /\[\[([^[\]|#\n]*)#?([^[\]|\n]*)\|?([^[\]\n]*)\]\]/g;

for (const form of document.querySelectorAll("form[data-editor]")) {
  const template = document.getElementById("link-picker");
  const dialog = template.content.cloneNode(true).firstElementChild;
  const { page, section, words } = dialog.querySelector("form").elements;
  const field = form.elements.text;
  let place = null;
  let selection = [];
  form.after(dialog);
  form.addEventListener("link", () => {
    place = placeIn(field);
    selection = [field.selectionStart, field.selectionEnd];
    page.value = place.page;
    section.value = place.section;
    words.value = place.words;
    dialog.showModal();
    page.select();
  });
  dialog.addEventListener("cancel", () => field.setSelectionRange(...selection));
  dialog.addEventListener("submit", (event) => {
    // Not when it has closed, a moment later: whoever types on is faster.
    event.preventDefault();
    dialog.close();
    field.setSelectionRange(...selection); // lost by a click in the dialog
    if (event.submitter.value !== "insert") return;
    const text = linkTo(page.value, section.value, words.value);
    form.dispatchEvent(new CustomEvent("write", { detail: { ...place, text } }));
  });
}

/** The link that the caret is in, which is to be changed, or else what is selected. */
function placeIn({ value, selectionStart, selectionEnd }) {
  for (const { 0: link, 1: page, 2: section, 3: words, index: start } of value.matchAll(LINK)) {
    const end = start + link.length;
    if (start < selectionStart && selectionEnd < end) return { start, end, page, section, words };
  }
  const words = value.slice(selectionStart, selectionEnd).trim();
  return { start: selectionStart, end: selectionEnd, page: words, section: "", words };
}

function linkTo(page, section, words) {
  const place = (section.trim() ? `${page}#${section}` : page).replace(/[[\]|{}<>\n]+/g, " ").trim();
  // Without a colon, the text would join the category.
  const target = place.replace(/^(?=category:)/i, ":");
  const shown = words.replace(/[[\]\n]+/g, " ").trim();
  return shown && shown !== target ? `[[${target}|${shown}]]` : `[[${target}]]`;
}
