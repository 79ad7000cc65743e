"""The judge finds each wrong there can be between the ledgers and the site."""

from collections import Counter
from dataclasses import replace

import pytest

from tests.ledger.history import Kept, problems_of_chain
from tests.ledger.journal import Answer, Intent, Ledger, Manner, Save, read_saves
from tests.ledger.page import cleared, marks_in, with_mark
from tests.ledger.verdict import judge

STEWARDS, MINE, THEIRS = "mark1of0", "mark1of1", "mark1of2"
CLEARED = cleared(2, STEWARDS)
WITH_MINE = with_mark(CLEARED, MINE, says="Editor 1", repeats="Editor 1")
WITH_BOTH = with_mark(WITH_MINE, THEIRS, says="Editor 2", repeats="Editor 2")
WITH_THEIRS = with_mark(CLEARED, THEIRS, says="Editor 2", repeats="Editor 2")
CLEARED_AGAIN = cleared(2, "mark2of0")


def test_saves_that_are_kept_once_and_whole_are_all_right():
    verdict = judge(
        [save(MINE), save(THEIRS)], kept(CLEARED, WITH_MINE, WITH_BOTH), seen(WITH_BOTH)
    )

    assert not verdict.is_broken
    assert (verdict.acknowledged, verdict.merged) == (2, 1)


def test_what_the_steward_clears_away_is_not_lost():
    verdict = judge(
        [save(MINE)], kept(CLEARED, WITH_MINE, CLEARED_AGAIN), seen(WITH_MINE)
    )

    assert not verdict.is_broken


def test_an_acknowledged_save_that_is_nowhere_is_lost():
    assert judge([save(MINE)], kept(CLEARED), {}).lost == (MINE,)


def test_an_acknowledged_save_that_another_overwrote_is_lost():
    verdict = judge([save(MINE)], kept(CLEARED, WITH_MINE, WITH_THEIRS), {})

    assert verdict.lost == (MINE,)


def test_an_acknowledged_save_that_the_page_did_not_show_is_lost():
    verdict = judge([save(MINE)], kept(CLEARED, WITH_MINE), seen(CLEARED))

    assert verdict.lost == (MINE,)


@pytest.mark.parametrize("answers", [(Answer.ACKNOWLEDGED,), (Answer.NONE,)])
def test_a_save_that_came_twice_is_doubled(answers):
    again = with_mark(CLEARED_AGAIN, MINE, says="Editor 1", repeats="Editor 1")
    history = kept(CLEARED, WITH_MINE, CLEARED_AGAIN, again)

    assert judge([save(MINE, *answers)], history, {}).doubled == (MINE,)


@pytest.mark.parametrize("texts", [(CLEARED,), (CLEARED, WITH_MINE)])
def test_a_save_without_an_answer_may_be_kept_or_not(texts):
    verdict = judge([save(MINE, Answer.NONE)], kept(*texts), {})

    assert not verdict.is_broken
    assert verdict.unknown == 1


def test_a_save_in_one_of_two_places_is_half_written():
    half = CLEARED.replace("Editor 1 says nothing", f"Editor 1 says {MINE}")

    assert judge([save(MINE)], kept(CLEARED, half), {}).half_written == (MINE,)


def test_a_save_that_was_not_merged_and_yet_is_not_as_sent_is_half_written():
    shortened = WITH_MINE.replace("nothing", "not", 1)

    assert judge([save(MINE)], kept(CLEARED, shortened), {}).half_written == (MINE,)


@pytest.mark.parametrize(
    "answers",
    [
        (Answer.CONFLICT,),
        (Answer.REFUSED,),
        (Answer.ACKNOWLEDGED, Answer.CONFLICT),
    ],
)
def test_who_is_told_that_a_save_was_turned_down_that_is_kept_is_misled(answers):
    saves = [save(MINE, *answers)]

    assert judge(saves, kept(CLEARED, WITH_MINE), {}).misled == (MINE,)


