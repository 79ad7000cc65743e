"""Snapshots: what readers see of some pages, taken from the answers of the site."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client

from articles.models import Article

ShownLink = tuple[str, bool]
"""Where a link leads, and whether it is shown as missing."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody sees who asks for a title."""

    status: int
    heading: str = ""
    words: str = ""
    links: tuple[ShownLink, ...] = ()
    categories: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    """Of a category: the pages, and the categories, that are in it itself."""


@dataclass
class Reader(HTMLParser):
    """Reads a page: its heading, the prose, and the lists of its categories."""

    heading: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    links: list[ShownLink] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        kind = given.get("class", "")
        if tag == "a":
            self._see_link(given.get("href", ""), kind)
        if tag not in {"img", "meta", "link", "input", "br", "hr"}:
            self.open.append(f"{tag}.{kind}")

    def handle_endtag(self, tag):
        while self.open and not self.open.pop().startswith(f"{tag}."):
            pass

    def handle_data(self, data):
        if self.open and self.open[-1] == "h1.page-title":
            self.heading.append(data)
        elif self._is_within("div.prose") and "a.section-edit" not in self.open:
            self.words.append(data)

    def _see_link(self, href: str, kind: str) -> None:
        page = href.partition("?")[0].partition("#")[0]
        self.addresses.append(href)
        if kind == "section-edit":
            return
        if self._is_within("div.prose"):
            self.links.append((page, "missing" in kind))
        elif self._is_within("nav.categories"):
            self.categories.append(page)
        elif page.startswith("/wiki/") and self._is_within_a_list():
            self.members.append(page)

    def _is_within_a_list(self) -> bool:
        lists = {"ul.plain", "ul.plain columns", "ul.plain columns tree"}
        return bool(lists & {*self.open}) and "details." not in self.open

    def _is_within(self, element: str) -> bool:
        return element in self.open


def seen_at(address: str) -> Seen:
    """Return what somebody sees who goes to an address."""
    answer = Client().get(address, follow=True)
    if answer.status_code != 200:
        return Seen(answer.status_code)
    reader = Reader()
    reader.feed(answer.content.decode())
    return Seen(
        200,
        "".join(reader.heading),
        " ".join("".join(reader.words).split()),
        tuple(reader.links),
        tuple(reader.categories),
        tuple(sorted(reader.members)),
    )


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was seen of all titles, and which revisions it was made of."""

    moment: str
    seen: dict[str, Seen]
    led_to: dict[str, Seen]
    """Seen by those who let redirects lead them on."""
    revisions: dict[str, int]


def snapshot_of(titles: list[str], moment: str) -> Snapshot:
    """Look at all titles now."""
    published = Article.objects.published()
    return Snapshot(
        moment,
        {title: seen_at(f"/wiki/{title}?redirect=no") for title in titles},
        {title: seen_at(f"/wiki/{title}") for title in titles},
        dict(published.values_list("title", "current_revision")),
    )
