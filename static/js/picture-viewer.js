/** Shows a picture of the page in its largest size when its link is followed: in a dialog,
 * with its caption, from which one goes on to the page's other pictures.
 *
 * Escape closes it, the arrows go to the next and the previous one; whoever asks the
 * browser for a new tab or window gets the picture's page, as without this script.
 */

import { gettext } from "./words.js";

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

class Viewer {
  constructor(links) {
    this.links = links;
    this.place = 0;
    this.image = document.createElement("img");
    this.words = element("div", "viewer-words");
    this.words.setAttribute("aria-live", "polite");
    this.count = element("span", "quiet number");
    this.dialog = element("dialog", "viewer");
    this.dialog.setAttribute("aria-label", gettext("Picture"));
    const frame = element("div", "viewer-picture");
    frame.append(this.image);
    this.dialog.append(this.bar(), frame, this.words);
    this.dialog.addEventListener("close", () => this.links[this.place].focus());
    this.dialog.addEventListener("keydown", (event) => this.step(event));
    document.body.append(this.dialog);
  }

  open(link) {
    this.show(this.links.indexOf(link));
    this.dialog.showModal();
  }

  /** Show the picture at a place, which may be before the first or behind the last. */
  show(place) {
    this.place = (place + this.links.length) % this.links.length;
    const link = this.links[this.place];
    const small = link.querySelector("img");
    this.image.src = largest(small);
    this.image.alt = small.alt;
    this.words.replaceChildren(...captionOf(link), pageOf(link));
    this.count.textContent = gettext("%(place)s of %(count)s", { place: this.place + 1, count: this.links.length });
  }

  step(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!(event.key in STEPS) || this.links.length === 1) return;
    event.preventDefault();
    this.show(this.place + STEPS[event.key]);
  }

  bar() {
    const bar = element("div", "viewer-bar");
    if (this.links.length > 1) {
      bar.append(
        button(gettext("Previous"), () => this.show(this.place - 1)),
        button(gettext("Next"), () => this.show(this.place + 1)),
        this.count,
      );
    }
    bar.append(button(gettext("Close"), () => this.dialog.close()));
    return bar;
  }
}

let viewer = null;

/** Show the picture that a link leads to; js/reading.js asks for it. */
export function open(link) {
  const links = [...document.querySelectorAll(".prose a.picture")].filter((one) => one.querySelector("img"));
  viewer ??= new Viewer(links);
  viewer.open(link);
}

/** The address of the widest of an image's sizes. */
function largest(image) {
  const sizes = image.srcset.split(/,\s+/).filter(Boolean).map((size) => size.trim().split(/\s+/));
  const [widest] = sizes.sort(([, one], [, other]) => parseInt(other, 10) - parseInt(one, 10));
  return widest ? widest[0] : image.src;
}

/** What the page says of a picture, copied. */
function captionOf(link) {
  const caption = link.closest("figure")?.querySelector("figcaption");
  if (!caption) return [];
  const copy = element("div", "viewer-caption");
  copy.append(...caption.cloneNode(true).childNodes);
  for (const marked of copy.querySelectorAll("[id]")) marked.removeAttribute("id");
  return [copy];
}

function pageOf(link) {
  const paragraph = element("p", "quiet");
  const page = element("a", "");
  page.href = link.href;
  page.textContent = gettext("About this picture: who made it, and its licence");
  paragraph.append(page);
  return paragraph;
}

function button(words, press) {
  const made = element("button", "button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", press);
  return made;
}

function element(name, className) {
  const made = document.createElement(name);
  made.className = className;
  return made;
}
