"""The budget: no text, however hostile, keeps the renderer busy for long."""

import time
from functools import partial
from html import escape

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from markup import Document, parse, to_html
from markup.budget import (
    MAX_COLUMNS,
    MAX_FORMULA_CHARACTERS,
    MAX_LINKS,
    MAX_NODES,
    MAX_OPENERS,
    MAX_SECONDS,
    MAX_TABLE_CELLS,
    Deadline,
    OverBudget,
    budget_plugin,
    check_source,
    check_tokens,
)

# What is not linear takes minutes; a busy machine makes the rest take thrice as long.
_FAR_TOO_LONG = 10.0
_MORE = (
    "This page has more {} than can be shown formatted. Dividing it would help.".format
)

# Tracing each line costs as much time again, and time is part of the budget.
pytestmark = pytest.mark.no_cover


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[" * (MAX_OPENERS + 1), _MORE("links and brackets")),
        (
            "|a" * (MAX_COLUMNS + 1) + "\n" + "|-" * (MAX_COLUMNS + 1),
            "This page has a table with more columns than can be shown formatted. "
            "Dividing it would help.",
        ),
        ("[[Category:A]]" * (MAX_LINKS + 1), _MORE("links")),
        ("$b$ " * (MAX_FORMULA_CHARACTERS // 6 + 1), _MORE("formulas")),
    ],
)
def test_a_text_over_its_budget_is_shown_as_it_was_typed(text, reason):
    document = parse(text)

    assert document == Document(source=text, plain_text=text, over_budget=reason)
    assert to_html(document) == _as_typed(text, reason)


@pytest.mark.parametrize(
    "text",
    [
        "[" * MAX_OPENERS,
        "![" * (MAX_OPENERS // 2),
        "|a" * MAX_COLUMNS + "\n" + "|-" * MAX_COLUMNS,
    ],
    ids=["brackets", "images", "columns"],
)
def test_a_text_within_its_budget_is_worth_starting_on(text, monkeypatch):
    # On a busy machine the time alone might be up.
    monkeypatch.setattr("markup.document.Deadline", partial(Deadline, 60))

    check_source(text)

    assert parse(text).over_budget == ""


@pytest.mark.parametrize(
    ("tokens", "most", "reason"),
    [
        ([Token("hr", "hr", 0)], MAX_NODES, "larger than can be shown"),
        ([Token("td_open", "td", 1)], MAX_TABLE_CELLS, "more table cells than"),
        ([Token("th_open", "th", 1)], MAX_TABLE_CELLS, "more table cells than"),
    ],
    ids=["elements", "cells", "cells of the head"],
)
def test_only_the_token_after_the_limit_is_too_much(tokens, most, reason):
    check_tokens(tokens * most)

    with pytest.raises(OverBudget, match=reason):
        check_tokens(tokens * (most + 1))


@pytest.mark.parametrize("name", ["link_open", "wikilink_open", "category"])
def test_links_of_each_kind_count(name):
    def paragraph(links):
        return [Token("inline", "", 0, children=[Token(name, "", 0)] * links)]

    check_tokens(paragraph(MAX_LINKS))

    with pytest.raises(OverBudget, match="more links than"):
        check_tokens(paragraph(MAX_LINKS + 1))


def test_a_page_shown_as_typed_has_no_markup_of_its_author():
    text = (
        "<script>alert(1)</script> & **a** [[B]] [[Category:C]]\n\n# D\n" + "[" * 40_000
    )

    document = parse(text)

    reason = _MORE("links and brackets")
    assert to_html(document) == _as_typed(text, reason)
    assert document == Document(source=text, plain_text=text, over_budget=reason)


@pytest.mark.parametrize(
    "unit",
    [
        *("[[(", "[a", "![[]()", "*a **a ", "> ", "|a", "^[", "[^a]", "<a ", "`", "$"),
        *("[a]: b\n", "_a __b ", "**_* ", "~~a", "&.;", ")](", "\\"),
    ],
)
def test_a_hostile_unit_repeated_costs_little(unit):
    text = unit * (100_000 // len(unit))

    seconds = _seconds_to_render(text)

    assert seconds < _FAR_TOO_LONG


@pytest.mark.parametrize("unit", ["# \n", "[^a]: b\n\n", "  - a\n", "a\n: b\n"])
def test_a_hostile_block_repeated_costs_little(unit):
    text = unit * (100_000 // len(unit))

    seconds = _seconds_to_render(text)

    assert seconds < _FAR_TOO_LONG


@pytest.mark.parametrize(("unit", "openers"), [("[[(", 2), ("[a", 1), ("^[", 1)])
def test_openers_within_their_limit_cost_little(unit, openers):
    seconds = _seconds_to_render(unit * (MAX_OPENERS // openers))

    assert seconds < _FAR_TOO_LONG


@pytest.mark.parametrize(
    ("formula", "count"),
    [
        ("a", MAX_FORMULA_CHARACTERS),
        ("a", MAX_FORMULA_CHARACTERS // 6),
        ("x+" * 250, MAX_FORMULA_CHARACTERS // 505),
        ("x+" * 999, MAX_FORMULA_CHARACTERS // 2_003),
        ("x+" * 999, 250),
        ("{" * 900 + "}" * 900, MAX_FORMULA_CHARACTERS // 1_805),
        (r"\frac{a}{" * 150 + "}" * 150, MAX_FORMULA_CHARACTERS // 1_505),
    ],
    ids=["most", "short", "long", "longest", "too many", "deep", "fractions"],
)
def test_formulas_cost_little(formula, count):
    seconds = _seconds_to_render(f"${formula}$ " * count)

    assert seconds < _FAR_TOO_LONG


def test_a_deadline_that_is_over_ends_the_work_within_a_few_steps():
    deadline = Deadline(0)

    with pytest.raises(OverBudget, match="takes too long"):
        _take_steps(deadline, 1_000)


def test_a_deadline_that_is_not_over_lets_the_work_go_on():
    deadline = Deadline(60)

    _take_steps(deadline, 1_000)


@pytest.mark.parametrize("unit", ["a\n\n", "*a* "], ids=["blocks", "inline"])
def test_the_parser_looks_at_the_deadline(unit):
    parser = MarkdownIt("commonmark").use(budget_plugin)

    parser.parse(unit * 1_000, {"deadline": Deadline(60)})
    with pytest.raises(OverBudget, match="takes too long"):
        parser.parse(unit * 1_000, {"deadline": Deadline(0)})


def _take_steps(deadline, count):
    for _ in range(count):
        deadline.step()


def _as_typed(text, reason):
    shown = escape(text, quote=False)
    return (
        f'<p class="notice">{reason} Until then it is shown as it was typed.</p>'
        f'<pre dir="auto" class="as-typed" tabindex="0">{shown}</pre>'
    )


def _seconds_to_render(text):
    began = time.thread_time()
    to_html(parse(text))
    return time.thread_time() - began


_SIZES = (4_000, 40_000)


@pytest.mark.parametrize(
    "unit",
    [
        "{{a|",
        "{{A|x}}",
        "{{cite|title=a}} ",
        "{{{a|",
        "}}",
        ":::infobox\n",
        ":::infobox\na = b\n:::\n",
        ":::notice\nx\n",
        ":::navbox [[x]]\n- a\n:::\n",
        "[[File:a|",
        "[[File:a|alt=b|c]]",
        "x[^g:a]",
    ],
)
def test_no_new_syntax_costs_more_than_its_length(unit):
    library = {"Template:A": "{{{1}}}{{{1}}}"}
    seconds = [_seconds_for(unit * (size // len(unit)), library) for size in _SIZES]

    # Were it the square of the length, it would be a hundred times as much.
    assert seconds[1] < max(40 * seconds[0], 1)
    assert seconds[1] < 2 * MAX_SECONDS


def test_templates_within_the_arguments_of_templates_end_in_time():
    text = "{{A|" * 4_000 + "x" + "}}" * 4_000

    assert _seconds_for(text, {"Template:A": "{{{1}}}{{{1}}}"}) < 2 * MAX_SECONDS


def _seconds_for(text: str, library: dict[str, str]) -> float:
    """Return the shortest of three times: a machine may be busy with something else."""
    times = []
    for _ in range(3):
        began = time.thread_time()
        to_html(parse(text, library))
        times.append(time.thread_time() - began)
    return min(times)
