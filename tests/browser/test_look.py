"""Pages look as they did when somebody last looked at them."""

from contextlib import ExitStack
from itertools import product

import pytest

from tests.browser import looks
from tests.browser.places import PLACES
from tests.browser.visitors import Visitor

WINDOWS = {"phone": (390, 844), "desk": (1280, 900)}
COLOURS = ("light", "dark")
SEEN = (
    "front", "article", "article with notes", "article with boxes", "disambiguation",
    "missing", "citations", "edit", "edit with a link dialog", "history", "difference",
    "join", "log in", "preferences", "search finds nothing", "not found", "sources",
    "upload",
)  # fmt: skip
CHANGES_BY_ITSELF = ("time", "[data-counts]", ".recently", ".site-notice")


@pytest.fixture(scope="module", params=product(WINDOWS, COLOURS), ids="-".join)
def visitor(request, browser, site):
    """Somebody with one window and one kind of light, for all places in turn."""
    window, colours = request.param
    width, height = WINDOWS[window]
    with ExitStack() as stack:
        context = browser.new_context(
            base_url=site,
            bypass_csp=True,
            color_scheme=colours,
            reduced_motion="reduce",
            viewport={"width": width, "height": height},
        )
        stack.callback(context.close)
        looks.fix_fonts(context)
        yield f"{window}-{colours}", Visitor(context.new_page())


@pytest.mark.parametrize("name", SEEN)
def test_it_looks_as_it_did(visitor, name, world):
    how, somebody = visitor
    place = next(one for one in PLACES if one.name == name)
    path = looks.KEPT / f"{name.replace(' ', '-')}-{how}.png"
    somebody.page.context.clear_cookies()
    place.go(somebody.page, world)

    hidden = [somebody.page.locator(one) for one in CHANGES_BY_ITSELF]
    look = looks.look_of(somebody.page, hidden)

    if looks.WRITES:
        looks.keep(look, path)
    assert looks.difference(look, path) <= looks.TOLERANCE, (
        f"LOOKS=write, and look: {path}"
    )


def test_a_moved_heading_is_seen(visitor, tmp_path):
    _, somebody = visitor
    somebody.page.goto("/wiki/Secret_Speech")
    looks.keep(looks.look_of(somebody.page, []), tmp_path / "kept.png")
    assert (
        looks.difference(looks.look_of(somebody.page, []), tmp_path / "kept.png") == 0
    )

    somebody.page.locator("h1").evaluate("one => { one.style.marginLeft = '8px' }")

    moved = looks.look_of(somebody.page, [])
    assert looks.difference(moved, tmp_path / "kept.png") > looks.TOLERANCE
