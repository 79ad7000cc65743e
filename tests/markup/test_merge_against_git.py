import re
import subprocess

from hypothesis import given, settings
from hypothesis import strategies as st

from markup.merge import merge, merge_lines

AGREED = re.compile(
    r"<<<<<<< mine\n((?:.*\n)*?)\|{7} base\n(?:.*\n)*?=======\n\1>>>>>>> theirs\n"
)


@st.composite
def three_texts(draw):
    """A text of few different lines, and two edited copies, ended or not.

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
    # Git takes a last line without a line feed for the same line with one; for us
    # they differ, so all three end alike.
    return ["".join(f"{line}\n" for line in side) for side in sides]


@settings(max_examples=200, deadline=None)
@given(three_texts())
def test_lines_are_merged_as_git_merges_them(tmp_path_factory, texts):
    merged = merge_lines(*texts)

    expected, conflicts = merge_with_git(tmp_path_factory.getbasetemp(), *texts)

    assert len(merged.conflicts) == conflicts
    assert write_as_git(merged) == expected


@settings(max_examples=60, deadline=None)
@given(three_texts())
def test_what_git_merges_is_merged_the_same_by_sentence(tmp_path_factory, texts):
    base, mine, theirs = (text.replace("\n", ".\n") for text in texts)
    expected, conflicts = merge_with_git(
        tmp_path_factory.getbasetemp(), base, mine, theirs
    )

    merged = merge(base, mine, theirs)

    # What is in doubt is a conflict here, though git joins it: see decision 12.
    if merged.is_clean and not conflicts:
        assert merged.text == expected


def merge_with_git(folder, base, mine, theirs):
    """Return the text that Git merges, with its signs of conflict, and their number.

    Where both sides have the same text, but came to it in different ways, Git finds
    a conflict if it is to show the base, and none otherwise. It is none.
    """
    names = ["mine", "base", "theirs"]
    for name, text in zip(names, [mine, base, theirs], strict=True):
        (folder / name).write_text(text)
    command = ["git", "merge-file", "-p", "--diff3", *names]
    git = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    written = AGREED.sub(r"\1", git.stdout)
    return written, written.count("<<<<<<< mine")


def write_as_git(merged):
    """Write the merge with Git's signs of conflict, each on a line of its own."""
    written = ""
    for part in merged.parts:
        if not part.is_conflict:
            written += part.text
            continue
        for sign, text in (
            ("<<<<<<< mine", part.mine),
            ("||||||| base", part.base),
            ("=======", part.theirs),
        ):
            written += f"{sign}\n{text}" + "\n" * (text[-1:] not in ("", "\n"))
        written += ">>>>>>> theirs\n"
    return written
