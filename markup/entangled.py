"""Leave a paragraph's old and new place to one person's decision, or to none's."""

from collections import defaultdict
from collections.abc import Sequence

from markup.hunks import split_lines
from markup.joining import Stretch
from markup.pairing import is_worth_tracing


def reopen_entangled(
    stretches: Sequence[Stretch], texts: Sequence[str | None]
) -> list[str | None]:
    """Return the stretches' joined texts, without those that hang on open ones.

    A stretch without a text is open. If a line that goes or comes there comes or
    goes in another stretch too, that one is opened as well. Else the line could
    stand twice or nowhere, whichever side somebody then decides for.
    """
    kept = list(texts)
    if None not in kept:
        return kept
    lines = [
        set() if stretch.mine == stretch.theirs else _changed_lines(stretch)
        for stretch in stretches
    ]
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, changed in enumerate(lines):
        for line in changed:
            places[line].append(place)
    opened = [place for place, text in enumerate(kept) if text is None]
    while opened:
        for line in lines[opened.pop()]:
            # Each line leads to its places only once, so the time stays linear.
            for place in places.pop(line, []):
                if kept[place] is not None:
                    kept[place] = None
                    opened.append(place)
    return kept


def _changed_lines(stretch: Stretch) -> set[str]:
    """Return the lines that a side took away or put in, if they are worth it."""
    base, mine, theirs = (
        {line.removesuffix("\n") for line in split_lines(text)}
        for text in (stretch.base, stretch.mine, stretch.theirs)
    )
    return set(filter(is_worth_tracing, (base ^ mine) | (base ^ theirs)))
