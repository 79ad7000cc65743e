"""Find which removed line of a text became which added line."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from markup.hunks import Hunk, find_hunks
from markup.spans import Span, compare_words, likeness, weigh, whole_line
from markup.words import split_words

_LEAST_LIKENESS = 0.4
_LIKENESS_OF_MOVED = 0.6
_FEWEST_LETTERS_OF_MOVED = 15
_MOST_WORDS_OF_MOVED = 5_000
_MOST_HOLDERS_OF_RARE_WORD = 8
_BUDGET = 300_000

_Words = dict[int, list[str]]


@dataclass(frozen=True, slots=True)
class Pair:
    """The line ``old`` became the line ``new`` (from 0), as the spans tell."""

    old: int
    new: int
    spans: tuple[Span, ...]
    is_move: bool


def pair_lines(old: list[str], new: list[str], hunks: list[Hunk]) -> list[Pair]:
    """Pair removed lines with the added lines they were moved or edited to.

    Where the hunks together pass the budget of words, lines in the largest
    of them are left unpaired.
    """
    change = _Change(
        _words_of(old, (range(hunk.old_start, hunk.old_end) for hunk in hunks)),
        _words_of(new, (range(hunk.new_start, hunk.new_end) for hunk in hunks)),
    )
    moved = list(_find_moved(change))
    change = change.without(moved)
    both_ways = (hunk for hunk in hunks if hunk.removed and hunk.added)
    parts = _affordable(change.within(hunk) for hunk in both_ways)
    edited = [pair for part in parts for pair in _find_edited(part)]
    change = change.without(edited)
    return [*moved, *edited, *_find_moved_and_edited(change)]


def is_worth_tracing(line: str) -> bool:
    """Whether the line has so many letters that it is not there by chance."""
    letters = islice(filter(str.isalnum, line), _FEWEST_LETTERS_OF_MOVED)
    return sum(map(len, letters)) == _FEWEST_LETTERS_OF_MOVED


@dataclass(frozen=True, slots=True)
class _Change:
    """The words of removed and of added lines, by the lines' positions."""

    removed: _Words
    added: _Words

    @property
    def cost(self) -> int:
        return sum(map(len, self.removed.values())) + sum(map(len, self.added.values()))

    def without(self, pairs: Iterable[Pair]) -> "_Change":
        gone = {pair.old for pair in pairs}
        come = {pair.new for pair in pairs}
        return _Change(
            {i: line for i, line in self.removed.items() if i not in gone},
            {i: line for i, line in self.added.items() if i not in come},
        )

    def within(self, hunk: Hunk) -> "_Change":
        gone = range(hunk.old_start, hunk.old_end)
        come = range(hunk.new_start, hunk.new_end)
        return _Change(
            {i: self.removed[i] for i in gone if i in self.removed},
            {i: self.added[i] for i in come if i in self.added},
        )


def _words_of(lines: list[str], hunks: Iterable[range]) -> _Words:
    return {i: split_words(lines[i]) for hunk in hunks for i in hunk}


def _affordable(parts: Iterable[_Change]) -> Iterator[_Change]:
    """Yield as many parts as the budget allows, the small ones first."""
    spent = 0
    for part in sorted(parts, key=lambda part: part.cost):
        spent += part.cost
        if spent > _BUDGET:
            return
        yield part


def _find_moved(change: _Change) -> Iterator[Pair]:
    """Pair lines that were removed here and added word for word there."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for new, words in reversed(change.added.items()):
        places["".join(words)].append(new)
    for old, words in change.removed.items():
        line = "".join(words)
        if places.get(line) and is_worth_tracing(line):
            yield Pair(old, places[line].pop(), whole_line(line, "same"), is_move=True)


def _find_edited(change: _Change) -> Iterator[Pair]:
    """Pair lines in order, by the words that a comparison of all lines keeps."""
    if len(change.removed) == len(change.added) == 1:
        candidates = list(zip(change.removed, change.added, strict=True))
    else:
        candidates = _match_by_kept_words(change)
    for old, new in candidates:
        spans = compare_words(change.removed[old], change.added[new])
        if spans:
            yield Pair(old, new, spans, is_move=False)


def _match_by_kept_words(change: _Change) -> list[tuple[int, int]]:
    """Return pairs of lines each of which shares most of its words with the other.

    The words keep their order, so the pairs never cross.
    """
    shared = _weigh_kept_words(change)
    best_new: dict[int, int] = {}
    best_old: dict[int, int] = {}
    for (old, new), _ in shared.most_common():
        best_new.setdefault(old, new)
        best_old.setdefault(new, old)
    return [
        (old, new)
        for old, new in sorted(best_new.items())
        if best_old[new] == old
        and _likeness(change, old, new, shared[old, new]) >= _LEAST_LIKENESS
    ]


def _weigh_kept_words(change: _Change) -> Counter[tuple[int, int]]:
    """Count the characters of the words that each two lines keep in common."""
    old_words, old_lines = _flatten(change.removed)
    new_words, new_lines = _flatten(change.added)
    shared: Counter[tuple[int, int]] = Counter()
    old = new = 0
    end = Hunk(len(old_words), len(old_words), len(new_words), len(new_words))
    for hunk in [*find_hunks(old_words, new_words), end]:
        kept = slice(old, hunk.old_start)
        owners = zip(old_lines[kept], new_lines[new : hunk.new_start], strict=True)
        for both, word in zip(owners, old_words[kept], strict=True):
            shared[both] += len(word)
        old, new = hunk.old_end, hunk.new_end
    return shared


def _flatten(lines: _Words) -> tuple[list[str], list[int]]:
    """Return all words of the lines, and the line each of them stands in."""
    words: list[str] = []
    owners: list[int] = []
    for position, line in lines.items():
        visible = _visible(line)
        words += visible
        owners += [position] * len(visible)
    return words, owners


def _find_moved_and_edited(change: _Change) -> Iterator[Pair]:
    """Pair what is left by rare words, wherever the lines stand."""
    bags = dict(_bags(change.added))
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for new, bag in bags.items():
        for word in bag:
            holders[word].append(new)
    rare = {
        word: lines
        for word, lines in holders.items()
        if len(lines) <= _MOST_HOLDERS_OF_RARE_WORD
    }
    for old, bag in _bags(change.removed):
        for new in _find_likest(bag, rare):
            common = sum(map(len, (bag & bags[new]).elements()))
            is_like = _likeness(change, old, new, common) >= _LIKENESS_OF_MOVED
            spans = is_like and compare_words(change.removed[old], change.added[new])
            if spans:
                bags[new].clear()
                yield Pair(old, new, spans, is_move=True)


def _bags(lines: _Words) -> Iterator[tuple[int, Counter[str]]]:
    for position, words in lines.items():
        if len(words) <= _MOST_WORDS_OF_MOVED and is_worth_tracing("".join(words)):
            yield position, Counter(_visible(words))


def _find_likest(bag: Counter[str], rare: dict[str, list[int]]) -> list[int]:
    """Return the line, if any, that has most of the bag's rare words."""
    votes = Counter(chain.from_iterable(rare[word] for word in bag if word in rare))
    return [line for line, _ in votes.most_common(1)]


def _likeness(change: _Change, old: int, new: int, common: int) -> float:
    old_weight = weigh("".join(change.removed[old]))
    return likeness(common, old_weight, weigh("".join(change.added[new])))


def _visible(words: list[str]) -> list[str]:
    return [word for word in words if not word.isspace()]
