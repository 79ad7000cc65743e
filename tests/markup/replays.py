"""Ways to come to a merge with git alone, to explain one that git would not make."""

import re
import subprocess
from collections import Counter
from itertools import chain, combinations
from pathlib import Path

# How finely the texts are laid before git, which only knows lines.
GRAINS = {
    "line": re.compile(r"[^\n]*\n|[^\n]+"),
    "sentence": re.compile(r"\n|(?<=[.?!]) |(?:(?![.?!] )[^\n])+[.?!]?"),
    "word": re.compile(r"\w+|\W"),
}

# A paragraph, and the position of that in the base of which it was made, if any.
_Placed = tuple[int | None, str]


def merge_with_git(folder: Path, texts: list[str]) -> str | None:
    """Return what ``git merge-file`` makes of a base and two sides, if it can.

    Git takes a last line without a line feed for the same as one with it, so all
    three are given one.
    """
    names = ["base", "mine", "theirs"]
    for name, text in zip(names, texts, strict=True):
        (folder / name).write_text(text + "\n" * bool(text))
    command = ["git", "merge-file", "-p", "mine", "base", "theirs"]
    git = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    return None if git.returncode else git.stdout.removesuffix("\n")


def why_joined(folder: Path, texts: list[str], merged: str) -> str:
    """Say how git comes to the same merge of what it refuses to merge as it is.

    The pieces laid before it may be smaller than lines. The paragraphs that were put
    in may be left out, if all of them are in the merge; those that were moved may be
    put back, if the merge has them where they were moved to. Return nothing if none of
    this explains the merge.
    """
    added, moved = _has_all_added(texts, merged), _has_all_moved(texts, merged)
    for way in ("in place", *["beside"] * added, *["moved", "beside, moved"] * moved):
        for grain in GRAINS:
            versions = [_simplified(way, texts[0], text) for text in texts]
            found = _merge_pieces(folder, versions, grain)
            if found == _simplified(way, texts[0], merged):
                return f"{way}, by {grain}"
    return ""


def why_refused(texts: list[str]) -> str:
    """Name the reason to refuse what git joins, or return nothing.

    Where one side moved a paragraph that the other moved or removed too, git keeps
    it twice, or brings back what somebody has removed.
    """
    base, mine, theirs = texts
    moved = [{*chain(*_swapped(base, side))} for side in (mine, theirs)]
    removed = [
        {*range(len(_paragraphs(base)))} - {*_homes(base, side)}
        for side in (mine, theirs)
    ]
    if moved[0] & moved[1]:
        return "moved by both"
    if moved[0] & removed[1] or moved[1] & removed[0]:
        return "moved and removed"
    return ""


def _merge_pieces(folder: Path, texts: list[str], grain: str) -> str | None:
    """Merge with one piece in a line, in which its own line feed is written as ¶."""
    split = GRAINS[grain].findall
    merged = merge_with_git(
        folder,
        [
            "\n".join(piece.replace("\n", "¶") for piece in split(text))
            for text in texts
        ],
    )
    return None if merged is None else merged.replace("\n", "").replace("¶", "\n")


def _has_all_added(texts: list[str], merged: str) -> bool:
    base, *sides = texts
    mine, theirs = (Counter(_added(base, side)) for side in sides)
    return bool(mine + theirs) and Counter(_added(base, merged)) == mine | theirs


def _has_all_moved(texts: list[str], merged: str) -> bool:
    """Tell whether the paragraphs stand in the order of the side that changed it.

    Of two in another order, each side moved one.
    """
    base, mine, theirs = texts
    kept, now = {*_homes(base, merged)}, _swapped(base, merged)
    swapped = [_swapped(base, side) for side in (mine, theirs)]
    wanted = {pair for pair in swapped[0] | swapped[1] if pair <= kept}
    moved = [{*chain(*pairs)} for pairs in swapped]
    return bool(wanted) and all(
        pair & moved[0] and pair & moved[1] for pair in now ^ wanted
    )


def _simplified(way: str, base: str, text: str) -> str:
    """Return the text without the paragraphs put in, or with the moved ones put back.

    Where nothing is to be done, it is as it was.
    """
    placed = [*zip(_homes(base, text), _paragraphs(text), strict=True)]
    if "beside" in way:
        placed = [(home, paragraph) for home, paragraph in placed if home is not None]
    if "moved" in way:
        placed = _put_back(placed)
    return _separator(text).join(paragraph for _, paragraph in placed)


def _put_back(placed: list[_Placed]) -> list[_Placed]:
    """Sort by home. What was put in stays behind the same paragraph as before."""
    keys, last = [], -1
    for home, _ in placed:
        last = last if home is None else home
        keys.append(last)
    return [placed[place] for place in sorted(range(len(keys)), key=keys.__getitem__)]


def _added(base: str, text: str) -> list[str]:
    homes = zip(_homes(base, text), _paragraphs(text), strict=True)
    return [paragraph for home, paragraph in homes if home is None]


def _swapped(base: str, text: str) -> set[frozenset[int]]:
    """Return each two paragraphs of the base that now stand the other way round."""
    order = [home for home in _homes(base, text) if home is not None]
    return {
        frozenset({first, second})
        for first, second in combinations(order, 2)
        if first > second
    }


def _homes(base: str, text: str) -> list[int | None]:
    """Return for each paragraph which one of the base it was made of, if any."""
    old = [_long_words(paragraph) for paragraph in _paragraphs(base)]
    homes: list[int | None] = []
    for new in map(_long_words, _paragraphs(text)):
        likeness = [
            (words & new).total() / max(1, min(words.total(), new.total()))
            for words in old
        ]
        best = max(range(len(old)), key=likeness.__getitem__)
        homes.append(best if likeness[best] >= 0.4 else None)
    return homes


def _long_words(paragraph: str) -> Counter[str]:
    return Counter(re.findall(r"\w{4,}", paragraph))


def _paragraphs(text: str) -> list[str]:
    return text.split(_separator(text))


def _separator(text: str) -> str:
    return "\n\n" if "\n\n" in text else "\n"
