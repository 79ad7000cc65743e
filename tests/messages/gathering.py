"""Gather what the sources say to people: Python, templates and scripts.

Django's own command needs the programs of GNU gettext; Babel needs no others.
Templates are read the way Django's command reads them, as if they were Python.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
APPS = ("accounts", "articles", "canonica", "markup", "moderation", "search")
_KEYWORDS = {
    name: places
    for of_a_kind, places in [
        (("_", "gettext", "gettext_lazy", "gettext_noop"), None),
        (("ngettext", "ngettext_lazy"), (1, 2)),
        (("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
        (("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
    ]
    for name in of_a_kind
}
_COMMENTS = ["Translators:"]
_OF_SCRIPTS = {"parse_template_string": True, "jsx": False}


def words_of_pages() -> Catalog:
    """Return what Python and templates say, each with the files that say it."""
    catalog = _empty()
    for path in _below(APPS, ".py"):
        _gather(catalog, path, "python", path.read_text())
    for path in _below(("templates",), ""):
        # Tokens only: where lines are indented is not as in Python.
        lines = templatize(path.read_text()).splitlines()
        _gather(catalog, path, "python", "\n".join(line.strip() for line in lines))
    return catalog


def words_of_scripts() -> Catalog:
    """Return what scripts say, each with the files that say it."""
    catalog = _empty()
    for path in _below(("static/js",), ".js"):
        _gather(catalog, path, "javascript", path.read_text())
    return catalog


def _empty() -> Catalog:
    return Catalog(project="Canonica", version="", charset="utf-8", fuzzy=False)


def _below(folders: tuple[str, ...], ending: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob(f"*{ending}")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def _gather(catalog: Catalog, path: Path, method: str, source: str) -> None:
    place = str(path.relative_to(ROOT))
    found = extract(
        method,
        io.BytesIO(source.encode()),
        _KEYWORDS,
        _COMMENTS,
        _OF_SCRIPTS if method == "javascript" else None,
    )
    for line, message, comments, context in found:
        catalog.add(
            message, locations=[(place, line)], auto_comments=comments, context=context
        )
