"""Outlines: what a page is made of, as those hear it who do not see it.

The outline of each place is kept in ``outlines.txt`` and compared: whoever changes one
reviews it in the change. ``OUTLINES=write`` writes them anew.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

_KEPT = Path(__file__).with_suffix(".txt")
WRITES = os.environ.get("OUTLINES") == "write"

_LINE = re.compile(r"(?P<indent> *)- (?P<role>[\w/]+)(?P<rest>.*)")
_PARTS = {
    "main", "navigation", "search", "region", "complementary", "form", "group",
    "toolbar", "dialog", "alert", "status", "heading", "figure", "list", "table",
    "button", "checkbox", "combobox", "listbox", "radio", "searchbox", "slider",
    "spinbutton", "textbox", "tablist", "tab", "progressbar", "math",
}  # fmt: skip
_SAME_EVERYWHERE = {"banner", "contentinfo"}
_ONLY_ITS_KIND = {"list", "table", "math", "figure"}
"""What is in them depends on what others did before; that they are there does not."""
_LONGEST_NAME = 60


def kept() -> dict[str, str]:
    """Return the outlines by the names of places."""
    parts = _KEPT.read_text().split("# ")[1:] if _KEPT.exists() else []
    return dict(part.split("\n", 1) for part in parts)


def keep(place: str, outline: str) -> None:
    """Write the outline of a place, among the others."""
    written = kept() | {place: outline}
    _KEPT.write_text("".join(f"# {name}\n{written[name]}" for name in sorted(written)))


def outline_of(page: Page) -> str:
    """Return the parts of the page, one a line, each with its role and its name."""
    snapshot = page.locator("body").aria_snapshot()
    return "".join(f"{line}\n" for line in _parts(snapshot.splitlines()))


def _parts(lines: list[str]) -> Iterator[str]:
    around: list[int] = []
    skipped_from: int | None = None
    before = ""
    for line in lines:
        found = _LINE.fullmatch(line.replace("- '", "- ").replace("\"'", '"'))
        depth = len(found["indent"]) if found else 0
        if not found or (skipped_from is not None and depth > skipped_from):
            continue
        role = found["role"]
        is_closed = role in _SAME_EVERYWHERE | _ONLY_ITS_KIND
        skipped_from = depth if is_closed else None
        around = [one for one in around if one < depth]
        if role not in _PARTS:
            continue
        said = "  " * len(around) + role + ("" if is_closed else _name(found))
        around.append(depth)
        # A list of lists is one.
        if said != before:
            yield said
        before = said


def _name(found: re.Match[str]) -> str:
    """Return what the part is called, without numbers and times, and its level."""
    name = re.match(r' "((?:[^"\\]|\\.)*)"', found["rest"])
    level = re.search(r" \[level=\d\]", found["rest"])
    words = re.sub(r"\d[\d,.:]*", "N", name[1] if name else "")[:_LONGEST_NAME]
    return (f' "{words}"' if words else "") + (level[0] if level else "")