def test_who_is_told_of_another_revision_is_misled():
    saves = [replace(save(MINE), told=frozenset({1}))]

    assert judge(saves, kept(CLEARED, WITH_MINE), {}).misled == (MINE,)


def test_a_conflict_where_nobody_changed_the_sentence_is_misleading():
    conflict = replace(save(MINE, Answer.CONFLICT), seen=frozenset({MINE}))

    assert judge([conflict], kept(CLEARED), {}).misled == (MINE,)


@pytest.mark.parametrize(
    ("marks", "misled"), [({MINE, THEIRS}, ()), ({MINE}, (MINE,)), ({THEIRS}, (MINE,))]
)
def test_a_conflict_has_to_show_both_texts(marks, misled):
    winner = save(THEIRS, manner=Manner.MOTTO)
    loser = save(MINE, Answer.CONFLICT, manner=Manner.MOTTO)
    saves = [winner, replace(loser, seen=frozenset(marks))]

    assert judge(saves, kept(CLEARED, WITH_THEIRS), {}).misled == misled


def test_of_those_who_change_one_sentence_one_has_to_win():
    saves = [save(MINE, manner=Manner.MOTTO), save(THEIRS, manner=Manner.MOTTO)]

    verdict = judge(saves, kept(CLEARED, WITH_MINE, WITH_BOTH), {})

    assert verdict.misled == (MINE, THEIRS)


def test_an_unbroken_chain_is_all_right():
    assert list(problems_of_chain(kept(CLEARED, WITH_MINE), (2, 2))) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"number": 3}, "Revision 2 does not follow the one before."),
        ({"parent": None}, "Revision 2 does not follow the one before."),
        ({"summary": THEIRS}, "Revision 2 is not exactly one save."),
        ({"is_sound": False}, "Revision 2 has another size or digest than its text."),
    ],
)
def test_a_broken_chain_is_found(change, problem):
    first, second = kept(CLEARED, WITH_MINE)

    problems = problems_of_chain([first, replace(second, **change)], (2, 2))

    assert list(problems) == [problem]


@pytest.mark.parametrize("shown", [(1, 2), (2, 1), (2, None), ()])
def test_a_page_that_does_not_show_its_newest_revision_is_found(shown):
    problems = problems_of_chain(kept(CLEARED, WITH_MINE), shown)

    assert list(problems) == ["The newest revision is not the one that readers see."]


def test_a_ledger_is_read_as_it_was_written(tmp_path):
    expected = replace(save(MINE, Answer.NONE, Answer.CONFLICT), seen={THEIRS})
    ledger = Ledger(tmp_path / "1.jsonl")

    ledger.intend(expected.intent)
    ledger.answered(MINE, Answer.NONE, 0)
    ledger.answered(MINE, Answer.CONFLICT, 409, [THEIRS])
    ledger.told(MINE, 7)

    assert read_saves(tmp_path) == [replace(expected, told={7})]


def save(mark, *answers, manner=Manner.PLAIN):
    """A save of round 1, from the first revision; acknowledged if nothing is said."""
    text = {MINE: WITH_MINE, THEIRS: WITH_THEIRS}[mark]
    digest = digest_of(text)
    intent = Intent(mark, "key", "Title", 1, digest, manner, round_number=1)
    return Save(intent, answers or (Answer.ACKNOWLEDGED,))


def kept(*texts):
    """A page with these texts, each saved by the editor whose mark is new in it."""
    revisions: list[Kept] = []
    before: Counter[str] = Counter()
    for number, text in enumerate(texts, start=1):
        marks = marks_in(text)
        new = marks.keys() - before.keys()
        revisions.append(
            Kept(
                id=number,
                number=number,
                parent=number - 1 or None,
                summary=min(new, default=""),
                marks=marks,
                sha256=digest_of(text),
            )
        )
        before = marks
    return revisions


def seen(text):
    return {1: marks_in(text)}


def digest_of(text):
    return str(hash(text))
