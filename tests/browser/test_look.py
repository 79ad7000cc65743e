"""Pages look as they did when somebody last looked at them."""

from itertools import product

import pytest
from playwright.sync_api import expect

from tests.browser import looks
from tests.browser.places import PLACES, Place
from tests.lengths import AT_LENGTH


def _editor(page, _world):
    page.goto("/edit/Perestroika")
    expect(page.get_by_role("region", name="Live preview")).to_contain_text("Perestr")


def _history(page, _world):
    page.goto("/history/Perestroika")


WINDOWS = {"phone": (390, 844), "desk": (1280, 900)}
COLOURS = ("light", "dark")
EVERY_LOOK = list(product(WINDOWS, COLOURS))
SEEN = (
    "article", "article with notes", "article with boxes", "disambiguation",
    "missing", "editor", "history of one", "difference", "join", "log in",
    "preferences", "search finds nothing", "not found", "upload as a stranger", "links",
    "restore", "undo refused",
)  # fmt: skip
PLACE_OF = {place.name: place for place in PLACES} | {
    # Of an article with which nobody else does anything meanwhile.
    "editor": Place("editor", 200, _editor),
    "history of one": Place("history of one", 200, _history),
}
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
    place = PLACE_OF[name]
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
