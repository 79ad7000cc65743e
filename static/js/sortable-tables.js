/** Lets readers sort tables in the prose that have a head and more than two rows, none
 * of whose cells spans others: by a button in each head, up, down, and as it was.
 */

import { gettext } from "./words.js";

const FEWEST_ROWS = 3;
const NEXT = { none: "ascending", ascending: "descending", descending: "none" };
const IN_WORDS = {
  none: () => gettext("in the original order"),
  ascending: (name) => gettext("sorted by %(name)s, ascending", { name }),
  descending: (name) => gettext("sorted by %(name)s, descending", { name }),
};
const NUMBER = /^[~≈<>]?\s*([-−–+]?)\s*\p{Sc}?\s*(\d[\d.,'’\s]*)((?:\p{Sc}|[%‰°\p{L}][\p{L}%‰°²³/·\s]*)?)$/u;
const ISO_DATE = /^(\d{4})-(\d\d)(?:-(\d\d))?$/;
const DAY_FIRST = /^(?:(\d{1,2})\.?\s+)?(\p{L}[\p{L}\p{M}]*)\.?\s+(\d{1,4})$/u;
const MONTH_FIRST = /^(\p{L}[\p{L}\p{M}]*)\.?\s+(\d{1,2}),\s*(\d{1,4})$/u;

class SortableTable {
  constructor(table) {
    this.body = table.tBodies[0];
    this.heads = [...table.tHead.rows[0].cells];
    this.rows = [...this.body.rows];
    this.language = table.closest("[lang]").lang;
    this.status = document.createElement("p");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    table.after(this.status);
  }

  offer() {
    this.heads.forEach((head, column) => {
      const button = buttonIn(head);
      button?.addEventListener("click", () => this.sort(column, button.textContent.trim()));
    });
  }

  sort(column, name) {
    const head = this.heads[column];
    const order = NEXT[head.getAttribute("aria-sort") ?? "none"];
    this.heads.forEach((other) => other.removeAttribute("aria-sort"));
    if (order !== "none") head.setAttribute("aria-sort", order);
    this.body.append(...(order === "none" ? this.rows : this.sorted(column, order)));
    this.status.textContent = IN_WORDS[order](name);
  }

  /** The rows in an order; those with nothing in the column come last in each. */
  sorted(column, order) {
    const texts = this.rows.map((row) => textOf(row.cells[column]));
    const { values, compare } = keysOf(texts, this.language);
    const sign = order === "ascending" ? 1 : -1;
    const places = [...this.rows.keys()].sort((one, other) => {
      const isEmpty = (texts[one] === "") - (texts[other] === "");
      return isEmpty || sign * compare(values[one], values[other]);
    });
    return places.map((place) => this.rows[place]);
  }
}

for (const table of document.querySelectorAll(".column > .prose table")) {
  if (canBeSorted(table)) new SortableTable(table).offer();
}

function canBeSorted({ tHead, tBodies, rows }) {
  if (tHead?.rows.length !== 1 || tBodies.length !== 1) return false;
  const width = tHead.rows[0].cells.length;
  const isPlain = ({ cells }) => cells.length === width && [...cells].every((cell) => cell.colSpan === 1 && cell.rowSpan === 1);
  return tBodies[0].rows.length >= FEWEST_ROWS && [...rows].every(isPlain);
}

/** Put what a head says into a button; what leads elsewhere stays beside it. */
function buttonIn(head) {
  const nodes = [...head.childNodes];
  const isLink = (node) => node.nodeType === Node.ELEMENT_NODE && (node.matches("a") || node.querySelector("a"));
  const end = nodes.findIndex(isLink);
  const words = end < 0 ? nodes : nodes.slice(0, end);
  if (!words.some((node) => node.textContent.trim())) return null;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sort";
  button.append(...words);
  head.prepend(button);
  return button;
}

function textOf(cell) {
  const copy = cell.cloneNode(true);
  copy.querySelectorAll("sup.reference").forEach((reference) => reference.remove());
  return copy.textContent.trim();
}

/** What a column is sorted by: numbers or dates if all of it are such, else words. */
function keysOf(texts, language) {
  const subtract = (one, other) => one - other;
  for (const read of [numbersIn, datesIn]) {
    const values = read(texts, language);
    if (values) return { values, compare: subtract };
  }
  return { values: texts, compare: new Intl.Collator(language, { numeric: true }).compare };
}

/** The numbers that texts are, if they all are, and of one unit; of an empty one, none. */
function numbersIn(texts, language) {
  const separators = new Intl.NumberFormat(language, { useGrouping: true }).formatToParts(1234567.8);
  const separator = (type) => separators.find((part) => part.type === type).value;
  const units = new Set();
  const values = texts.map((text) => {
    if (!text) return 0;
    const [, sign, digits, unit] = text.match(NUMBER) ?? [];
    if (!digits) return NaN;
    if (unit.trim()) units.add(unit.trim());
    const plain = digits.replaceAll(separator("group"), "").replace(/['’\s]/g, "").replace(separator("decimal"), ".");
    return Number(plain) * (sign && sign !== "+" ? -1 : 1);
  });
  return values.some(Number.isNaN) || units.size > 1 ? null : values;
}

/** The dates that texts are, if they all are, as numbers in their order. */
function datesIn(texts, language) {
  const months = monthsOf(language);
  const values = texts.map((text) => (text ? dateIn(text, months) : 0));
  return values.some(Number.isNaN) ? null : values;
}

function dateIn(text, months) {
  const dayFirst = text.match(DAY_FIRST);
  const monthFirst = text.match(MONTH_FIRST);
  const iso = text.match(ISO_DATE);
  const [year, month, day] = iso?.slice(1).map((part) => Number(part ?? 1))
    ?? (dayFirst && [Number(dayFirst[3]), months.get(dayFirst[2].toLowerCase()), Number(dayFirst[1] ?? 1)])
    ?? (monthFirst && [Number(monthFirst[3]), months.get(monthFirst[1].toLowerCase()), Number(monthFirst[2])])
    ?? [];
  return (year * 12 + month) * 31 + day;
}

/** The numbers of months by their names, long and short. */
function monthsOf(language) {
  const names = ["long", "short"].flatMap((month) => {
    const format = new Intl.DateTimeFormat(language, { month, day: "numeric", timeZone: "UTC" });
    return Array.from({ length: 12 }, (_, index) => {
      const parts = format.formatToParts(Date.UTC(2000, index, 1));
      const name = parts.find(({ type }) => type === "month").value;
      return [name.replace(".", "").toLowerCase(), index + 1];
    });
  });
  return new Map(names);
}
