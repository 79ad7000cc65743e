import subprocess

from hypothesis import given, settings
from hypothesis import strategies as st

from markup.merge import merge_lines


@st.composite
def three_texts(draw):
    """A text of few different lines, and two edited copies, ended or not."""
    letters = st.sampled_from("abcdefgh"[: draw(st.integers(2, 8))])
    base = draw(st.lists(letters, max_size=12))
    sides = [base, [*base], [*base]]
    for side in sides[1:]:
        for _ in range(draw(st.integers(0, 3))):
            start = draw(st.integers(0, len(side)))
            end = draw(st.integers(start, min(len(side), start + 3)))
            side[start:end] = draw(st.lists(letters, max_size=3))
    return [
        "\n".join(side) + draw(st.sampled_from(["\n", ""])) * bool(side)
        for side in sides
    ]


@settings(max_examples=150, deadline=None)
@given(three_texts())
def test_lines_are_merged_as_git_merges_them(tmp_path_factory, texts):
    base, mine, theirs = texts
    merged = merge_lines(base, mine, theirs)

    expected = merge_with_git(tmp_path_factory.getbasetemp(), base, mine, theirs)

    assert (merged.text if merged.is_clean else None) == expected


def merge_with_git(folder, base, mine, theirs):
    """Return the text that Git merges, or None where it finds a conflict."""
    names = ["mine", "base", "theirs"]
    for name, text in zip(names, [mine, base, theirs], strict=True):
        (folder / name).write_text(text)
    command = ["git", "merge-file", "-p", "--diff3", *names]
    git = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    return git.stdout if git.returncode == 0 else None
