/** Marks, in a list with data-contents, the section that is being read. */

const list = document.querySelector("[data-contents]");

if (list && "IntersectionObserver" in window) {
  const links = new Map(
    [...list.querySelectorAll("a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]),
  );
  const headings = [...document.querySelectorAll(".prose [id]")].filter((element) => links.has(element.id));
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -70% 0px", threshold: [0, 1] });
  headings.forEach((heading) => observer.observe(heading));

  function mark() {
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight * 0.3);
    const current = passed.at(-1);
    for (const [id, link] of links) {
      if (current && id === current.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
}
