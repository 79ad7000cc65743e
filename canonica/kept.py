"""Kept: what was typed into a form, so that an error page can give it back."""

import re
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop

_LONGEST = 2 * 1024 * 1024
_FIELDS = {
    "/edit/": (
        "text|summary|minor|origin|base|section|key|editor"
        "|mine|began|from_section|act|(?:choice|words)-[0-9]+"
    ),
    "/undo/": "summary|base|key|editor",
    "/restore/": "summary|base|key|editor",
    "/rollback/": "summary|base|key|editor",
    "/rename/": "new_title|reason|key|editor",
    "/merge/": "text|reason|origin|taken_in|base|key|editor",
    "/upload": "title|description|alt|decorative|credit|licence|source|base|key|editor",
    "/proposal/": "text|summary|seen",
    "/split/": "new_text|left_text|reason|origin|base|section|new_title|key|editor",
}
"""The fields of the forms in which somebody writes, by where they are sent to."""
_TEXTS = {
    "text": gettext_noop("Your text"),
    "new_text": gettext_noop("Text of the new page"),
    "left_text": gettext_noop("What stays in its place"),
    "description": gettext_noop("Description of the picture"),
}
_LINES = {
    "new_title": gettext_noop("New title"),
    "summary": gettext_noop("Edit summary"),
    "reason": gettext_noop("Reason"),
    "title": gettext_noop("Name of the picture"),
    "alt": gettext_noop("What the picture shows"),
    "credit": gettext_noop("Who made the picture"),
    "source": gettext_noop("Source of the picture"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field that is shown again, as it was sent."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What a form held."""

    fields: dict[str, str]
    is_edit: bool
    """Whether it was the editor's form, which can also be looked at."""

    @property
    def texts(self) -> list[Field]:
        return self._shown(_TEXTS)

    @property
    def lines(self) -> list[Field]:
        return self._shown(_LINES)

    @property
    def unseen(self) -> list[tuple[str, str]]:
        seen = {*_TEXTS, *_LINES}
        return [pair for pair in self.fields.items() if pair[0] not in seen]

    def _shown(self, labels: dict[str, str]) -> list[Field]:
        return [
            Field(name, gettext(label), self.fields[name])
            for name, label in labels.items()
            if name in self.fields
        ]


def kept_of(request: HttpRequest) -> Kept | None:
    """Return what was typed, if the request is a form that somebody writes in."""
    door = next((door for door in _FIELDS if request.path.startswith(door)), None)
    if request.method != "POST" or door is None:
        return None
    try:
        sent = request.POST
    except Exception:  # noqa: BLE001 - a request cut short has no fields to keep
        return None
    known = re.compile(_FIELDS[door])
    fields = {name: sent[name] for name in sent if known.fullmatch(name)}
    is_short = all(len(value) <= _LONGEST for value in fields.values())
    return Kept(fields, door == "/edit/") if fields and is_short else None
