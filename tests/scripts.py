"""The functions of a script, found by its brackets: no parser is needed for that."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_NOT_CODE = re.compile(
    r"""
    /\*.*?\*/|//[^\n]*
    |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`
    |(?P<sign>(?:^|[=(,:\[!&|?{};>]|\breturn)\s*)  # no division comes after these
        /(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_BRACKET = re.compile(r"[(){}\[\]]")
_CLOSING = {")": "(", "}": "{", "]": "["}
_BETWEEN_WORDS = re.compile(r"[^\w$#]")
_STATEMENTS = {"if", "for", "while", "switch", "catch", "await"}


class Function(NamedTuple):
    """A function, a method, or an arrow function with a body."""

    line: int
    name: str
    """Empty for one without a name."""
    lines: int
    """From its parameters to the end of its body."""


def functions_in(script: str) -> Iterator[Function]:
    """Yield the functions in order of where they end.

    Raises ValueError where the brackets do not match, which would hide some.
    """
    code = _NOT_CODE.sub(_blank, script)
    opening_of = dict(_pairs(code))
    for end, start in opening_of.items():
        if code[start] != "{":
            continue
        head = code[:start].rstrip()
        is_arrow = head.endswith("=>")
        head = head.removesuffix("=>").rstrip()
        if head.endswith(")"):
            head = head[: opening_of[len(head) - 1]]
        elif not is_arrow:
            continue
        name = "" if is_arrow else _BETWEEN_WORDS.split(head.rstrip())[-1]
        if name not in _STATEMENTS:
            line = _line(head, len(head))
            yield Function(line, name, _line(code, end) - line + 1)


def _blank(found: re.Match[str]) -> str:
    """Leave nothing but the line breaks, so that lines keep their numbers."""
    kept = found["sign"] or ""
    return kept + re.sub(r"[^\n]", " ", found.group()[len(kept) :])


def _pairs(code: str) -> Iterator[tuple[int, int]]:
    """Yield where each bracket closes and where it was opened."""
    opened: list[int] = []
    for found in _BRACKET.finditer(code):
        place, bracket = found.start(), found.group()
        if bracket not in _CLOSING:
            opened.append(place)
        elif opened and code[opened[-1]] == _CLOSING[bracket]:
            yield place, opened.pop()
        else:
            raise ValueError(f"Line {_line(code, place)}: {bracket} closes nothing")
    if opened:
        raise ValueError(f"Line {_line(code, opened[-1])}: never closed")


def _line(code: str, place: int) -> int:
    return code.count("\n", 0, place) + 1
