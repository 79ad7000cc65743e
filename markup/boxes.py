"""Boxes: infoboxes, series, notices, hatnotes and tables of links, from ::: to :::."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from markup.anchors import anchor_of

CONTAINERS = ("notice", "hatnote", "navbox")
"""Boxes of text like any other; a notice and a navbox may have a word behind."""
MAX_LINES = 300
"""Of an infobox: a longer one was probably not closed, and is text like any other."""

_OPENING = re.compile(r":::+[ \t]*(infobox|series)(?:[ \t]+([\w -]{1,40}))?[ \t]*")
_END = re.compile(r"^[ \t>]*:::+[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"\[\[[^\[\]\n]*\]\]")
_TYPED = re.compile(r"(.*\S)\s*\((date|person|place|number)\)")
_TITLES = {"title", "name"}


def boxes_plugin(md: MarkdownIt) -> None:
    """Teach the parser boxes. An infobox and a series have a ``key = value`` a line."""
    md.block.ruler.before(
        "fence", "box", _box, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    for name in CONTAINERS:
        container_plugin(md, name)
    md.core.ruler.before("inline", "navbox_titles", _give_navboxes_titles)


def _box(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A block rule: see markdown-it's documentation for its contract."""
    opening = _OPENING.fullmatch(_text_of(state, start_line))
    if opening is None or state.is_code_block(start_line):
        return False
    last_line = _line_of_end(state, start_line, end_line)
    if last_line is None:
        return False
    if silent:
        return True
    name, kind = opening[1], (opening[2] or "").strip().lower()
    entries = _entries(state, start_line + 1, last_line)
    state.line = last_line + 1
    token = state.push(f"{name}_open", "", 1)
    token.map, token.meta = [start_line, state.line], {"kind": kind}
    (_push_infobox if name == "infobox" else _push_series)(state, entries)
    state.push(f"{name}_close", "", -1)
    return True


def _line_of_end(state: StateBlock, start_line: int, end_line: int) -> int | None:
    """Return the line that ends a box; all such lines are looked for at once."""
    known: dict[str, list[int]] = state.env.setdefault("box_ends", {})
    if state.src not in known:
        known[state.src] = [found.end() for found in _END.finditer(state.src)]
    ends = known[state.src]
    following = bisect_right(ends, state.eMarks[start_line])
    if following == len(ends):
        return None
    # In a quotation, what a line begins with is not its own.
    line = bisect_right(state.bMarks, ends[following] - 1) - 1
    return line if line < min(end_line, start_line + MAX_LINES) else None


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of a box; one without a key is a heading."""

    key: str
    value: str
    line: int

    @property
    def name(self) -> str:
        return self.key.casefold()


def _entries(state: StateBlock, start_line: int, end_line: int) -> list[_Entry]:
    """Return the lines that say something; an indented one goes on with the last."""
    found: list[_Entry] = []
    lines = iter(range(start_line, end_line))
    for line in lines:
        text = _text_of(state, line)
        while text.count("{{") > text.count("}}") and (more := next(lines, 0)):
            text = f"{text} {_text_of(state, more)}"  # a call goes on
        if found and text and state.sCount[line] - state.blkIndent >= 2:
            last = found.pop()
            found.append(_Entry(last.key, f"{last.value} {text}".strip(), last.line))
        elif text:
            key, value = _divided(text)
            found.append(_Entry(key, value, line))
    return [entry for entry in found if entry.value]


def _divided(text: str) -> tuple[str, str]:
    """Divide a line at its first "=" that is in no link; without one it has no key."""
    # As many spaces stand for a link: positions stay what they are.
    equal = _LINK.sub(lambda link: " " * len(link[0]), text).find("=")
    return (
        ("", text) if equal < 0 else (text[:equal].strip(), text[equal + 1 :].strip())
    )


def _push_infobox(state: StateBlock, entries: list[_Entry]) -> None:
    special = {
        "title": next((one for one in entries if one.name in _TITLES), None),
        "image": next((one for one in entries if one.name == "image"), None),
        "caption": next((one for one in entries if one.name == "caption"), None),
    }
    for name, entry in special.items():
        if entry:
            _push_words(state, f"infobox_{name}", entry.value, entry.line)
    number = 0
    for entry in entries:
        if entry in special.values():
            continue
        if not entry.key:
            _push_words(state, "infobox_heading", entry.value, entry.line)
            continue
        typed = _TYPED.fullmatch(entry.key)
        label, kind = (typed[1], typed[2]) if typed else (entry.key, "")
        number += 1
        _push_words(state, "infobox_label", label, entry.line, number=number)
        _push_words(state, "infobox_value", entry.value, entry.line, kind=kind)


def _push_series(state: StateBlock, entries: list[_Entry]) -> None:
    by_name = {entry.name: entry for entry in entries}
    for name in ("previous", "title", "next"):
        if entry := by_name.get(name):
            _push_words(state, f"series_{name}", entry.value, entry.line)


def _push_words(
    state: StateBlock, name: str, words: str, line: int, **meta: object
) -> None:
    """Push some words between an opening and a closing token of this name."""
    opening = state.push(f"{name}_open", "", 1)
    opening.map, opening.meta = [line, line + 1], dict(meta)
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = words, [line, line + 1], []
    state.push(f"{name}_close", "", -1)


def _give_navboxes_titles(state: StateCore) -> None:
    """Make the words behind ``:::navbox`` a line that is parsed like others."""
    tokens: list[Token] = []
    for token in state.tokens:
        tokens.append(token)
        words = token.info.strip().partition(" ")[2].strip()
        if token.type == "container_navbox_open" and words:
            inline = Token("inline", "", 0, content=words, map=token.map, children=[])
            tokens += [
                Token("navbox_title_open", "", 1),
                inline,
                Token("navbox_title_close", "", -1),
            ]
    state.tokens = tokens


def _text_of(state: StateBlock, line: int) -> str:
    start = state.bMarks[line] + state.tShift[line]
    return state.src[start : state.eMarks[line]].rstrip()


def kind_of_container(info: str) -> str:
    """Return the word behind a container's name, as a word of our own: "warning"."""
    return anchor_of(info.strip().partition(" ")[2]).removeprefix("h-")
