"""Pages: what a visitor finds on one, read from its HTML."""

from typing import Any
from xml.etree.ElementTree import Element

import html5lib


def main_of(response: Any) -> Element:
    """Return the part of the page below its header."""
    found = _root(response).find(".//main")
    assert found is not None
    return found


def words_of(element: Element | None) -> str:
    """Return what can be read there, with single spaces."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def heading_of(response: Any) -> str:
    return words_of(main_of(response).find(".//h1"))


def links_of(response: Any, path: str = ".") -> list[str]:
    """Return where the links lead that are within the path, in their order."""
    return [
        link.get("href", "")
        for part in main_of(response).findall(path)
        for link in part.iter("a")
    ]


def listed_in(response: Any, path: str) -> list[str]:
    """Return the words of each element that the path leads to."""
    return [words_of(found) for found in main_of(response).findall(path)]


def form_of(response: Any, path: str = ".//form[@method='post']") -> dict[str, str]:
    """Return what a form would send if a visitor pressed its button now."""
    form = main_of(response).find(path)
    assert form is not None
    fields: dict[str, str] = {}
    for field in form.iter():
        name, is_ticked = field.get("name"), field.get("type") in {"checkbox", "radio"}
        if not name or (is_ticked and field.get("checked") is None):
            continue
        if field.tag == "textarea":
            fields[name] = "".join(field.itertext())
        if field.tag == "select":
            fields[name] = _chosen_in(field)
        if field.tag == "input":
            fields[name] = field.get("value", "on" if is_ticked else "")
    fields.pop("csrfmiddlewaretoken", None)
    return fields


def notices_of(response: Any) -> list[str]:
    """Return what the page tells in boxes, from its top to its end."""
    return [
        words_of(part)
        for part in main_of(response).iter("div")
        if "notice" in part.get("class", "").split()
    ]


def _chosen_in(select: Element) -> str:
    options = list(select.iter("option"))
    chosen = [one for one in options if one.get("selected") is not None]
    return (chosen or options)[0].get("value", "")


def _root(response: Any) -> Element:
    root: Element = html5lib.parse(
        response.content, transport_encoding="utf-8", namespaceHTMLElements=False
    )
    return root
