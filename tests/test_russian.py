"""Whoever chose Russian is spoken to in Russian, whatever they look at or send."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import html5lib
import pytest

from tests.makers import make_user
from tests.routes import routes
from tests.world import one_of_everything

pytestmark = pytest.mark.django_db

QUERIES = ("", "?q=zzz&author=Nobody&section=h-life&view=inline&from=zz&tag=undo")
ATTRIBUTES = ("alt", "aria-label", "placeholder", "title", "data-title")
OF_OTHERS = ("code", "pre", "kbd", "samp", "script", "style", "textarea", "math")
"""What these hold is not said by Canonica."""
_WORD = re.compile(r"[A-Za-z]{3,}")
KNOWN = frozenset(
    """
    Canonica Ada Lovelace Byron Mary Eve Paris Rome Life One Two Editor Root People
    Everything Hall book spam zzz Zzz Nobody testserver
    Category File Help Project Template Talk User REDIRECT
    APA BibTeX Chicago DOI GIF ISBN JPEG MLA Markdown PNG RIS URL WebP JavaScript
    Creative Commons Attribution ShareAlike English cookie https http com org
    Alt Chrome Command Control Ctrl Edge Enter Escape Firefox Mac Option Safari Shift
    Tab contributors last modified
    """.split()  # noqa: SIM905 - to be read, and added to
)
"""Names of the world and of things, and what is written so in Russian too."""


@pytest.fixture
def client(client):
    client.cookies["appearance"] = "system.standard.measured.ru"
    return client


@pytest.fixture
def addresses():
    arguments = one_of_everything()
    return {route.name: route.filled(arguments) for route in routes()}


@pytest.mark.parametrize("role", [None, "editor", "administrator"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_says_a_word_of_english(method, role, addresses, client):
    if role:
        client.force_login(make_user(role=role))
    found = defaultdict(set)

    for name, address in addresses.items():
        for query in QUERIES if method == "get" else QUERIES[:1]:
            answer = getattr(client, method)(address + query)
            for said in english_in(answer):
                found[said].add(name)

    assert found == {}, "\n".join(f"{said}: {found[said]}" for said in found)


def english_in(answer: Any) -> Iterator[str]:
    """Yield what is said on a page with words of the Latin alphabet in it."""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return
    if answer.streaming:
        return
    document = html5lib.parse(
        answer.content.decode(), treebuilder="etree", namespaceHTMLElements=False
    )
    for said in _said_in(document):
        words = set(_WORD.findall(said)) - KNOWN
        if words:
            yield " ".join(said.split())[:100]


def _said_in(element: Any) -> Iterator[str]:
    if element.tag in OF_OTHERS or element.get("lang", "ru") != "ru":
        return
    if "prose" in element.get("class", "").split():
        return
    yield from (element.get(name, "") for name in ATTRIBUTES)
    yield element.text or ""
    for child in element:
        yield from _said_in(child)
        yield child.tail or ""
