"""Calls: ``{{Name|first|key=value}}`` and ``{{{parameter|default}}}`` in a text."""

import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

MAX_NAME = 600
"""Characters of a name, with the spaces around it: more than a title may have."""

_SIGNS = re.compile(r"\{{2,}|\}{2,}|\[\[|\]\]|[|=]")


@dataclass(frozen=True, slots=True)
class Call:
    """What stands between two pairs of braces, or three, and where in its text."""

    text: str
    start: int
    end: int
    edges: tuple[int, ...]
    """Before its name, its pipes, and behind its last part."""
    equals: dict[int, int]
    """The first "=" of each part that has one, by the part's number from 0."""
    is_parameter: bool = False
    """Whether its braces are three: it stands for something that a call passes on."""

    @property
    def name(self) -> str:
        """What is called; nothing if that is too long to be called so."""
        start, end = self.edges[0] + 1, self.edges[1]
        return self.text[start:end].strip() if end - start <= MAX_NAME else ""

    @property
    def arguments(self) -> dict[str, str]:
        """What is passed on; what has no name is called "1", "2", and so on."""
        found: dict[str, str] = {}
        unnamed = 0
        for number in range(1, len(self.edges) - 1):
            start, end = self.edges[number] + 1, self.edges[number + 1]
            equal = self.equals.get(number)
            if equal is None:
                unnamed += 1
                key, value = str(unnamed), self.text[start:end]
            else:
                key, value = self.text[start:equal].strip(), self.text[equal + 1 : end]
            found[key] = value.strip()
        return found

    @property
    def default(self) -> str | None:
        """What a parameter is if nothing is passed on, if it says so."""
        if len(self.edges) == 2:
            return None
        return self.text[self.edges[1] + 1 : self.edges[-1]].strip()


def calls_in(text: str) -> dict[int, Call]:
    """Return all calls and parameters of a text, also those within others.

    They are found by where they begin. One pass, whatever the text: calls and
    wikilinks in a call are kept whole, so that their pipes divide nothing.
    """
    return {call.start: call for call in _Scanner(text).run()}


def known_calls(text: str, env: MutableMapping[str, Any]) -> dict[int, Call]:
    """Return the calls of a text that is being parsed, looked for only once."""
    known: dict[str, dict[int, Call]] = env.setdefault("calls", {})
    if text not in known:
        known[text] = calls_in(text)
    return known[text]


def outermost(calls: Mapping[int, Call]) -> Iterator[Call]:
    """Yield those that are in no other, in their order."""
    end = 0
    for start in sorted(calls):
        if start >= end:
            end = calls[start].end
            yield calls[start]


def without_pipes(text: str, calls: Iterable[Call], *, sign: str) -> str:
    """Return the text, as long as before, with a sign for each pipe in the calls.

    They are in their order, and none is in another.
    """
    position, pieces = 0, []
    for call in calls:
        within = text[call.start : call.end].replace("|", sign)
        pieces += [text[position : call.start], within]
        position = call.end
    return "".join([*pieces, text[position:]])


class _Open:
    """Brackets that are not closed yet."""

    __slots__ = ("bars", "equals", "sign", "start")

    def __init__(self, sign: str, start: int) -> None:
        self.sign = sign
        self.start = start
        self.bars: list[int] = []
        self.equals: dict[int, int] = {}

    def divide(self, sign: str, position: int) -> None:
        if sign == "|":
            self.bars.append(position)
        else:
            self.equals.setdefault(len(self.bars), position)


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.opened: list[_Open] = []

    def run(self) -> Iterator[Call]:
        for found in _SIGNS.finditer(self.text):
            sign = found[0]
            if sign[0] == "{":
                self._open_braces(found.start(), len(sign))
            elif sign[0] == "}":
                yield from self._close_braces(found.start(), len(sign))
            elif self.opened:
                self._note(sign, found.start())

    def _note(self, sign: str, position: int) -> None:
        """Wikilinks matter only within braces."""
        if sign == "[[":
            self.opened.append(_Open(sign, position))
        elif sign != "]]":
            self.opened[-1].divide(sign, position)
        elif self.opened[-1].sign == "[[":
            self.opened.pop()

    def _open_braces(self, start: int, count: int) -> None:
        """Of five braces the inner three are a parameter: it names what is called."""
        if count % 3 == 2:
            self.opened.append(_Open("{{", start))
            start, count = start + 2, count - 2
        start += count % 3
        for step in range(0, count - count % 3, 3):
            self.opened.append(_Open("{{{", start + step))

    def _close_braces(self, position: int, count: int) -> Iterator[Call]:
        while count >= 2 and self._drop_links():
            opened = self.opened.pop()
            size = min(count, len(opened.sign))
            # "{{{a}}" is a brace, and a call.
            start = opened.start + len(opened.sign) - size
            edges = (start + size - 1, *opened.bars, position)
            position, count = position + size, count - size
            yield Call(self.text, start, position, edges, opened.equals, size == 3)

    def _drop_links(self) -> bool:
        """Forget wikilinks that nothing closed, and say whether there are braces."""
        while self.opened and self.opened[-1].sign == "[[":
            self.opened.pop()
        return bool(self.opened)
