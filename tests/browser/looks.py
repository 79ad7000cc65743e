"""Looks: what a page is seen as, compared with the picture that was reviewed.

The fonts are the same on every machine, and each picture is kept a quarter as wide and
as high, so that it tells where things are and in which colours, not how this Chromium
smooths a letter. ``LOOKS=write`` makes the pictures anew.
"""

import os
from collections.abc import Iterable
from importlib import import_module
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import BrowserContext, Locator, Page, Route

KEPT = Path(__file__).parent / "looks"
WRITES = os.environ.get("LOOKS") == "write"

TOLERANCE = 0.001
"""How much of a page may look otherwise."""
_SMALLER = 4
_SEEN = 32
"""By how much of 255 a colour has to differ to be seen."""

_OTHERS = ".editing-now { display: none }"
"""Who else has a page open in the editor is not of its look."""
_FONTS = "/fixed-fonts/"
_FACES = {
    "serif": ("SourceSerifPro", {"Regular": (400, ""), "Bold": (700, "")}),
    "sans": ("SourceSansPro", {"Regular": (400, ""), "Semibold": (600, "")}),
}


def fix_fonts(context: BrowserContext) -> None:
    """Have all pages of the context use fonts that come with the tests."""
    context.route(f"**{_FONTS}*", _answer_with_font)


def look_of(page: Page, hidden: Iterable[Locator] = ()) -> Image.Image:
    """Return a small picture of the window, with what changes by itself covered."""
    page.add_style_tag(content=_style())
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_load_state("networkidle")
    whole = Image.open(
        BytesIO(
            page.screenshot(mask=list(hidden), mask_color="#888", animations="disabled")
        )
    ).convert("RGB")
    size = (whole.width // _SMALLER, whole.height // _SMALLER)
    return whole.resize(size, Image.Resampling.BOX)


def keep(look: Image.Image, path: Path) -> None:
    """Write the picture without any loss."""
    path.parent.mkdir(exist_ok=True)
    look.save(path, optimize=True)


def difference(look: Image.Image, path: Path) -> float:
    """Return the share of the picture, from 0 to 1, that looks otherwise."""
    kept = Image.open(path).convert("RGB")
    if kept.size != look.size:
        return 1.0
    largest = ImageChops.difference(look, kept)
    bands = [
        band.point(lambda value: 255 * (value > _SEEN)) for band in largest.split()
    ]
    seen = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return seen.histogram()[255] / (seen.width * seen.height)


def _style() -> str:
    faces = [
        f'@font-face {{ font-family: "Fixed {kind}"; font-weight: {weight};'
        f' src: url("{_FONTS}{family}-{cut}.ttf"); }}'
        for kind, (family, cuts) in _FACES.items()
        for cut, (weight, _) in cuts.items()
    ]
    chosen = [f'--{kind}: "Fixed {kind}"' for kind in _FACES]
    root = f":root {{ {'; '.join(chosen)}; --mono: monospace }}"
    return "\n".join([*faces, root, _OTHERS])


def _answer_with_font(route: Route) -> None:
    name = route.request.url.rpartition("/")[2]
    package = {"SourceSerifPro": "font_source_serif_pro"}.get(
        name.partition("-")[0], "font_source_sans_pro"
    )
    folder = Path(str(import_module(package).__file__)).parent / "files"
    route.fulfill(path=folder / name, content_type="font/ttf")
