"""Tables: figures in rows, for a terminal and for the documentation."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from benchmarks.cpu import Cost
from benchmarks.growth import Timed
from benchmarks.static import Against

_PAGE = Path(settings.BASE_DIR) / "docs" / "speed.md"
_OVER = "over the bar"


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in rows, all with as many cells as the header."""

    part: str
    header: tuple[str, ...]
    rows: list[tuple[str, ...]]

    def text(self) -> str:
        """Return the table in columns."""
        lines = [self.header, *self.rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        return "\n".join(
            "  ".join(
                cell.ljust(width) if not at else cell.rjust(width)
                for at, (cell, width) in enumerate(zip(line, widths, strict=True))
            ).rstrip()
            for line in lines
        )

    def markdown(self) -> str:
        """Return the table as Markdown, with the day and what the machine was like."""
        aligned = ("---", *["---:"] * (len(self.header) - 1))
        lines = [self.header, aligned, *self.rows]
        day = f"{date.today():%Y-%m-%d}"  # noqa: DTZ011
        load = os.getloadavg()[0]
        told = f"Measured on {day}, {os.cpu_count()} cores, average load {load:.1f}."
        return "\n".join(
            [told, "", *("| " + " | ".join(line) + " |" for line in lines)]
        )

    def document(self) -> None:
        """Put the table into the documentation, in the place of the one before."""
        begin, end = f"<!-- {self.part} -->", f"<!-- end of {self.part} -->"
        before, _, rest = _PAGE.read_text().partition(begin)
        after = rest.partition(end)[2]
        text = f"{before}{begin}\n{self.markdown()}\n{end}{after}"
        _PAGE.write_text(text)


def of_costs(costs: Sequence[Cost]) -> Table:
    """Return what requests cost, web server and database together."""
    rows: list[tuple[str, ...]] = [
        (c.name, f"{c.milliseconds:.2f}", f"{c.bar:.0f}", _OVER if c.is_over else "")
        for c in costs
    ]
    return Table("cpu", ("one request", "ms of CPU", "bar", ""), rows)


def of_ratios(found: Sequence[Against]) -> Table:
    """Return how pages for strangers do beside nginx."""
    header = (
        "served", "a second", "nginx", "ratio", "bar", "p99 ms", "nginx", "ratio",
        "µs of CPU", "nginx", "",
    )  # fmt: skip
    return Table("static", header, [_beside(one) for one in found])


def _beside(one: Against) -> tuple[str, ...]:
    sides = one.ours, one.theirs
    rates = [_middle([rate.per_second for rate in side]) for side in sides]
    slow = [_middle([rate.slow for rate in side]) for side in sides]
    used = [_middle([rate.processor for rate in side]) for side in sides]
    return (
        one.name,
        *(f"{rate:,.0f}" for rate in rates),
        f"{one.ratio:.2f}",
        f"{one.bar}" if one.bar else "",
        *(f"{time:.2f}" for time in slow),
        f"{one.slowness:.2f}",
        *(f"{time:.0f}" for time in used),
        _OVER if one.is_over else "",
    )


def of_growth(found: Sequence[tuple[int, list[Timed]]]) -> Table:
    """Return median and slow twentieth of each measure, among each size."""
    sizes = [size for size, _ in found]
    header = (
        "ms: median / p95",
        *(f"{size:,}" for size in sizes),
        "growth",
        "bar",
    )
    first = {one.name: one for one in found[0][1]}
    columns = [{one.name: one for one in timed} for _, timed in found]
    rows = []
    for name, began in first.items():
        last = columns[-1][name]
        bar = f"{last.bar:.0f}" if last.bar else "x1.2" if last.has_to_stay else ""
        cells = [f"{c[name].median:.1f} / {c[name].slow:.1f}" for c in columns]
        growth = f"x{last.median / began.median:.2f}"
        over = f"{bar} {_OVER}" if last.is_over(began) else bar
        rows.append((name, *cells, growth, over))
    return Table("growth", (*header,), rows)


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
