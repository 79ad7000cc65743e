"""The merge and ``git merge-file`` agree, or the test can say why they do not."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from markup.merge import merge
from tests.markup.edited_texts import edited_texts
from tests.markup.replays import merge_with_git, why_joined, why_refused


@st.composite
def short_lines(draw):
    """A text of few different lines, and two edited copies.

    Some edits are made on both sides.
    """
    letters = st.sampled_from("abcdefgh"[: draw(st.integers(2, 8))])
    base = draw(st.lists(letters, max_size=12))
    sides = [base, [*base], [*base]]
    for changed in draw(st.lists(st.sampled_from(["12", "1", "2"]), max_size=6)):
        start = draw(st.integers(0, len(base)))
        end = draw(st.integers(start, start + 3))
        lines = draw(st.lists(letters, max_size=3))
        for side in map(int, changed):
            sides[side][start:end] = lines
    return ["\n".join(side) for side in sides]


@pytest.mark.parametrize(
    ("texts", "happened"),
    [
        pytest.param(
            short_lines(), {"both join": 100, "both refuse": 50}, id="short lines"
        ),
        pytest.param(
            edited_texts(),
            {
                "both join": 100,
                "both refuse": 100,
                "git refuses: in place, by sentence": 10,
                "git refuses: in place, by word": 5,
                "git refuses: moved, by line": 10,
                "git refuses: beside, by line": 2,
                "git joins: moved by both": 1,
                "git joins: moved and removed": 1,
            },
            id="edited texts",
        ),
    ],
)
def test_a_merge_is_what_git_makes_of_it_or_differs_for_a_reason(
    texts, happened, tmp_path
):
    seen: Counter[str] = Counter()

    @settings(
        max_examples=400,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(texts)
    def compare(versions):
        outcome = outcome_of(tmp_path, versions)
        event(outcome)
        seen[outcome] += 1

    compare()

    # The examples are always the same: none of the reasons is asserted in vain.
    assert not {outcome for outcome, least in happened.items() if seen[outcome] < least}


def outcome_of(folder, texts):
    """Merge with git and by ourselves, and say who joins and for what reason."""
    merged, expected = merge(*texts), merge_with_git(folder, texts)
    if merged.is_clean and expected is not None:
        assert merged.text == expected
        return "both join"
    if merged.is_clean:
        reason = why_joined(folder, texts, merged.text)
        assert reason, "Git finds a conflict here."
        return f"git refuses: {reason}"
    if expected is not None:
        reason = why_refused(texts)
        assert reason, "Git joins this."
        return f"git joins: {reason}"
    return "both refuse"
