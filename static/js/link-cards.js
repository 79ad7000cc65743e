/** Shows, in a card beside a link in the prose, what the page is about that it leads to,
 * or a reference's note: for a pointer that rests on it, the keyboard's focus, a finger
 * that rests on a link or taps a reference.
 *
 * The pointer may go into the card, Escape closes it, and there is never more than one.
 */

import { Card, PAUSE } from "./card.js";

const LINKS = ".column > .prose a[href]";
const REFERENCE = 'sup.reference a[href^="#fn-"]';
const READ = "/wiki/"; // where links to pages lead, and where their cards are
const CARD = "/card/";
const LINGER = 300;
const HOLD = 500;

class LinkCard extends Card {
  opening = 0;
  closing = 0;
  asking = null;
  link = null; // what is pointed at, whether or not its card is there already
  answers = new Map();

  constructor(prose) {
    super(prose, { name: "link-card", role: "tooltip" });
  }

  /** Show the link's card in a moment, unless it is there. */
  point(link, pause = PAUSE) {
    this.stay();
    if (link === this.link && pause) return;
    this.close();
    this.link = link;
    this.opening = setTimeout(() => this.show(link), pause);
  }

  /** Leave the link and the card, soon enough to come back; for the keyboard it stays. */
  leave() {
    this.stay();
    if (this.link && document.activeElement === this.link) return;
    if (!this.isOpen()) this.close();
    else this.closing = setTimeout(() => this.close(), LINGER);
  }

  stay() {
    clearTimeout(this.closing);
  }

  async show(link) {
    const content = link.matches(REFERENCE) ? noteOf(link) : await this.preview(link);
    if (this.link !== link || !content?.length) return;
    this.element.replaceChildren(...content);
    this.open(link);
    link.setAttribute("aria-describedby", this.element.id);
  }

  close() {
    clearTimeout(this.opening);
    clearTimeout(this.closing);
    this.asking?.abort();
    this.words?.removeAttribute("aria-describedby");
    this.link = null;
    super.close();
  }

  async preview(link) {
    const told = await this.answer(CARD + link.pathname.slice(READ.length));
    return told?.extract ? contentOf(told, link) : null;
  }

  async answer(address) {
    if (this.answers.has(address)) return this.answers.get(address);
    this.asking = new AbortController();
    try {
      const response = await fetch(address, { signal: this.asking.signal, credentials: "omit" });
      const told = response.ok ? await response.json() : null;
      // Of a page that is not there nothing will be told; who is busy now is asked again.
      if (response.ok || [404, 410].includes(response.status)) this.answers.set(address, told);
    } catch {
      return null; // nobody waits for it any more, or no network: asked again next time
    }
    return this.answers.get(address);
  }
}

const card = new LinkCard(document.querySelector(".column > .prose"));
followPointer();
followFocus();
followFinger();
addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !card.isOpen()) return;
  const { link } = card;
  card.close();
  card.link = link; // it is not shown again before it is left
});

/** Show the card of a link that was pointed at before this script was there. */
export function begin(target) {
  const link = linkAt(target);
  if (link?.matches(":hover, :focus-visible")) card.point(link);
}

function followPointer() {
  addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch") return;
    const link = linkAt(target);
    if (link) card.point(link);
    else if (card.has(target)) card.stay();
    else card.leave();
  });
  document.documentElement.addEventListener("pointerleave", () => card.leave());
}

function followFocus() {
  addEventListener("focusin", ({ target }) => {
    const link = linkAt(target);
    if (link?.matches(":focus-visible")) card.point(link);
  });
  addEventListener("focusout", ({ target, relatedTarget }) => {
    if (target === card.link && !card.has(relatedTarget)) card.close();
  });
}

/** A finger that rests on a link opens its card; one that taps a reference, its note. */
function followFinger() {
  let touched = null;
  let isHeld = false;
  let timer = 0;
  const release = () => clearTimeout(timer);

  addEventListener("pointerdown", ({ target, pointerType }) => {
    release();
    isHeld = false;
    touched = pointerType === "touch" ? linkAt(target) : null;
    if (!card.has(target) && linkAt(target) !== card.link) card.close();
    if (!touched) return;
    timer = setTimeout(() => {
      isHeld = true;
      card.point(touched, 0);
    }, HOLD);
  });
  addEventListener("pointerup", release);
  addEventListener("pointercancel", release);
  addEventListener("contextmenu", (event) => { if (touched && linkAt(event.target) === touched) event.preventDefault(); });
  addEventListener("click", (event) => {
    const link = linkAt(event.target);
    const isTapped = link && link === touched && link.matches(REFERENCE) && card.words !== link;
    touched = null;
    if (isHeld || isTapped) event.preventDefault();
    if (isTapped && !isHeld) card.point(link, 0);
    else if (link && !isHeld) card.close();
    isHeld = false;
  });
}

/** The link that has a card and that an element is, or is in. */
function linkAt(element) {
  const link = element.closest?.(LINKS);
  if (!link || link.matches(REFERENCE)) return link ?? null;
  const { origin, pathname } = link;
  const leads = origin === location.origin && pathname.startsWith(READ) && pathname !== location.pathname;
  // A link into the past has no card: it would tell of today.
  return leads && !link.search && !link.classList.contains("missing") ? link : null;
}

/** What a card says of a page: its name, which leads there, and what it is about. */
function contentOf({ title, description, extract }, link) {
  const name = document.createElement("a");
  Object.assign(name, { href: link.getAttribute("href"), textContent: title, tabIndex: -1 });
  const lines = [name, description, extract].filter(Boolean).map((content) => {
    const line = document.createElement("p");
    line.dir = "auto";
    line.append(content);
    return line;
  });
  if (description) lines[1].className = "quiet";
  return lines;
}

/** The note of a reference, without the ways back; its links are for the pointer only. */
function noteOf(link) {
  const note = document.getElementById(decodeURIComponent(link.hash.slice(1)))?.cloneNode(true);
  if (!note) return null;
  note.querySelectorAll(".backlink").forEach((back) => back.remove());
  note.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
  note.querySelectorAll("a").forEach((other) => { other.tabIndex = -1; });
  return [...note.childNodes];
}
