/** Asks, for the event "citation" of a form with data-editor, what is cited; then writes the note.
 *
 * Its mark stands at the caret, its words at the end of the text, before the categories.
 */

const NOTE = /^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)$/gm;
const CATEGORIES = /^\s*(?:\[\[Category:[^[\]]*\]\]\s*)*$/i;

for (const form of document.querySelectorAll("form[data-editor]")) {
  const template = document.getElementById("citation-picker");
  const dialog = template.content.cloneNode(true).firstElementChild;
  const source = dialog.querySelector("form");
  const { known, parts } = source.elements;
  const field = form.elements.text;
  let page = "";
  let selection = [];
  form.after(dialog);
  known.addEventListener("change", () => { parts.disabled = known.value !== ""; });
  form.addEventListener("citation", () => {
    selection = [field.selectionStart, field.selectionEnd];
    source.reset();
    parts.disabled = false;
    list(field.value);
    if (form.dataset.section) listWholePage();
    dialog.showModal();
  });
  dialog.addEventListener("cancel", () => field.setSelectionRange(...selection));
  dialog.addEventListener("submit", (event) => {
    // Not when it has closed, a moment later: whoever types on is faster.
    event.preventDefault();
    dialog.close();
    field.setSelectionRange(...selection); // lost by a click in the dialog
    if (event.submitter.value !== "insert") return;
    const values = [...new FormData(source)].map(([name, words]) => [name, words.replace(/\s+/g, " ").trim()]);
    cite(form, Object.fromEntries(values), page);
  });

  /** A section shares its notes with the rest of its page. */
  async function listWholePage() {
    try {
      const response = await fetch(form.getAttribute("action").replace("/edit/", "/raw/"));
      if (response.ok) list(`${field.value}\n${await response.text()}`);
    } catch {
      // no network: those of the section are listed
    }
  }

  function list(text) {
    page = text;
    const notes = new Map([...text.matchAll(NOTE)].map(([, name, words]) => [name, words.slice(0, 80)]));
    known.length = 1;
    known.append(...[...notes].map(([name, words]) => new Option(`${name}: ${words}`, name)));
    known.parentElement.hidden = !notes.size;
  }
}

function cite(form, { known, ...source }, page) {
  const name = known || nameOf(source, page);
  const { value, selectionEnd } = form.elements.text;
  const lines = value.split("\n");
  while (lines.length && CATEGORIES.test(lines.at(-1))) lines.pop();
  const end = lines.join("\n").length;
  if (!known) {
    const before = /^\[\^.+\]:/.test(lines.at(-1)) ? "\n" : "\n\n";
    const after = /^\n?\S/.test(value.slice(end)) ? "\n" : "";
    write(form, end, `${before}[^${name}]: ${noteOf(source)}${after}`);
  }
  write(form, Math.min(selectionEnd, end), `[^${name}]`);
}

function write(form, start, text) {
  form.dispatchEvent(new CustomEvent("write", { detail: { start, end: start, text } }));
}

function noteOf({ address, page, quotation, ...source }) {
  const parts = { ...source, pages: page, url: address && new URL(address).href, quote: quotation };
  const said = Object.entries(parts).filter(([, words]) => words);
  return `{{cite${said.map(([name, words]) => ` | ${name} = ${escaped(words)}`).join("")} }}`;
}

/** What would divide a citation, or end it, is written as its number. */
function escaped(words) {
  return words.replace(/[|{}[\]&]/g, (sign) => `&#${sign.codePointAt(0)};`);
}

/** From the author's last name, or else the title, and the year: "lovelace-1843". */
function nameOf({ author, title, date }, page) {
  const last = /^[^,]+(?=,)|\S*$/.exec(author)[0];
  const words = `${last || title.slice(0, 30)} ${/\d{4}/.exec(date) ?? ""}`.toLowerCase();
  const name = words.replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "note";
  let number = 1;
  let unused = name;
  while (page.toLowerCase().includes(`[^${unused}]`)) unused = `${name}-${++number}`;
  return unused;
}
