"""Embeds: ``[[File:Name.jpg|alt=...|caption]]``, a picture where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from markup.calls import known_calls, outermost, without_pipes
from markup.titles import Namespace, Title

_FILE = re.compile(r"\[\[\s*file\s*:", re.IGNORECASE)
_SIGNS = re.compile(r"[\[\]|]")
_SIDES = {"left", "right", "center", "wide"}
_NOT_IN_A_CAPTION = {"picture_open", "picture_close"}


@dataclass(frozen=True, slots=True)
class Embed:
    """A picture in a text: which file, what it shows, and where it stands."""

    file: Title
    alt: str = ""
    """What it shows, for those who can't see it."""
    is_decorative: bool = False
    """Whether it says nothing that the text doesn't say."""
    side: str = ""
    """"left", "right", "center" or "wide"; nothing is at the end of the lines."""


def embed_plugin(md: MarkdownIt) -> None:
    """Teach the parser pictures. Without a caption what they show is none."""
    md.inline.ruler.before("wikilink", "embed", _embed)


def _embed(state: StateInline, silent: bool) -> bool:
    """An inline rule: see markdown-it's documentation for its contract."""
    if not _FILE.match(state.src, state.pos, state.posMax):
        return False
    edges = _known_edges(state).get(state.pos)
    if edges is None or edges[-1] + 2 > state.posMax:
        return False
    name, *options = ((start + 1, end) for start, end in pairwise(edges))
    try:
        file = Title.parse(state.src[slice(*name)])
    except ValueError:
        return False
    if file.namespace is not Namespace.FILE:
        return False
    if not silent:
        _push(state, file, options)
    state.pos = edges[-1] + 2
    return True


def _known_edges(state: StateInline) -> dict[int, list[int]]:
    """Return the edges of all embeds of a line, looked for only once."""
    known: dict[str, dict[int, list[int]]] = state.env.setdefault("embeds", {})
    if state.src not in known:
        calls = outermost(known_calls(state.src, state.env))
        text = without_pipes(state.src, calls, sign=" ")
        known[state.src] = dict(_edges_in(text))
    return known[state.src]


def _edges_in(text: str) -> Iterator[tuple[int, list[int]]]:
    """Yield where doubled brackets begin, and where their parts are divided.

    A caption may hold links and notes, whose brackets are closed in it. One pass.
    """
    opened: list[tuple[int, list[int]]] = []
    for sign in _SIGNS.finditer(text):
        if sign[0] == "[":
            opened.append((sign.start(), []))
        elif sign[0] == "|" and opened:
            opened[-1][1].append(sign.start())
        elif sign[0] == "]" and opened:
            start, bars = opened.pop()
            is_doubled = opened and opened[-1][0] == start - 1
            if is_doubled and text.startswith("]]", sign.start()):
                yield start - 1, [start, *bars, sign.start()]


def _push(state: StateInline, file: Title, options: list[tuple[int, int]]) -> None:
    found: dict[str, str] = {}
    caption: tuple[int, int] | None = None
    for start, end in options:
        key, equal, value = state.src[start:end].partition("=")
        word = key.strip().casefold()
        if equal and word == "alt":
            found["alt"] = " ".join(value.split())
        elif not equal and (word in _SIDES or word == "decorative"):
            found["side" if word in _SIDES else word] = word
        else:
            caption = (start, end)
    embed = Embed(
        file=file,
        alt=found.get("alt", ""),
        is_decorative="decorative" in found,
        side=found.get("side", ""),
    )
    opening = state.push("picture_open", "", 1)
    opening.meta = {"embed": embed}
    if caption:
        _push_caption(state, *caption)
    state.push("picture_close", "", -1).meta = opening.meta


def _push_caption(state: StateInline, start: int, end: int) -> None:
    before, outer_end = len(state.tokens), state.posMax
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = outer_end
    state.tokens[before:] = [
        token for token in state.tokens[before:] if token.type not in _NOT_IN_A_CAPTION
    ]


def hoist_pictures(tokens: list[Token]) -> list[Token]:
    """Put the pictures that stand in a paragraph before it; an empty one goes."""
    hoisted: list[Token] = []
    is_emptied = False
    for token in tokens:
        if is_emptied:  # this token closes a paragraph that held pictures alone
            is_emptied = False
        elif _is_paragraph_with_pictures(token, hoisted):
            pictures, rest = _divided(token.children or [])
            paragraph = hoisted.pop()
            hoisted.append(
                Token(
                    "inline", "", 0, children=pictures, map=token.map, level=token.level
                )
            )
            is_emptied = not rest
            token.children = rest
            hoisted += [paragraph, token] if rest else []
        else:
            hoisted.append(token)
    return hoisted


def _is_paragraph_with_pictures(token: Token, before: list[Token]) -> bool:
    if not before or before[-1].type != "paragraph_open":
        return False
    return any(child.type == "picture_open" for child in token.children or ())


def _divided(children: list[Token]) -> tuple[list[Token], list[Token]]:
    """Return the pictures with their captions, and what else there is, if anything."""
    pictures: list[Token] = []
    rest: list[Token] = []
    is_in_picture = False
    for child in children:
        is_in_picture = is_in_picture or child.type == "picture_open"
        (pictures if is_in_picture else rest).append(child)
        is_in_picture = is_in_picture and child.type != "picture_close"
    while rest and _is_blank(rest[0]):
        rest.pop(0)
    while rest and _is_blank(rest[-1]):
        rest.pop()
    if rest and rest[0].type == "text":
        rest[0].content = rest[0].content.lstrip()
    return pictures, rest


def _is_blank(token: Token) -> bool:
    is_break = token.type in {"softbreak", "hardbreak"}
    return is_break or (token.type == "text" and not token.content.strip())
