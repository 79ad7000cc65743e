"""Find where two sequences of strings differ, by Git's own algorithm."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from pygit2 import Patch
from pygit2.enums import DiffOption

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Hunk:
    """The items ``[old_start:old_end]``, replaced by ``[new_start:new_end]``.

    One of the two may be empty, never both.
    """

    old_start: int
    old_end: int
    new_start: int
    new_end: int

    @property
    def removed(self) -> int:
        """How many items were taken away."""
        return self.old_end - self.old_start

    @property
    def added(self) -> int:
        """How many items were put in."""
        return self.new_end - self.new_start


def find_hunks(old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    """Return what to replace in old to get new, in order, at least one item apart.

    The algorithm is that of E. W. Myers, "An O(ND) Difference Algorithm and Its
    Variations" (Algorithmica, 1986), with the heuristics of Git's xdiff, which
    bound the time even for texts made to be hard to compare.
    """
    old_lines, new_lines = _write_as_lines(old, new)
    patch = Patch.create_from(
        old_lines, new_lines, flag=DiffOption.FORCE_TEXT, context_lines=0
    )
    hunks = []
    for found in patch.hunks:
        old_start = _index(found.old_start, found.old_lines)
        new_start = _index(found.new_start, found.new_lines)
        old_end = old_start + found.old_lines
        hunks.append(Hunk(old_start, old_end, new_start, new_start + found.new_lines))
    return hunks


def split_lines(text: str) -> list[str]:
    """Split after each line feed, and nowhere else, so that joining is exact."""
    return _LINE.findall(text)


def _write_as_lines(old: Sequence[str], new: Sequence[str]) -> tuple[bytes, bytes]:
    """Write each item as a line: as it is, or as a number if items have line feeds."""
    old_lines, new_lines = "\n".join([*old, ""]), "\n".join([*new, ""])
    if old_lines.count("\n") > len(old) or new_lines.count("\n") > len(new):
        return _number_items(old, new)
    return (
        old_lines.encode(errors="surrogatepass"),
        new_lines.encode(errors="surrogatepass"),
    )


def _number_items(old: Sequence[str], new: Sequence[str]) -> tuple[bytes, bytes]:
    numbers = map(b"%d\n".__mod__, count())
    number_of: defaultdict[str, bytes] = defaultdict(numbers.__next__)
    return (
        b"".join(map(number_of.__getitem__, old)),
        b"".join(map(number_of.__getitem__, new)),
    )


def _index(line: int, length: int) -> int:
    """Return where a hunk starts, which Git numbers one less if it is empty."""
    return line - 1 if length else line
