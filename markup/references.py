"""References: the notes of a page, in groups, numbered, and where each list stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from markup.anchors import anchor_of

NOTE_GROUP = "note"
"""Remarks rather than sources: they are lettered, not numbered."""
MOST_GROUPS = 10
"""What is in more groups is among the references."""

_HEADINGS = {
    "": ("references", "footnotes", "citations", "sources", "notes", "примечания",
         "источники", "сноски"),
    NOTE_GROUP: ("notes", "remarks", "комментарии"),
}  # fmt: skip

_TOKENS_OF_A_HEADING = 3

Note = list[Token]
"""The tokens of one note, from ``footnote_open`` to ``footnote_close``."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How a note is called on its page: in the text, and in addresses."""

    group: str
    number: int

    @property
    def shown(self) -> str:
        if self.group == NOTE_GROUP:
            return _letters(self.number)
        return f"{self.group} {self.number}".strip()

    @property
    def anchor(self) -> str:
        if not self.group:
            return str(self.number)
        # No anchor has an underscore, so that this is no use of a note without a group.
        return f"{anchor_of(self.group).removeprefix('h-')}_{self.number}"


def place_notes(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with the notes, which stand at their end, where they belong.

    Each group has a list of its own: where the text asks for it, else below the
    heading that says so, else at the end. Each note, each use of it, and each way
    back has its ``Mark`` in ``meta["mark"]``.
    """
    body, notes = divide(tokens)
    groups = _marked(body, notes)
    lists = {group: list(listed(found)) for group, found in groups.items()}
    places: dict[int, list[Token]] = {}
    for group, tokens_of_list in lists.items():
        place = _place_of(group, body, "note" in groups)
        tokens_of_list[0].meta["is_placed"] = place is not None
        places.setdefault(len(body) if place is None else place, []).extend(
            tokens_of_list
        )
    placed: list[Token] = []
    for index, token in enumerate([*body, None]):
        placed += places.get(index, [])
        if token is not None and token.type != "references":
            placed.append(token)
    return placed


def divide(tokens: Iterable[Token]) -> tuple[list[Token], dict[int, Note]]:
    """Divide off all lists of notes, and return the notes by their ids."""
    body: list[Token] = []
    notes: dict[int, Note] = {}
    note: Note | None = None
    for token in tokens:
        if token.type == "footnote_open":
            notes[token.meta["id"]] = note = []
        if note is not None:
            note.append(token)
        elif token.type not in {"footnote_block_open", "footnote_block_close"}:
            body.append(token)
        if token.type == "footnote_close":
            note = None
    return body, notes


def listed(notes: Iterable[Note]) -> Iterator[Token]:
    """Yield a list of notes for each group that they are in."""
    groups: dict[str, list[Note]] = {}
    for note in notes:
        groups.setdefault(note[0].meta["mark"].group, []).append(note)
    for group, found in groups.items():
        yield Token("footnote_block_open", "", 1, meta={"group": group})
        for note in found:
            yield from note
        yield Token("footnote_block_close", "", -1)


def _marked(body: Iterable[Token], notes: dict[int, Note]) -> dict[str, list[Note]]:
    """Give each note and each use of it its mark, and return the notes by groups."""
    groups: dict[str, list[Note]] = {}
    marks: dict[int, Mark] = {}
    for number, note in sorted(notes.items()):
        group, colon, name = (note[0].meta["label"] or "").partition(":")
        group = group.casefold() if colon and name else ""
        if group not in groups and len(groups) >= MOST_GROUPS:
            group = ""
        groups.setdefault(group, []).append(note)
        marks[number] = Mark(group, len(groups[group]))
    for token in [*body, *(token for note in notes.values() for token in note)]:
        for one in (token, *(token.children or ())):
            if one.type in {"footnote_ref", "footnote_open", "footnote_anchor"}:
                one.meta["mark"] = marks[one.meta["id"]]
    return groups


def _place_of(group: str, body: Sequence[Token], has_remarks: bool) -> int | None:
    """Return before which token of the body a group's list stands, if it is told."""
    for index, token in enumerate(body):
        if token.type == "references":
            asked = token.meta["arguments"].get("group", "").casefold()
            if asked == group:
                return index
    names = set(_HEADINGS.get(group, (group,)))
    if not group and has_remarks:
        names -= set(_HEADINGS[NOTE_GROUP])
    headings = [
        index + _TOKENS_OF_A_HEADING
        for index, token in enumerate(body)
        if token.type == "heading_open"
        and token.level == 0
        and body[index + 1].content.strip().casefold() in names
    ]
    return headings[-1] if headings else None


def _letters(number: int) -> str:
    """Return "a" for 1, "z" for 26, "aa" for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
