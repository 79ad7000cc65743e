"""Mark on the page as readers see it what was changed since an earlier version."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import count
from typing import Literal

from markup.cleaner import clean
from markup.fragments import (
    Block,
    cut_interface,
    is_edge,
    split_blocks,
    split_parts,
    without_interface,
    without_names,
)
from markup.hunks import Hunk, find_hunks
from markup.phrases import Mark, mark_phrase
from markup.spans import likeness

_Fate = Literal["added", "removed"]
_Step = tuple[Block | None, Block | None]

_MOST_CHARACTERS = 1_000_000
_LEAST_LIKENESS = 0.4
_MARK_OF: dict[_Fate, Mark] = {"added": "ins", "removed": "del"}
# Their parts are known by their place and kind, however little they have in common.
_FRAMES = {"div", "section", "table", "thead", "tr"}
# They may grow or shrink to many times their size and still be what they were.
_COLLECTIONS = {"blockquote", "div", "dl", "ol", "section", "tbody", "ul"}

_NOTES = '<section class="references"'
_REFERENCE = re.compile(r'(?<=<sup class="reference"><a) href="#fn-(\d+)"')


def mark_changes(old_html: str, new_html: str) -> str:
    """Return the new page with what was added, and what was removed in its place.

    Both are to come from ``markup.to_html``. Words are marked by ``ins`` and
    ``del``; a block that was added or removed as a whole also has the class
    "added" or "removed". A block that was moved is both. Pages too large to be
    compared come back as the new one, unmarked.
    """
    if max(len(old_html), len(new_html)) > _MOST_CHARACTERS:
        return clean(new_html)
    old = Block("", _as_past(old_html, new_html), "")
    return clean(_mark_blocks(old, Block("", new_html, "")))


def _as_past(old_html: str, new_html: str) -> str:
    """Return the old page fit to stand within the new one.

    Its elements have no names, and its references lead to what became of the notes.
    """
    html = without_names(without_interface(old_html))
    successors = _successors_of_notes(html, new_html)
    return _REFERENCE.sub(lambda found: successors.get(found[1], ""), html)


def _successors_of_notes(old_html: str, new_html: str) -> dict[str, str]:
    """Return, by the number of each note that is still there, the link to it."""
    successors = {}
    old_numbers, new_numbers = count(1), count(1)
    for old, new in _align(_notes_of(old_html), _notes_of(new_html)):
        old_number = next(old_numbers) if old else 0
        new_number = next(new_numbers) if new else 0
        if old and new:
            successors[str(old_number)] = f' href="#fn-{new_number}"'
    return successors


def _notes_of(html: str) -> list[Block]:
    """Return the notes below a page: the items of the list in its last section."""
    start = html.rfind(_NOTES)
    blocks = [Block("", html[start:], "")] if start >= 0 else []
    for _ in ("section", "ol", "li"):
        blocks = split_blocks(blocks[0].inner)[1] if blocks else []
    return blocks


def _mark_blocks(old: Block, new: Block) -> str:
    """Return the blocks within the new block, and what was removed among them."""
    _, old_blocks = split_blocks(old.inner)
    lead, new_blocks = split_blocks(new.inner)
    align = _align_frame if new.name in _FRAMES else _align
    return lead + "".join(_draw_step(*step) for step in align(old_blocks, new_blocks))


def _mark_inner(old: Block, new: Block) -> str:
    """Return what is in the new block, marked where it differs from the old one."""
    are_elements = old.opening and new.opening
    if are_elements and (old.has_blocks or new.has_blocks):
        return _mark_blocks(old, new)
    text, interface = cut_interface(new.inner)
    return mark_phrase(old.inner, text) + interface


def _draw_step(old: Block | None, new: Block | None) -> str:
    if old is None:
        return _mark_whole(new, "added") if new else ""
    if new is None:
        return _mark_whole(old, "removed")
    if old is new or old.inner == new.inner:
        return new.html
    return f"{new.opening}{_mark_inner(old, new)}{new.closing}{new.tail}"


def _mark_whole(block: Block, fate: _Fate) -> str:
    opening = block.opening
    if ' class="' in opening:
        opening = opening.replace(' class="', f' class="{fate} ')
    elif opening:
        opening = f'{opening[:-1]} class="{fate}">'
    inner = "".join(_enclose(block.inner, _MARK_OF[fate]))
    return f"{opening}{inner}{block.closing}{block.tail}"


def _enclose(html: str, mark: Mark) -> Iterator[str]:
    """Yield html with each run of text in it marked, within its innermost block."""
    is_open = False
    for part in split_parts(html):
        if is_edge(part):
            if is_open:
                yield f"</{mark}>"
            is_open = False
        elif not is_open and part.strip():
            yield f"<{mark}>"
            is_open = True
        yield part
    if is_open:
        yield f"</{mark}>"


def _align(old: list[Block], new: list[Block]) -> Iterator[_Step]:
    """Yield the blocks in order, those together of which one became the other.

    Where a reader sees no difference, the new block counts as both.
    """
    old_done = new_done = 0
    hunks = find_hunks([block.key for block in old], [block.key for block in new])
    for hunk in [*hunks, Hunk(len(old), len(old), len(new), len(new))]:
        yield from ((block, block) for block in new[new_done : hunk.new_start])
        old_done, new_done = hunk.old_end, hunk.new_end
        yield from _align_changed(
            old[hunk.old_start : old_done], new[hunk.new_start : new_done]
        )


def _align_frame(old: list[Block], new: list[Block]) -> Iterator[_Step]:
    """Yield the parts of a frame as _align does, those of one kind together."""
    old_done = new_done = 0
    hunks = find_hunks([block.kind for block in old], [block.kind for block in new])
    for hunk in [*hunks, Hunk(len(old), len(old), len(new), len(new))]:
        yield from zip(
            old[old_done : hunk.old_start], new[new_done : hunk.new_start], strict=True
        )
        old_done, new_done = hunk.old_end, hunk.new_end
        yield from ((block, None) for block in old[hunk.old_start : old_done])
        yield from ((None, block) for block in new[hunk.new_start : new_done])


def _align_changed(old: list[Block], new: list[Block]) -> Iterator[_Step]:
    """Yield removed blocks before added ones, and both before what became of one."""
    old_done = new_done = 0
    for old_place, new_place in _pair(old, new):
        yield from ((block, None) for block in old[old_done:old_place])
        yield from ((None, block) for block in new[new_done:new_place])
        yield old[old_place], new[new_place]
        old_done, new_done = old_place + 1, new_place + 1
    yield from ((block, None) for block in old[old_done:])
    yield from ((None, block) for block in new[new_done:])


def _pair(old: list[Block], new: list[Block]) -> list[tuple[int, int]]:
    """Return the places of blocks that share most of their words with each other.

    The words keep their order, so the pairs never cross.
    """
    if not old or not new:
        return []
    if len(old) == len(new) == 1 and new[0].name in _COLLECTIONS:
        return [(0, 0)] if old[0].kind == new[0].kind else []
    shared = _weigh_kept_words(old, new)
    best_new: dict[int, int] = {}
    best_old: dict[int, int] = {}
    for (old_place, new_place), _ in shared.most_common():
        if old[old_place].kind == new[new_place].kind:
            best_new.setdefault(old_place, new_place)
            best_old.setdefault(new_place, old_place)
    return [
        (old_place, new_place)
        for old_place, new_place in sorted(best_new.items())
        if best_old[new_place] == old_place
        and _are_alike(old[old_place], new[new_place], shared[old_place, new_place])
    ]


def _weigh_kept_words(old: list[Block], new: list[Block]) -> Counter[tuple[int, int]]:
    """Count the characters of the words that each two blocks keep in common."""
    old_words, old_places = _flatten(old)
    new_words, new_places = _flatten(new)
    shared: Counter[tuple[int, int]] = Counter()
    old_done = new_done = 0
    end = Hunk(len(old_words), len(old_words), len(new_words), len(new_words))
    for hunk in [*find_hunks(old_words, new_words), end]:
        for old_word in range(old_done, hunk.old_start):
            new_word = old_word - old_done + new_done
            places = old_places[old_word], new_places[new_word]
            shared[places] += len(old_words[old_word])
        old_done, new_done = hunk.old_end, hunk.new_end
    return shared


def _flatten(blocks: list[Block]) -> tuple[list[str], list[int]]:
    """Return all words of the blocks, and the place of the block each stands in."""
    words: list[str] = []
    places: list[int] = []
    for place, block in enumerate(blocks):
        words += block.words
        places += [place] * len(block.words)
    return words, places


def _are_alike(old: Block, new: Block, common: int) -> bool:
    old_weight, new_weight = sum(map(len, old.words)), sum(map(len, new.words))
    if new.name in _COLLECTIONS:
        old_weight = new_weight = min(old_weight, new_weight)
    return likeness(common, old_weight, new_weight) >= _LEAST_LIKENESS
