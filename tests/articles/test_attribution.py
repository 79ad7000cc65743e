"""Attribution is kept up at every save, and a replay of all revisions agrees."""

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.attribution import rebuild, replay, stored
from articles.editing import EditConflict, revert_to, submit_edit, undo
from articles.models import Article, Attribution, Revision
from articles.policy import ProposedEdit
from markup import Title
from tests.makers import make_history, make_revision, make_user

pytestmark = pytest.mark.django_db

PARAGRAPHS = (
    "The harbour was built in stone before the war.",
    "Ships from the north brought amber, iron and fur.",
    "A lighthouse was lit by three keepers and a dog.",
    "Nobody remembers the names of the first pilots.",
)


def told(article: Article) -> list[tuple[int, str]]:
    """Return the current text divided by the number of the revision it is from."""
    row = Attribution.objects.get(article=article)
    assert row.revision_id == article.current_revision_id
    numbers = dict(Revision.objects.values_list("pk", "number"))
    parts, position = [], 0
    for origin, length in zip(row.origins, row.lengths, strict=True):
        text = article.current_revision.text[position : position + length]
        parts.append((numbers[origin], text))
        position += length
    return parts


def test_each_save_adds_what_is_new():
    *_, last = make_history(
        "Ships.", "Ships and harbours.", "Ships, boats and harbours."
    )

    assert told(last.article) == [
        (1, "Ships"),
        (3, ", boats"),
        (2, " and harbours"),
        (1, "."),
    ]


def test_merged_edits_are_each_their_authors():
    one, two = PARAGRAPHS[:2]
    base = make_revision(text=f"{one}\n\n{two}")
    make_revision(text=f"{one.replace('stone', 'brick')}\n\n{two}", base=base)

    last = make_revision(text=f"{one}\n\n{two.replace('amber', 'wine')}", base=base)

    assert [part for part in told(last.article) if part[0] > 1] == [
        (2, "brick"),
        (3, "wine"),
    ]


def test_restored_words_are_their_first_authors():
    first, vandal = make_history(PARAGRAPHS[0], "Gone.")
    edit = ProposedEdit(
        title=first.article.parsed_title, author=make_user(), text="", base=vandal
    )

    restored = revert_to(first, edit)

    assert restored.text == PARAGRAPHS[0]
    assert told(restored.article) == [(1, PARAGRAPHS[0])]


def test_a_command_makes_what_is_missing(capsys):
    *_, last = make_history("One.", "One and two.")
    before = stored(last.article)
    Attribution.objects.all().delete()

    call_command("refresh_derived", "--stale")

    assert stored(last.article) == before


def test_a_row_from_before_words_that_returned_were_known_is_made_anew():
    first, gone = make_history(PARAGRAPHS[0], "Gone.")
    make_revision(text=PARAGRAPHS[0], base=gone)
    Attribution.objects.update(returned=None)

    call_command("refresh_derived", "--stale")

    assert Attribution.objects.get().returned == [first.pk]


@pytest.mark.parametrize("since", ["known", "unknown"])
def test_it_is_known_whose_words_were_out_of_the_text_for_a_while(since):
    first, _, third = make_history(
        PARAGRAPHS[0], "\n\n".join(PARAGRAPHS[:2]), PARAGRAPHS[1]
    )
    if since == "unknown":
        Attribution.objects.update(returned=None)

    back = make_revision(text="\n\n".join(PARAGRAPHS[:2]), base=third)
    kept = stored(back.article)
    moved = make_revision(text="\n\n".join(PARAGRAPHS[1::-1]), base=back)
    gone = make_revision(text=PARAGRAPHS[1], base=moved)

    assert kept.returned == frozenset({first.pk})
    assert Attribution.objects.get().returned == []
    assert stored(gone.article) == replay(gone)


def test_words_that_are_only_moved_were_never_out():
    *_, last = make_history("\n\n".join(PARAGRAPHS[:3]), "\n\n".join(PARAGRAPHS[2::-1]))

    assert stored(last.article).returned == frozenset()


def test_a_save_attributes_what_was_not_attributed_before():
    _, second = make_history("One.", "One and two.")
    Attribution.objects.all().delete()

    last = make_revision(text="One, two and three.", base=second)

    assert told(last.article)[0] == (1, "One")
    assert stored(last.article) == replay(last)


operations = st.lists(
    st.tuples(
        st.sampled_from(["add", "remove", "move", "word", "undo", "restore", "blank"]),
        st.integers(0, 7),
    ),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(operations)
def test_a_replay_of_all_revisions_gives_the_same(operations):
    title = f"Page {Article.objects.count()}"
    revision = make_revision(title, "\n\n".join(PARAGRAPHS[:2]))

    for kind, number in operations:
        revision = _edit(revision, kind, number)

    kept = stored(revision.article)
    assert kept == replay(revision)
    assert sum(stretch.length for stretch in kept.stretches) == len(revision.text)
    rebuild(revision.article)
    assert stored(revision.article) == kept


def _edit(current: Revision, kind: str, number: int) -> Revision:
    edit = ProposedEdit(
        title=Title.parse(current.title),
        author=current.author,
        text=_changed(current.text, kind, number),
        base=current,
    )
    history = list(Revision.objects.filter(article=current.article).order_by("pk"))
    chosen = history[number % len(history)]
    try:
        if kind == "undo" and chosen.parent:
            return undo(chosen, edit)
        return revert_to(chosen, edit) if kind == "restore" else submit_edit(edit)
    except EditConflict:
        return current


def _changed(text: str, kind: str, number: int) -> str:
    lines = [line for line in text.split("\n\n") if line]
    if kind == "add":
        lines.insert(number % (len(lines) + 1), PARAGRAPHS[number % len(PARAGRAPHS)])
    if kind == "blank":
        return ""
    if lines and kind == "remove":
        lines.pop(number % len(lines))
    if lines and kind == "move":
        lines.append(lines.pop(number % len(lines)))
    if lines and kind == "word":
        lines[number % len(lines)] += f" Word {number}."
    return "\n\n".join(lines)
