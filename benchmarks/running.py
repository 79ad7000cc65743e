"""Running: the chosen parts, each where it is measured."""

import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.test.utils import setup_databases, teardown_databases

from benchmarks import measures, parts, report, static, tables
from benchmarks.cpu import measure_costs
from benchmarks.generated.datasets import connected_to
from benchmarks.growth import Timed, measure_growth
from benchmarks.parts import Part
from benchmarks.plans import LARGE, reads_of_whole_tables
from benchmarks.plot import Plot
from benchmarks.site import served
from benchmarks.tables import Table

_OF_SITE = 1_000
_PICTURE = Path(settings.BASE_DIR) / "docs" / "images" / "growth.svg"


def run(
    chosen: Sequence[Part],
    sizes: Sequence[int],
    *,
    is_fresh: bool = False,
    is_drawn: bool = False,
) -> int:
    """Measure the chosen parts; return 1 if something is over its bar, else 0."""
    results = []
    if names := parts.named(chosen, parts.ORDINARY):
        results.append(_run_ordinary(names))
    if names := parts.named(chosen, parts.SERVED):
        results.append(_run_served(names, is_fresh=is_fresh, is_drawn=is_drawn))
    if parts.named(chosen, parts.GROWTH):
        results.append(_run_growth(sizes, is_fresh=is_fresh, is_drawn=is_drawn))
    return 1 if any(results) else 0


def _run_ordinary(names: list[str]) -> bool:
    """Measure in a database that goes away afterwards; tell if a bar is missed."""
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        figures = measures.measure_parts(names)
    finally:
        teardown_databases(databases, verbosity=0)
    report.show(figures, sys.stdout)
    return any(figure.is_over for figure in figures)


def _run_served(names: list[str], *, is_fresh: bool, is_drawn: bool) -> bool:
    """Measure a site that is really served; tell if a bar is missed."""
    is_over = False
    with connected_to(_OF_SITE, is_fresh=is_fresh), served() as site:
        if "static" in names and static.can_be_measured():
            found = static.measure_against_nginx(site)
            _tell(tables.of_ratios(found), is_drawn=is_drawn)
            is_over |= any(one.is_over for one in found)
            if static.is_304_slower(found):
                _say("A 304 is slower than the page that it spares.")
                is_over = True
        elif "static" in names:
            _say(static.MISSING)
        if "cpu" in names:
            costs = measure_costs(site)
            _tell(tables.of_costs(costs), is_drawn=is_drawn)
            is_over |= any(cost.is_over for cost in costs)
    return is_over


def _run_growth(sizes: Sequence[int], *, is_fresh: bool, is_drawn: bool) -> bool:
    """Measure among more and more articles; tell if a bar is missed."""
    found: list[tuple[int, list[Timed]]] = []
    for size in sizes:
        with connected_to(size, is_fresh=is_fresh) as made:
            found.append((size, measure_growth(made)))
            addresses, whole = reads_of_whole_tables() if size == sizes[-1] else (0, [])
    _tell(tables.of_growth(found), is_drawn=is_drawn)
    _say(
        f"{len(whole)} of the queries of {addresses} pages read a table of more than"
        f" {LARGE:,} rows from end to end, among {sizes[-1]:,} articles."
    )
    for one in whole:
        _say(str(one))
    if is_drawn:
        _PICTURE.write_text(picture_of(found).svg())
    first = {one.name: one for one in found[0][1]}
    return bool(whole) or any(one.is_over(first[one.name]) for one in found[-1][1])


_DRAWN = (
    "article view", "history", "save of 4 KB", "suggest: a word inside a title",
    "suggest: misspelt", "search: a word in every article", "search: a rare word",
    "list: the largest category",
)  # fmt: skip


def picture_of(found: Sequence[tuple[int, list[Timed]]]) -> Plot:
    """Return the growth of what matters most as a plot."""
    lines = {
        name: [
            (float(size), one.slow)
            for size, timed in found
            for one in timed
            if one.name == name
        ]
        for name in _DRAWN
    }
    ends = ", ".join(f"{name} {points[-1][1]:.0f} ms" for name, points in lines.items())
    return Plot(
        title="95 of 100 answers take no longer than this",
        description=f"Both axes are logarithmic. Among {found[-1][0]:,} articles: {ends}.",  # noqa: E501
        x_name="articles, each with 10 revisions",
        y_name="milliseconds of the processor",
        lines=lines,
    )


def _tell(table: Table, *, is_drawn: bool) -> None:
    _say(f"\n{table.text()}\n")
    if is_drawn:
        table.document()


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
