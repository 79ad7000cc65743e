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
_NO_WORDS = re.compile(
    r"\b[0-9a-f]{12}\b|https?://\S+|spam\.example|\{\{[^}]*\}\}|\[\[[^]]*\]\]"
)
KNOWN = frozenset(
    """
    Canonica Ada Lovelace Byron Mary Eve Paris Rome Life One Two Editor Root People
    Everything Hall book city Vandal Spam spam zzz Zzz Nobody testserver
    It was not me Edits wait
    Category File Help Project Template User talk Talk REDIRECT
    refresh linking relate repair redirects weigh
    APA BibTeX Chicago DOI GIF ISBN JPEG MLA Markdown PNG RIS SHA URL WebP JavaScript
    Creative Commons Attribution ShareAlike English cookie https http com org UTF IPv
    publisher url isbn doi pages quote png contributors
    Alt Chrome Command Control Ctrl Edge Enter Escape Firefox Mac Option Safari Shift
    Tab UTC
    """.split()  # noqa: SIM905 - to be read, and added to
)
"""Names of the world and of things, and what is written so in Russian too."""
SAID_BY_DJANGO = {"Search", "True", "False"}
"""The words for pictures in its administration."""


@pytest.fixture(autouse=True)
def _site(settings):
    """A Russian encyclopedia: also what is kept for everybody is in its language."""
    settings.LANGUAGE_CODE = "ru"


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
                if not (name.startswith("admin:") and said in SAID_BY_DJANGO):
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
        if set(_WORD.findall(_NO_WORDS.sub("", said))) - KNOWN:
            yield " ".join(said.split())[:100]


def _said_in(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str):  # a comment
        return
    if element.tag in OF_OTHERS or element.get("lang", "ru") != "ru":
        return
    if "prose" in element.get("class", "").split():
        return
    yield from (element.get(name, "") for name in ATTRIBUTES)
    yield element.text or ""
    for child in element:
        yield from _said_in(child)
        yield child.tail or ""
