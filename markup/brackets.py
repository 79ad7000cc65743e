"""Find the brackets that stand alone in a text without code and formulas."""

import re
from collections.abc import Iterable, Iterator, Sequence

# Characters that stand for nothing, and so in no text: the traces of escaped brackets.
_ESCAPED = str.maketrans("[]{}()", "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5")
_ESCAPE = re.compile(r"\\(?:([\[\]{}])|.)")
_NO_SQUARE = r"\[\]\ufdd0\ufdd1\n"
WIKILINK = re.compile(rf"\[\[([^{_NO_SQUARE}|]*)(?:\|[^{_NO_SQUARE}]*)?\]\]")
# The caption of a picture may hold links and notes.
_EMBED = re.compile(
    rf"\[\[\s*file\s*:(?:[^{_NO_SQUARE}]|\[\[[^{_NO_SQUARE}]{{0,300}}\]\]"
    rf"|\[[^{_NO_SQUARE}]{{0,300}}\]){{0,1000}}\]\]",
    re.IGNORECASE,
)
# "[[a](b), c]" and "[[a] b]" are ordinary brackets.
_OPEN_WIKILINK = re.compile(r"\[\[(?![^\[\]\n]*\](?:\(|[^\[\]\n]+\]))")
_LIMITS = r"[^\s()\[\],;]+[,;]\ ?[^\s()\[\],;]+"
# What may hold any bracket: the addresses of links, and half-open intervals.
_ON_PURPOSE = re.compile(
    rf"""
    <[^<>\s]*>
    |(?<=\])\(\s*+
        (?:<[^<>\n]*>|[^\s()<][^\s()]*(?:\([^\s()]*\)[^\s()]*)*)?
        (?:\s++(?:"[^"]*"|'[^']*'|\([^()]*\)))?
        \s*+\)
    |\[{_LIMITS}[)\[]
    |\({_LIMITS}\]
    |\]{_LIMITS}[\[\]]
    """,
    re.VERBOSE,
)

Place = tuple[int, int]
"""Which of several texts, and where in it."""


def without_escapes(text: str) -> str:
    """Put spaces in the place of what a backslash makes ordinary text, and of itself.

    Brackets leave a trace, which shows that ``\\[a]`` and ``\\[[a]]`` are right.
    """
    return _ESCAPE.sub(_trace, text)


def lone_brackets(text: str) -> list[tuple[int, str]]:
    """Return where in a block a bracket stands alone, and which.

    It is "[[" if it does not end in its line, else "[", "]", "]]", or "](" where an
    address is not closed. Other round brackets may stand alone, as in "a)".
    """
    text = _without(WIKILINK, _without(_EMBED, text))
    found = [(match.start(), "[[") for match in _OPEN_WIKILINK.finditer(text)]
    told = {place + step for place, _ in found for step in (0, 1)}
    text = _without(_ON_PURPOSE, text)
    found += _closings_joined(
        (place, text[place])
        for _, place in _unmatched([text], "[]")
        if place not in told
    )
    found += (
        (place - 1, "](")
        for _, place in _unmatched([text], "()")
        if place and text[place - 1 : place + 1] == "]("
    )
    return sorted(found)


def lone_braces(texts: Sequence[str]) -> Iterator[tuple[Place, str]]:
    """Yield where in the blocks of a page "{{" or "}}" stands alone.

    They may be closed in another block. Single ones are only seen to be closed, so
    that "{a, {b}}" is right.
    """
    told: Place | None = None
    for index, place in _unmatched(texts, "{}"):
        if told == (index, place - 1):
            continue
        text, sign = texts[index], texts[index][place] * 2
        start = place if text.startswith(sign, place) else place - 1
        if start >= 0 and text.startswith(sign, start):
            told = (index, start)
            yield told, sign


def _closings_joined(lone: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Make "]]" of two that stand side by side."""
    joined: list[tuple[int, str]] = []
    for place, sign in lone:
        if sign == "]" and joined and joined[-1] == (place - 1, "]"):
            joined[-1] = (place - 1, "]]")
        else:
            joined.append((place, sign))
    return joined


def _unmatched(texts: Sequence[str], pair: str) -> list[Place]:
    """Return what stands alone, unless an escaped one in its block may belong to it.

    The second of two is escaped with the first, as in ``\\[[``.
    """
    first, second = (sign.translate(_ESCAPED) for sign in pair)
    bracket = re.compile(rf"(?<!{first})\{pair[0]}|(?<!{second})\{pair[1]}")
    opened: list[Place] = []
    unopened: list[Place] = []
    for index, text in enumerate(texts):
        escaped = text.find(first)
        for found in bracket.finditer(text):
            if found[0] == pair[0]:
                opened.append((index, found.start()))
            elif opened:
                opened.pop()
            elif not 0 <= escaped < found.start():
                unopened.append((index, found.start()))
    escaped_ends = [text.rfind(second) for text in texts]
    unclosed = [place for place in opened if place[1] > escaped_ends[place[0]]]
    return sorted(unopened + unclosed)


def _trace(found: re.Match[str]) -> str:
    return " " + found[1].translate(_ESCAPED) if found[1] else "  "


def _without(pattern: re.Pattern[str], text: str) -> str:
    """Put spaces in the place of what matches, and leave the line feeds."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
