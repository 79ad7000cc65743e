"""Calls: what stands in braces is taken apart, whatever else is there."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markup.calls import calls_in, outermost


@pytest.mark.parametrize(
    ("text", "name", "arguments"),
    [
        ("{{A}}", "A", {}),
        ("{{ A b }}", "A b", {}),
        ("{{A|b|c}}", "A", {"1": "b", "2": "c"}),
        ("{{A|b=c|d}}", "A", {"b": "c", "1": "d"}),
        ("{{A| b = c = d }}", "A", {"b": "c = d"}),
        ("{{A|}}", "A", {"1": ""}),
        ("{{A||b}}", "A", {"1": "", "2": "b"}),
        ("{{A|[[b|c=d]]|e}}", "A", {"1": "[[b|c=d]]", "2": "e"}),
        ("{{A|{{B|c=d}}|e}}", "A", {"1": "{{B|c=d}}", "2": "e"}),
        ("{{A|{{{b|c}}}}}", "A", {"1": "{{{b|c}}}"}),
        ("{{A\n| b = c\n| d\n}}", "A", {"b": "c", "1": "d"}),
        ("{{A|[[b|c}}", "A", {"1": "[[b|c"}),
        ("{{A|1=b|2=c}}", "A", {"1": "b", "2": "c"}),
    ],
)
def test_a_call_is_taken_apart(text, name, arguments):
    (call,) = outermost(calls_in(text))

    assert (call.start, call.end) == (0, len(text))
    assert (call.name, call.arguments, call.is_parameter) == (name, arguments, False)


@pytest.mark.parametrize(
    ("text", "name", "default"),
    [
        ("{{{a}}}", "a", None),
        ("{{{a|}}}", "a", ""),
        ("{{{a|b|c=d}}}", "a", "b|c=d"),
        ("{{{a|{{{b|c}}}}}}", "a", "{{{b|c}}}"),
        ("{{{1|{{B}}}}}", "1", "{{B}}"),
    ],
)
def test_a_parameter_has_three_braces_and_perhaps_a_default(text, name, default):
    (call,) = outermost(calls_in(text))

    assert (call.start, call.end) == (0, len(text))
    assert (call.name, call.default, call.is_parameter) == (name, default, True)


@pytest.mark.parametrize("text", ["", "{{", "}}", "{{a", "a}}", "{a}", "{{a}", "[[{{"])
def test_what_is_not_closed_is_no_call(text):
    assert calls_in(text) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{{a}}", ["{{a}}"]),
        ("{{a}}}", ["{{a}}"]),
        ("{{{{{1}}}|x}}", ["{{{{{1}}}|x}}"]),
        ("{{a {{b}}", ["{{b}}"]),
        ("{{a}}{{b}}", ["{{a}}", "{{b}}"]),
        ("{{a [[ b}} c ]]", ["{{a [[ b}}"]),
        ("}}{{a}}", ["{{a}}"]),
    ],
)
def test_braces_that_do_not_match_are_text(text, found):
    calls = outermost(calls_in(text))

    assert [text[call.start : call.end] for call in calls] == found


@given(st.text(alphabet="{}[]|= ab\n", max_size=60))
def test_calls_begin_and_end_with_their_braces_and_never_overlap(text):
    calls = calls_in(text)

    for call in calls.values():
        braces = 3 if call.is_parameter else 2
        assert text[call.start :].startswith("{" * braces)
        assert text[: call.end].endswith("}" * braces)
    ends = [(call.start, call.end) for call in outermost(calls)]
    assert ends == sorted(ends)
    assert all(end <= start for (_, end), (start, _) in pairwise(ends))
