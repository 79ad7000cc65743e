"""Prose: the words of parsed blocks, without any markup."""

from collections.abc import Iterable, Iterator

from markdown_it.token import Token

_UNSEEN = {"footnote_ref", "footnote_anchor", "category", "citation_needed"}


def inline_text(token: Token) -> str:
    """Return the words of one block's token."""
    if token.type in {"fence", "code_block", "math_block"}:
        return token.content.strip()
    return "".join(map(_words, token.children or ())).strip()


def parts_of_lines(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield what stands within the lines of blocks: words, links, notes."""
    for token in tokens:
        yield from token.children or ()


def _words(child: Token) -> str:
    if child.type in {"softbreak", "hardbreak"}:
        return " "
    if child.type == "image":
        return "".join(map(_words, child.children or ()))
    return "" if child.type in _UNSEEN else child.content
