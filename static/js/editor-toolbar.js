/** Fills an element with data-toolbar with buttons that write Markdown into its form's text.
 *
 * Each button's function is given the text and the selection, and returns what to write.
 */

import { letterOf } from "./keys.js";
import { gettext } from "./words.js";

const TOOLS = [
  [gettext("Bold"), around("**"), "B"],
  [gettext("Italic"), around("*"), "I"],
  [gettext("Heading"), onLines(headed)],
  [gettext("Link"), around("[[", "]]"), "K", "link"],
  [gettext("List"), onLines(listed(/^[*+-] /, () => "* "))],
  [gettext("Numbered list"), onLines(listed(/^\d+[.)] /, (number) => `${number}. `))],
  [gettext("Quotation"), onLines(quoted)],
  [gettext("Citation"), around("[^", "]"), "", "citation"],
  [gettext("Picture"), around("[[File:", `|alt=${gettext("What it shows")}]]`)],
  [gettext("Table"), tabled],
  [gettext("Formula"), around("$")],
];

for (const bar of document.querySelectorAll("[data-toolbar]")) fill(bar, bar.closest("form"));

function fill(bar, form) {
  const field = form.elements.text;
  const buttons = TOOLS.map(([label, tool, key, dialog], index) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: label, tabIndex: index && -1 });
    button.addEventListener("click", () => (dialog ? ask(dialog, tool) : write(tool)));
    if (key) {
      button.title = `Ctrl+${key}`;
      button.setAttribute("aria-keyshortcuts", `Control+${key}`);
    }
    return button;
  });
  bar.setAttribute("role", "toolbar");
  bar.ariaLabel = gettext("Formatting");
  bar.replaceChildren(...buttons);
  bar.hidden = false;
  // The selection, and a telephone's keyboard, stay where they are.
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.addEventListener("keydown", move);
  field.addEventListener("keydown", (event) => {
    const index = TOOLS.findIndex(([, , key]) => key && key === letterOf(event));
    if (index < 0 || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    buttons[index].click();
  });

  function write(tool) {
    const detail = tool(field.value, field.selectionStart, field.selectionEnd);
    form.dispatchEvent(new CustomEvent("write", { detail }));
  }

  /** The dialog's script comes when it is first needed; without it, the signs are written. */
  async function ask(name, tool) {
    try {
      await import(document.getElementById(`${name}-picker`).dataset.script);
      form.dispatchEvent(new Event(name));
    } catch {
      write(tool);
    }
  }

  function move(event) {
    const now = buttons.indexOf(event.target);
    const forward = getComputedStyle(bar).direction === "rtl" ? -1 : 1;
    const goal = { ArrowRight: now + forward, ArrowLeft: now - forward, Home: 0, End: -1 }[event.key];
    if (goal === undefined) return;
    event.preventDefault();
    const next = buttons.at(goal % buttons.length);
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}

/** Signs around the selection, or the word the caret is in; taken away if they are there. */
function around(opening, closing = opening) {
  return (text, start, end) => {
    const size = opening.length;
    let [from, to] = start < end ? [start, end] : wordAt(text, start);
    while (from < to && /\s/.test(text[from])) from += 1;
    while (from < to && /\s/.test(text[to - 1])) to -= 1;
    while (to - from > 1 && text[from] === opening[0] && text[to - 1] === closing[0]) { from += 1; to -= 1; }
    let signs = 0;
    while (from > signs && text[from - signs - 1] === opening[0] && text[to + signs] === closing[0]) signs += 1;
    // One star is italic, two are bold, three are both.
    const isOn = opening === "*" ? signs % 2 : signs >= size;
    const words = text.slice(from, to);
    const shift = isOn ? -size : size;
    return {
      start: isOn ? from - size : from,
      end: isOn ? to + size : to,
      text: isOn ? words : opening + words + closing,
      select: (start < end ? [from, to] : [start, start]).map((at) => at + shift),
    };
  };
}

function wordAt(text, caret) {
  const before = /[\p{L}\p{N}]*$/u.exec(text.slice(0, caret))[0].length;
  const after = /^[\p{L}\p{N}]*/u.exec(text.slice(caret))[0].length;
  return before && after ? [caret - before, caret + after] : [caret, caret];
}

/** The lines that the selection touches. */
function onLines(change) {
  return (text, start, end) => {
    const from = text.slice(0, start).lastIndexOf("\n") + 1;
    const to = (text + "\n").indexOf("\n", text[end - 1] === "\n" && start < end ? end - 1 : end);
    const lines = change(text.slice(from, to).split("\n")).join("\n");
    const last = from + lines.length;
    const caret = Math.max(from, start + last - to);
    return { start: from, end: to, text: lines, select: start < end ? [from, last] : [caret, caret] };
  };
}

function headed(lines) {
  const next = { "": "## ", "##": "### " }[/^#*/.exec(lines[0])[0]] ?? "";
  return lines.map((line) => next + line.replace(/^#+ */, ""));
}

function listed(isItem, markOf) {
  return (lines) => {
    const isOn = lines.every((line) => isItem.test(line || lines[0]));
    let number = 0;
    return lines.map((line) => {
      if (!line && lines[1] !== undefined) return line;
      return (isOn ? "" : markOf(++number)) + line.replace(/^([*+-]|\d+[.)]) +/, "");
    });
  };
}

function quoted(lines) {
  const isOn = lines.every((line) => line.startsWith(">"));
  return lines.map((line) => (isOn ? line.replace(/^> ?/, "") : `> ${line}`));
}

/** The selected lines are rows, their tabs divide columns: as a spreadsheet gives them. */
function tabled(text, start, end) {
  const heading = gettext("Heading");
  const cells = text.slice(start, end).trim().replaceAll("|", "\\|") || `${heading}\t${heading}\n\t`;
  const rows = cells.split("\n").map((row) => `| ${row.replaceAll("\t", " | ")} |`);
  rows.splice(1, 0, "|" + "---|".repeat(cells.split("\n", 1)[0].split("\t").length));
  const lead = "\n".repeat(start && 2 - /\n{0,2}$/.exec(text.slice(0, start))[0].length);
  const rest = "\n".repeat(2 - /^\n{0,2}/.exec(text.slice(end))[0].length);
  const at = start + lead.length + 2;
  return { start, end, text: lead + rows.join("\n") + rest, select: [at, at + cells.search(/[\t\n]|$/)] };
}
