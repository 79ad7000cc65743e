/** Writes into the text of a form with data-editor what its other parts send to the form.
 *
 * They send the event "write" with { text, start, end, select }: the text replaces what is
 * from start to end, or is selected, as if it had been typed: undo takes it back.
 */

const LONGEST_TYPED = 8_000; // browsers take seconds to type what is longer

for (const form of document.querySelectorAll("form[data-editor]")) {
  const field = form.elements.text;
  form.addEventListener("write", ({ detail }) => {
    const { text, start = field.selectionStart, end = field.selectionEnd, select } = detail;
    const caret = start + text.length;
    field.focus();
    write(field, text, start, end);
    field.setSelectionRange(...(select ?? [caret, caret]));
  });
}

/** Write only what differs from the old text. */
function write(field, text, start, end) {
  const old = field.value.slice(start, end);
  const most = Math.min(old.length, text.length);
  let head = 0;
  let tail = 0;
  while (head < most && old[head] === text[head]) head += 1;
  while (tail < most - head && old.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
  field.setSelectionRange(start + head, end - tail);
  type(field, text.slice(head, text.length - tail));
}

function type(field, text) {
  const { selectionStart: start, selectionEnd: end } = field;
  if (!text && start === end) return;
  const command = text ? "insertText" : "delete";
  if (text.length < LONGEST_TYPED && document.execCommand(command, false, text)) return;
  field.setRangeText(text, start, end);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
