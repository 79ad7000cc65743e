"""Parts: some lines of a document, to be rendered as they look in the whole."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from markdown_it.token import Token

from markup.document import Document, links_in
from markup.references import Note, divide, listed

_Use = tuple[int, int]
"""The id of a note, and how often it was used before."""


def part_of(document: Document, lines: range) -> Document:
    """Return the part in these lines of the source (from 0), and the notes it uses.

    Notes, sections and tables are called what they are called in the whole. Tokens,
    headings and links are those of the part; all else that is known is of the whole.
    """
    if document.over_budget:
        source = document.source.split("\n")[lines.start : lines.stop]
        return replace(document, source="\n".join(source))
    body, notes = divide(document.tokens)
    tokens = [
        token
        for block in _blocks(body)
        if _overlaps(block[0], lines)
        for token in block
    ]
    tokens += _notes_used_in(tokens, notes)
    return replace(
        document,
        tokens=tuple(tokens),
        headings=tuple(one for one in document.headings if one.line in lines),
        links=links_in(tokens),
    )


def _blocks(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """Yield the outermost blocks, each from its opening to its closing token."""
    block, depth = list[Token](), 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield block
            block = []


def _overlaps(token: Token, lines: range) -> bool:
    if token.map is None:
        return False
    start, end = token.map
    return start < lines.stop and end > lines.start


def _notes_used_in(
    tokens: Iterable[Token], notes: Mapping[int, Note]
) -> Iterator[Token]:
    """Yield the notes used, and those that they use, with the ways back to there."""
    uses, found = _uses(tokens), set[int]()
    while pending := {number for number, _ in uses} & notes.keys() - found:
        found |= pending
        uses |= {use for number in pending for use in _uses(notes[number])}
    for token in listed(notes[number] for number in sorted(found)):
        if token.type != "footnote_anchor" or _use(token) in uses:
            yield token


def _uses(tokens: Iterable[Token]) -> set[_Use]:
    return {
        _use(child)
        for token in tokens
        for child in token.children or ()
        if child.type == "footnote_ref"
    }


def _use(token: Token) -> _Use:
    return token.meta["id"], token.meta.get("subId", 0)
