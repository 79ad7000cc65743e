"""Plots show each figure, and can be read by people and by programs."""

from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring

from benchmarks.plot import Plot

SVG = "{http://www.w3.org/2000/svg}"
LINES = {
    "view": [(1_000.0, 3.0), (10_000.0, 3.5), (100_000.0, 4.0)],
    "search <all> & more": [(1_000.0, 20.0), (10_000.0, 60.0), (100_000.0, 150.0)],
    "save": [(1_000.0, 3.1), (10_000.0, 3.4), (100_000.0, 4.1)],
}


def drawn(lines: dict[str, list[tuple[float, float]]]) -> Element:
    plot = Plot("How it grows", "All of it.", "articles", "milliseconds", lines)
    return fromstring(plot.svg())  # noqa: S314 - our own


def numbers(element: Element, *names: str) -> list[float]:
    return [float(element.attrib[name]) for name in names]


def test_there_is_a_point_for_each_figure_that_tells_it():
    told = [title.text for title in drawn(LINES).iterfind(f".//{SVG}circle/{SVG}title")]

    assert len(told) == 9
    assert told[3] == "search <all> & more: 20.0 ms among 1,000"


def test_equal_factors_are_equally_far_apart():
    first, second, third = (
        numbers(circle, "cx", "cy")
        for circle in list(drawn(LINES).iter(f"{SVG}circle"))[:3]
    )

    assert abs((third[0] - second[0]) - (second[0] - first[0])) < 0.2
    assert first[1] > second[1] > third[1]


def test_it_has_a_name_a_description_axes_and_a_name_at_each_line():
    picture = drawn(LINES)

    words = [text.text for text in picture.iter(f"{SVG}text")]

    assert picture.attrib["role"] == "img"
    assert picture.attrib["aria-labelledby"] == "title desc"
    assert picture.findtext(f"{SVG}title") == "How it grows"
    assert picture.findtext(f"{SVG}desc") == "All of it."
    assert {"articles", "milliseconds", "1,000", "100,000", "10"} <= {*words}
    assert words[-3:] == ["view, 4 ms", "search <all> & more, 150 ms", "save, 4 ms"]


def test_names_of_lines_that_end_together_do_not_cover_each_other():
    lines = {f"line {n}": [(1_000.0, 5.0), (9_000.0, 5.0)] for n in range(8)}

    heights = sorted(
        float(text.attrib["y"])
        for text in drawn(lines).iter(f"{SVG}text")
        if str(text.text).startswith("line")
    )

    gaps = [b - a for a, b in pairwise(heights)]
    assert min(gaps) >= 16
    assert heights[-1] <= 460


def test_it_is_drawn_for_light_and_for_dark():
    style = drawn(LINES).findtext(f"{SVG}style") or ""

    assert style.count(".line2 polyline") == 2
    assert "prefers-color-scheme: dark" in style


def test_one_size_and_no_time_can_be_drawn_too():
    assert len(list(drawn({"view": [(1_000.0, 0.0)]}).iter(f"{SVG}circle"))) == 1
