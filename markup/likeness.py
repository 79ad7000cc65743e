"""Likeness: how many mistakes there are between what was written and what was meant."""

_SHORTEST, _LONG = 4, 8


def mistakes_in(typed: str, meant: str, *, is_finished: bool) -> int:
    """Return how many letters differ: added, left out, others, or two exchanged.

    Of what is not finished, only as much of what was meant counts as was typed.
    """
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for place, letter in enumerate(typed, start=1):
        before, last, row = row, before, [place]
        for at, other in enumerate(meant, start=1):
            cost = min(
                before[at] + 1, row[at - 1] + 1, before[at - 1] + (letter != other)
            )
            if last and at > 1 and (letter, typed[place - 2]) == (meant[at - 2], other):
                cost = min(cost, last[at - 2] + 1)
            row.append(cost)
    return row[-1] if is_finished else min(row)


def may_be_mistyped(typed: str) -> bool:
    """Whether it is long enough to be known again with a mistake in it."""
    return len(typed) >= _SHORTEST


def allowed_mistakes(typed: str) -> int:
    """Return with how many mistakes something may still be meant."""
    return 1 if len(typed) < _LONG else 2
