/** Lets a text and its live preview (data-live-preview), when side by side, scroll together.
 *
 * A heading stands beside the same heading; what is between two is moved in proportion.
 */

// Where motion is to be reduced, the other side moves once, when the one has come to rest.
const PAUSE = matchMedia("(prefers-reduced-motion: reduce)").matches ? 200 : 0;

for (const pane of document.querySelectorAll("[data-live-preview]")) {
  join(pane.parentElement.querySelector("textarea"), pane);
}

function join(field, pane) {
  const sides = [field, pane];
  const movedTo = [0, 0]; // by us: not to be followed
  let leader = 0;
  let stops = null;
  let timer = 0;

  field.addEventListener("input", () => { stops = null; leader = 0; });
  new ResizeObserver(() => { stops = null; }).observe(field);
  new MutationObserver(() => { stops = null; follow(); }).observe(pane, { childList: true });
  sides.forEach((side, index) => side.addEventListener("scroll", () => {
    if (Math.abs(side.scrollTop - movedTo[index]) < 2) return;
    movedTo[index] = NaN;
    leader = index;
    clearTimeout(timer);
    if (PAUSE) timer = setTimeout(follow, PAUSE);
    else follow();
  }));

  function follow() {
    const [text, preview] = sides.map((side) => side.getBoundingClientRect());
    if (pane.hidden || preview.top >= text.bottom) return;
    stops ??= stopsOf(field, pane);
    const other = 1 - leader;
    const top = sides[leader].scrollTop;
    const after = stops.find((stop) => stop[leader] > top) ?? stops.at(-1);
    const before = stops[stops.indexOf(after) - 1];
    const share = (top - before[leader]) / (after[leader] - before[leader]);
    if (Number.isNaN(share)) return; // all of it is in view
    sides[other].scrollTop = before[other] + share * (after[other] - before[other]);
    movedTo[other] = sides[other].scrollTop;
  }
}

/** Pairs of heights that belong together, from the top of both to their ends. */
function stopsOf(field, pane) {
  const ends = [field, pane].map((side) => side.scrollHeight - side.clientHeight);
  const top = pane.getBoundingClientRect().top - pane.scrollTop;
  const written = headingsIn(field.value);
  const stops = [[0, 0]]; // each: where in the text, how far down in the preview
  for (const heading of pane.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    // A heading that nothing follows is not shown: those that are find their like.
    const index = written.findIndex(({ words }) => words === lettersOf(heading.textContent));
    if (index < 0) continue;
    stops.push([written[index].at, heading.getBoundingClientRect().top - top]);
    written.splice(0, index + 1);
  }
  heightsOf(field, stops.map(([at]) => at)).forEach((height, index) => { stops[index][0] = height; });
  const between = ([text, preview]) => text > 0 && text < ends[0] && preview < ends[1];
  return [[0, 0], ...stops.filter(between), ends];
}

function headingsIn(text) {
  const found = [];
  let at = 0;
  let fence = "";
  for (const line of text.split("\n")) {
    const sign = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? "";
    if (!fence) fence = sign;
    else if (sign.startsWith(fence)) fence = "";
    const heading = !fence && /^ {0,3}#+\s+(.+)/.exec(line);
    if (heading) found.push({ at, words: lettersOf(heading[1]) });
    at += line.length + 1;
  }
  return found;
}

/** What both sides show of a heading: no signs, no target of a link. */
function lettersOf(words) {
  return words.replace(/\[\[[^\]|]*\|/g, "").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
}

/** How far down these places are: measured in a copy of the text that is laid out alike. */
function heightsOf(field, places) {
  const copy = document.createElement("div");
  copy.className = "copy-of-text";
  copy.style.width = `${field.clientWidth}px`;
  const marks = places.map((at, index) => {
    const mark = document.createElement("span");
    copy.append(field.value.slice(places[index - 1] ?? 0, at), mark);
    return mark;
  });
  field.after(copy);
  const heights = marks.map((mark) => mark.offsetTop - marks[0].offsetTop);
  copy.remove();
  return heights;
}
