"""The report: a table of figures, each with a bar drawn on one scale."""

import math
from typing import TextIO

from benchmarks.timing import Figure

_WIDTH = 24


def show(figures: list[Figure], output: TextIO) -> None:
    """Write the table."""
    longest = max(figure.slowest for figure in figures)
    line = "{:<46}{:>10}{:>10}{:>10}{:>8}  {:<{w}}  {:>7}  {}\n"
    output.write(
        line.format(
            "work", "fastest ms", "median", "slowest", "bar", "(log scale)", "ratio",
            "against",
            w=_WIDTH,
        )
    )  # fmt: skip
    for figure in figures:
        output.write(
            line.format(
                figure.name,
                f"{figure.fastest:.2f}",
                f"{figure.median:.2f}",
                f"{figure.slowest:.2f}",
                f"{figure.bar:.0f}" if figure.bar else "",
                _drawn(figure.median, longest),
                f"{figure.ratio:.1f}x",
                f"{figure.reference_name} ({figure.reference:.2f} ms)"
                + (" OVER THE BAR" if figure.is_over else ""),
                w=_WIDTH,
            )
        )


def _drawn(median: float, longest: float) -> str:
    """A bar whose length grows with the logarithm of the time, from 0.1 ms on."""
    share = math.log10(max(median, 0.11) / 0.1) / math.log10(max(longest, 1) / 0.1)
    return "#" * max(1, round(_WIDTH * share))
