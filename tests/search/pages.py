"""What a page of results and an answer of suggestions say."""

from typing import NamedTuple
from xml.etree.ElementTree import Element

import html5lib

from tests.makers import make_revision

XHTML = "{http://www.w3.org/1999/xhtml}"


class Found(NamedTuple):
    """One result, as a reader sees it."""

    title: str
    snippet: str
    marked: list[str]


def search(client, query: str, **fields: object) -> list[Found]:
    """Return what the page of results shows."""
    response = client.get("/search", {"q": query, **fields})
    assert response.status_code == 200
    return [
        Found(
            title=_text(item.find(f"{XHTML}h2")),
            snippet=_text(item.find(f"{XHTML}p")),
            marked=[_text(mark) for mark in item.iter(f"{XHTML}mark")],
        )
        for item in results_in(response)
    ]


def results_in(response) -> list[Element]:
    """Return the elements that show one result each."""
    items = html5lib.parse(response.text).iter(f"{XHTML}li")
    return [item for item in items if item.get("class") == "result"]


def tag_of(element: Element) -> str:
    return element.tag.removeprefix(XHTML)


def titles(client, query: str, **fields: object) -> list[str]:
    """Return the titles found, best first."""
    return [found.title for found in search(client, query, **fields)]


def suggested(client, query: str) -> list[str]:
    """Return the titles suggested, in their order."""
    names: list[str] = client.get("/suggest", {"q": query}).json()[1]
    return names


def make_pages(**texts: str) -> None:
    """Make a page of each name; underscores are spaces."""
    for name, text in texts.items():
        make_revision(name, text)


def _text(element: Element | None) -> str:
    assert element is not None
    return "".join(element.itertext())
