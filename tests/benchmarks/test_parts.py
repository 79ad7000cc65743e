"""Parts of the benchmarks are chosen by name, and sizes by number."""

import subprocess
import sys

import pytest

from benchmarks.parts import GROUPS, PARTS, UnknownPart, chosen, sizes


def names(text: str) -> list[str]:
    return [part.name for part in chosen(text)]


def test_all_parts_are_measured_if_none_is_named():
    assert names("") == names(" , ") == list(PARTS)


def test_several_parts_are_measured_in_their_order():
    assert names("growth, view") == ["view", "growth"]
    assert names("view,view") == ["view"]


def test_a_group_is_its_parts():
    assert names("work") == GROUPS["work"]
    assert names("cpu,work") == [*GROUPS["work"], "cpu"]


def test_whoever_names_no_part_is_told_which_there_are():
    with pytest.raises(UnknownPart) as error:
        chosen("view,speed,sped")

    assert "no part sped or speed" in str(error.value)
    assert {line.split()[0] for line in str(error.value).splitlines()[2:]} == {
        *PARTS,
        *GROUPS,
    }


def test_sizes_are_measured_from_the_smallest_on():
    assert sizes("10_000, 1000,1000") == (1_000, 10_000)
    assert sizes("") == (1_000, 10_000)


@pytest.mark.parametrize("text", ["many", "-5", "1e6", "50", "100000000"])
def test_what_is_no_size_is_refused_with_a_reason(text):
    with pytest.raises(ValueError, match="SIZES"):
        sizes(text)


def test_the_command_says_what_is_wrong_before_it_begins():
    command = [sys.executable, "-m", "benchmarks", "--part", "speed"]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr.startswith("There is no part speed.\nThe parts are:\n")
