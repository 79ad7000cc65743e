"""Passages: what is shown of each passage that two people changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext, pgettext

from articles.forms import ConflictForm, EditForm
from markup.merge import Conflict, Merge
from markup.spans import Span, SpanKind, compare_words, whole_line, without
from markup.visible import show_changed
from markup.words import split_words

MOST_PASSAGES = 200
"""A request has at most a thousand fields: of more passages nobody could choose."""

_MOST_COMPARED = 50_000
_MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class Words:
    """How the three texts of a passage, and the choices between them, are called."""

    base: str
    theirs: str
    mine: str
    choices: dict[str, str]


@dataclass(frozen=True, slots=True)
class Option:
    """One of the choices for a passage."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The three texts of a passage with their differing words marked, and what to do.

    Marked are in the two new texts what they brought, and in the old one what either
    took away.
    """

    number: int
    called: Words
    base: tuple[Span, ...]
    theirs: tuple[Span, ...]
    mine: tuple[Span, ...]
    words: str
    """What the field for writing it anew holds."""
    options: tuple[Option, ...]

    @property
    def rows(self) -> int:
        """How many lines the field for writing it anew shows."""
        return min(max(2, self.words.count("\n") + 1), _MOST_ROWS)


def passages_of(
    merged: Merge, form: EditForm, *, is_taken_back: bool = False
) -> list[Passage]:
    """Return what is shown of each conflict, with what the form says about it."""
    called = _of_taking_back() if is_taken_back else _of_an_edit()
    return [
        _passage(number, conflict, form, called)
        for number, conflict in enumerate(merged.conflicts, start=1)
    ]


def _of_an_edit() -> Words:
    return Words(
        pgettext("passage", "Before"),
        gettext("Theirs, published"),
        pgettext("passage", "Yours"),
        {
            "mine": gettext("Keep mine"),
            "theirs": gettext("Keep theirs"),
            "both": gettext("Keep both"),
            "base": gettext("Neither: as it was before"),
            "own": gettext("Write it anew"),
        },
    )


def _of_taking_back() -> Words:
    return Words(
        gettext("With what is taken back"),
        gettext("The page now"),
        gettext("Without it"),
        {
            "mine": gettext("As it is without it"),
            "theirs": gettext("Leave it as it is now"),
            "both": gettext("Keep both"),
            "base": gettext("As it was before the later edits"),
            "own": gettext("Write it anew"),
        },
    )


def _passage(number: int, conflict: Conflict, form: EditForm, called: Words) -> Passage:
    choice, words = "", None
    if isinstance(form, ConflictForm):
        choice, words = form.choice(number), form.words(number)
    to_mine = _compare(conflict.base, conflict.mine)
    to_theirs = _compare(conflict.base, conflict.theirs)
    return Passage(
        number=number,
        called=called,
        base=_readable(_removed_by_either(conflict.base, [to_mine, to_theirs])),
        theirs=_readable(without("removed", to_theirs)),
        mine=_readable(without("removed", to_mine)),
        words=conflict.mine if words is None else words,
        options=tuple(
            Option(value, label, value == choice)
            for value, label in called.choices.items()
        ),
    )


def _compare(old: str, new: str) -> tuple[Span, ...]:
    if len(old) + len(new) <= _MOST_COMPARED and (
        spans := compare_words(split_words(old), split_words(new))
    ):
        return spans
    return (*whole_line(old, "removed"), *whole_line(new, "added"))


def _removed_by_either(base: str, sides: list[tuple[Span, ...]]) -> Iterator[Span]:
    """Yield the spans of the old text that stayed in both sides, or went in one."""
    is_removed = [False] * len(base)
    for spans in sides:
        position = 0
        for span in without("added", spans):
            end = position + len(span.text)
            if span.kind == "removed":
                is_removed[position:end] = [True] * len(span.text)
            position = end
    position = 0
    for removed, group in groupby(is_removed):
        end = position + len(list(group))
        kind: SpanKind = "removed" if removed else "same"
        yield from whole_line(base[position:end], kind)
        position = end


def _readable(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans of a text of many lines, whose line feeds stay what they are."""
    return tuple(
        Span(span.text, span.kind, _shown(span)) if "\n" in span.text else span
        for span in spans
    )


def _shown(span: Span) -> str:
    if span.kind == "same":
        return span.shown
    lines = span.text.split("\n")
    return "\n".join(
        show_changed(line, opens_line=False, closes_line=False) for line in lines
    )
