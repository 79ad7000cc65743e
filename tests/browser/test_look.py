"""Pages look as they did when somebody last looked at them."""

from itertools import product

import pytest

from tests.browser import looks
from tests.browser.places import PLACES
from tests.lengths import AT_LENGTH

WINDOWS = {"phone": (390, 844), "desk": (1280, 900)}
COLOURS = ("light", "dark")
EVERY_LOOK = list(product(WINDOWS, COLOURS))
SEEN = (
    "article", "article with notes", "article with boxes", "disambiguation",
    "missing", "edit", "create", "history", "difference", "join", "log in",
    "preferences", "search finds nothing", "not found", "upload as a stranger", "links",
    "restore", "undo refused",
)  # fmt: skip
CHANGES_BY_ITSELF = ("time", "[data-preview-state]")


@pytest.fixture(scope="module")
def somebody(browser, site):
    """A browser's page for all places in turn."""
    context = browser.new_context(
        base_url=site, bypass_csp=True, reduced_motion="reduce"
    )
    looks.fix_fonts(context)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", SEEN)
def test_it_looks_as_it_did(somebody, name, world):
    place = next(one for one in PLACES if one.name == name)
    somebody.context.clear_cookies()
    changed = {}

    for window, colours in looks_at(name):
        width, height = WINDOWS[window]
        somebody.set_viewport_size({"width": width, "height": height})
        somebody.emulate_media(color_scheme=colours)
        place.go(somebody, world)
        path = looks.KEPT / f"{name.replace(' ', '-')}-{window}-{colours}.png"
        look = looks.look_of(somebody, map(somebody.locator, CHANGES_BY_ITSELF))
        if looks.WRITES:
            looks.keep(look, path)
        changed[path.name] = looks.difference(look, path)

    assert max(changed.values()) <= looks.TOLERANCE, (
        f"look, then LOOKS=write: {changed}"
    )


def looks_at(name):
    """How this place is looked at: a phone and a desk, one in the dark."""
    if AT_LENGTH or looks.WRITES:
        return EVERY_LOOK
    return EVERY_LOOK[:4:3] if SEEN.index(name) % 2 else EVERY_LOOK[1:3]


def test_a_moved_heading_is_seen(somebody, tmp_path):
    somebody.goto("/wiki/Secret_Speech")
    looks.keep(looks.look_of(somebody), tmp_path / "kept.png")
    assert looks.difference(looks.look_of(somebody), tmp_path / "kept.png") == 0

    somebody.locator("h1").evaluate("one => { one.style.marginLeft = '8px' }")

    moved = looks.look_of(somebody)
    assert looks.difference(moved, tmp_path / "kept.png") > looks.TOLERANCE
