/** Marks, in a list with data-contents, the section that is being read.
 *
 * A section is read once its heading is in the upper part of the window. Towards the end
 * of the page, where the last headings can't get so high, it may be lower and lower.
 */

const UPPER_PART = 0.3;

const list = document.querySelector("[data-contents]");
const links = new Map(
  [...list.querySelectorAll("a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]),
);
const headings = [...document.querySelectorAll(".prose [id]")].filter(({ id }) => links.has(id));
let isDue = false;

addEventListener("scroll", ask, { passive: true });
addEventListener("resize", ask, { passive: true });
mark();

function ask() {
  if (!isDue) requestAnimationFrame(mark);
  isDue = true;
}

function mark() {
  isDue = false;
  const left = document.documentElement.scrollHeight - innerHeight - scrollY;
  const line = Math.max(innerHeight * UPPER_PART, innerHeight - left);
  const current = headings.findLast((heading) => heading.getBoundingClientRect().top < line);
  for (const [id, link] of links) {
    if (id !== current?.id) link.removeAttribute("aria-current");
    else if (!link.hasAttribute("aria-current")) {
      link.setAttribute("aria-current", "true");
      show(link);
    }
  }
}

/** Scroll the list, and nothing else, to where the link is. */
function show(link) {
  const frame = list.getBoundingClientRect();
  const { top, bottom } = link.getBoundingClientRect();
  if (top < frame.top) list.scrollTop -= frame.top - top;
  else if (bottom > frame.bottom) list.scrollTop += bottom - frame.bottom;
}
