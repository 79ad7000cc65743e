"""The colours of the style sheet can be told apart, in light and in dark."""

import re
from itertools import product

import pytest

from tests.canonica.embedded_users import ROOT

TOKEN = re.compile(r"--([\w-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)")
STYLES = (ROOT / "static/css/base.css").read_text()
LIGHT = {name: light for name, light, _ in TOKEN.findall(STYLES)}
DARK = {name: dark for name, _, dark in TOKEN.findall(STYLES)}

TEXT = [
    *product(["ink", "ink-2", "ink-3", "link", "link-visited"], ["paper", "page"]),
    *product(["link-missing", "accent"], ["paper", "page"]),
    *product(["ink", "ink-2", "link", "link-visited", "link-missing"], ["sunken"]),
    *product(["on-accent"], ["accent", "accent-hover"]),
    *product(["added-ink", "removed-ink"], ["paper", "page"]),
    *product(["ink"], ["added", "added-mark", "removed", "removed-mark"]),
    *((f"{state}-ink", state) for state in ("info", "ok", "warning", "error")),
    ("added-ink", "added"),
    ("removed-ink", "removed"),
]
CONTROLS = [
    *product(["line-strong", "accent"], ["paper", "page"]),
    *product(["focus"], ["paper", "page", "sunken"]),
]


def test_every_token_has_a_light_and_a_dark_colour():
    names = set(re.findall(r"--([\w-]+): (?:light-dark|#)", STYLES))

    assert names - {"page"} == set(LIGHT) - {"page"}
    assert {name for pair in TEXT + CONTROLS for name in pair} <= set(LIGHT)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read_on_its_ground(tokens, ink, ground):
    assert _contrast(tokens[ink], tokens[ground]) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), CONTROLS)
def test_the_edges_of_controls_can_be_seen(tokens, line, ground):
    assert _contrast(tokens[line], tokens[ground]) >= 3


def _contrast(one, other):
    """The ratio of two colours' luminances, as WCAG 2 defines it."""
    darker, lighter = sorted([_luminance(one), _luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour):
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
