"""Figures are put in tables, beside their bars, and marked where they miss one."""

from typing import Any

from benchmarks import tables
from benchmarks.cpu import Cost
from benchmarks.growth import Timed
from benchmarks.static import Against, Rate


def timed(median: float, slow: float, **fields: Any) -> Timed:
    return Timed("view", median, slow, **fields)


def test_a_measure_is_over_its_bar_by_its_slow_twentieth():
    assert not timed(10, 49, bar=50).is_over(timed(1, 2))
    assert timed(10, 51, bar=50).is_over(timed(1, 2))


def test_a_measure_that_has_to_stay_may_grow_by_a_fifth():
    first = timed(10, 15, has_to_stay=True)

    assert not timed(11.9, 90, has_to_stay=True).is_over(first)
    assert timed(12.1, 13, has_to_stay=True).is_over(first)
    assert not timed(50, 60).is_over(first)


def test_growth_is_told_from_the_fewest_to_the_most():
    found = [
        (1_000, [timed(2, 3, has_to_stay=True)]),
        (10_000, [timed(3, 4.56, has_to_stay=True)]),
    ]

    table = tables.of_growth(found)

    assert table.rows == [
        ("view", "2.0 / 3.0", "3.0 / 4.6", "x1.50", "x1.2 over the bar")
    ]
    assert len({len(line) for line in table.text().splitlines()}) == 1


def test_ratios_are_of_rounds_that_followed_each_other():
    ours = [Rate(60, 4, 100), Rate(30, 2, 100), Rate(90, 2, 100)]
    theirs = [Rate(100, 2, 20), Rate(100, 2, 20), Rate(100, 4, 20)]

    beside = Against("page", ours, theirs, bar=0.6)

    assert (beside.ratio, beside.slowness) == (0.6, 1.0)
    assert not beside.is_over
    assert Against("page", ours, theirs, bar=0.61).is_over
    assert Against("304", theirs, [Rate(1, 0.5, 1)] * 3, bar=None).is_over


def test_a_table_goes_into_the_documentation_and_replaces_the_one_before(
    tmp_path, monkeypatch
):
    page = tmp_path / "speed.md"
    page.write_text("# Speed\n<!-- cpu -->\nOld.\n<!-- end of cpu -->\nMore.\n")
    monkeypatch.setattr(tables, "_PAGE", page)

    tables.of_costs([Cost("view", 3.456, 4), Cost("save", 9, 8)]).document()

    lines = page.read_text().splitlines()
    assert lines[:2] == ["# Speed", "<!-- cpu -->"]
    assert lines[2].startswith("Measured on 2")
    assert lines[4:] == [
        "| one request | ms of CPU | bar |  |",
        "| --- | ---: | ---: | ---: |",
        "| view | 3.46 | 4 |  |",
        "| save | 9.00 | 8 | over the bar |",
        "<!-- end of cpu -->",
        "More.",
    ]
