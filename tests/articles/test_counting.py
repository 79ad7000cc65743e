"""Counting: what saves leave behind becomes exact numbers, and nobody waits."""

import threading
from contextlib import suppress

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count, Q

from accounts.models import User
from articles import counting
from articles.counting import count_all, count_waiting, recount
from articles.deleting import delete, undelete
from articles.jobs import work_off
from articles.lifecycle import rename
from articles.listing import some_page
from articles.models import (
    Article,
    CategoryMembership,
    CategorySize,
    LinkedTitle,
    Revision,
    SitemapPart,
    Standing,
    Total,
    Uncounted,
)
from articles.policy import ProposedEdit
from markup import Title
from tests.makers import delete_pages, make_history, make_revision, make_user

pytestmark = pytest.mark.django_db


def sizes() -> dict[str, tuple[int, int]]:
    rows = CategorySize.objects.values_list("category", "pages", "subcategories")
    return {category: (pages, inner) for category, pages, inner in rows}


def wanted() -> dict[str, int]:
    rows = LinkedTitle.objects.filter(is_missing=True)
    return dict(rows.values_list("title", "links"))


def lots() -> dict[str, int]:
    rows = Standing.objects.filter(lot__isnull=False)
    found = rows.values_list("article__title", "lot")
    return {title: lot or 0 for title, lot in found}


def totals() -> dict[str, int]:
    return dict(Total.objects.values_list("name", "count"))


def all_numbers() -> tuple[object, ...]:
    parts = dict(SitemapPart.objects.values_list("number", "changed_at"))
    return sizes(), wanted(), sorted(lots()), totals(), parts


def test_members_of_categories_are_counted_pages_and_categories_apart():
    first = make_revision("Ada", "[[Category:People]] [[Category:Poets]]")
    make_revision("Byron", "[[Category:People]]")
    make_revision("Category:Poets", "[[Category:People]]")
    count_all()
    assert sizes() == {"Category:People": (2, 1), "Category:Poets": (1, 0)}

    make_revision("Ada", "[[Category:Women]]", base=first)
    delete_pages("Category:Poets")
    count_all()

    assert sizes() == {"Category:People": (1, 0), "Category:Women": (1, 0)}


def test_a_title_is_wanted_until_it_has_a_page_and_again_when_it_has_none():
    make_revision("Ada", "[[Paris]] [[Rome]] [[User:Me]] [[Category:X]]")
    make_revision("Byron", "[[Paris]]")
    count_all()
    assert wanted() == {"Paris": 2, "Rome": 1}

    make_revision("Paris", "A city.")
    count_all()
    assert wanted() == {"Rome": 1}

    delete_pages("Paris", "Byron")
    count_all()
    assert wanted() == {"Paris": 1, "Rome": 1}


def test_a_title_that_was_renamed_to_is_not_wanted_any_more():
    make_revision("Ada", "[[Paris]]")
    current = make_revision("Lutetia", "A city.")
    edit = ProposedEdit(
        title=Title.parse("Lutetia"), author=make_user(), text="", base=current
    )

    rename(edit, Title.parse("Paris"))
    count_all()

    assert wanted() == {}
    assert sorted(lots()) == ["Ada", "Paris"]


def test_articles_alone_have_lots_and_there_is_no_gap():
    for title in ("Ada", "Byron", "Circe", "Dido"):
        make_revision(title, "Words.")
    make_revision("Category:People", "All.")
    redirect = make_revision("Countess", "#REDIRECT [[Ada]]")
    count_all()
    assert lots() == {"Ada": 1, "Byron": 2, "Circe": 3, "Dido": 4}

    delete_pages("Byron", "Dido")
    make_revision("Countess", "A rank.", base=redirect)
    count_all()

    found = lots()
    assert sorted(found) == ["Ada", "Circe", "Countess"]
    assert sorted(found.values()) == [1, 2, 3]


@pytest.mark.parametrize("gone", [(1,), (5,), (1, 5), (4, 5), (1, 2, 3, 4, 5)])
def test_lots_have_no_gap_whatever_goes_at_once(gone):
    for number in range(1, 6):
        make_revision(f"Page {number}", "Words.")
    count_all()

    delete_pages(*(f"Page {number}" for number in gone))
    make_revision("Page 6", "Words.")
    count_all()

    left = [f"Page {number}" for number in range(1, 7) if number not in gone]
    assert sorted(lots()) == left
    assert sorted(lots().values()) == list(range(1, len(left) + 1))


def test_each_lot_is_drawn_as_often_as_any_other():
    for number in range(7):
        make_revision(f"Page {number}", "Words.")
        # Between them are ids of pages that are not to be drawn.
        make_revision(f"User:Somebody {number}", "Words.")
    make_revision("Way", "#REDIRECT [[Page 0]]")
    delete_pages("Page 3")
    count_all()

    drawn = [some_page(number / 600).title for number in range(600)]

    assert {title: drawn.count(title) for title in drawn} == {
        f"Page {number}": 100 for number in (0, 1, 2, 4, 5, 6)
    }


def test_what_is_gone_is_not_drawn_before_it_is_counted():
    for title in ("Ada", "Byron", "Circe"):
        make_revision(title, "Words.")
    count_all()
    delete_pages("Ada", "Circe")

    drawn = {some_page(number / 30).title for number in range(30)}

    assert drawn == {"Byron"}


def test_revisions_and_authors_are_counted_once():
    mary, eve = make_user("Mary"), make_user("Eve")
    first = make_revision("Ada", "One.", author=mary)
    make_revision("Ada", "Two.", base=first, author=eve)
    count_all()
    assert totals() == {"revisions": 2, "authors": 2}

    make_revision("Byron", "One.", author=mary)
    make_revision("Byron", "Twice.", author=mary, base=Revision.objects.first())
    count_all()

    assert totals() == {"revisions": 4, "authors": 2}


def test_the_worker_counts_before_it_does_jobs():
    make_revision("Ada", "[[Paris]]")

    work_off()

    assert wanted() == {"Paris": 1}
    assert not Uncounted.objects.exists()


def test_what_was_counted_in_pieces_is_what_is_counted_anew():
    _much_happens()
    while count_waiting(most=1):
        pass
    piece_by_piece, latest = all_numbers(), _latest()

    recount()

    assert all_numbers() == piece_by_piece
    assert _latest() == latest
    assert sizes() == _sizes_of_members()


def test_the_command_counts_anew_what_was_damaged():
    _much_happens()
    count_all()
    numbers = all_numbers()
    CategorySize.objects.update(pages=99)
    LinkedTitle.objects.all().delete()
    Standing.objects.update(lot=None)
    Total.objects.update(count=7)

    call_command("refresh_derived")

    assert all_numbers() == numbers


def test_sound_numbers_are_told_from_wrong_ones_also_while_some_wait():
    _much_happens()
    assert counting.miscounted() == []
    while work_off():
        pass
    make_revision("Late", "[[Paris]] [[Nowhere]] [[Category:A]]")
    assert counting.miscounted() == []

    CategorySize.objects.filter(pk="Category:A").update(pages=99)
    LinkedTitle.objects.filter(pk="Oslo").delete()

    assert counting.miscounted() == ["Category:A", "Oslo"]
    with pytest.raises(CommandError, match="2 problems"):
        call_command("check_integrity")


def test_a_refused_edit_leaves_nothing_to_count():
    count_all()

    with suppress(ZeroDivisionError), transaction.atomic():
        make_revision("Ada", "[[Paris]]")
        raise ZeroDivisionError

    assert not Uncounted.objects.exists()


def test_only_what_changed_is_left_to_count():
    first = make_revision("Ada", "[[Paris]] [[Rome]] [[Category:A]]")
    Uncounted.objects.all().delete()

    make_revision("Ada", "[[Paris]] [[Oslo]] [[Category:B]]", base=first)

    [row] = Uncounted.objects.all()
    assert row.changes == [
        ["link", "Oslo", 1], ["link", "Rome", -1],
        ["page", "Category:B", 1], ["page", "Category:A", -1],
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_saves_and_counters_at_once_count_each_change_once():
    errors: list[BaseException] = []
    is_over = threading.Event()
    authors = [make_user(f"Writer {number}") for number in range(4)]
    writers = [_thread(_write_pages, author, errors=errors) for author in authors]
    counters = [_thread(_count_until, is_over, errors=errors) for _ in range(2)]

    for thread in (*counters, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    is_over.set()
    for thread in counters:
        thread.join()
    count_all()

    assert errors == []
    assert wanted() == {"Paris": 8, "Rome": 8}
    assert sizes() == {"Category:All": (8, 0)}
    assert sorted(lots().values()) == list(range(1, 17))
    assert totals() == {"revisions": 24, "authors": 4}


@pytest.mark.django_db(transaction=True)
def test_a_save_does_not_wait_for_who_counts_the_same_titles():
    make_revision("Ada", "[[Paris]] [[Category:All]]")
    author, saved = make_user(), threading.Event()

    def write() -> None:
        make_revision("Byron", "[[Paris]] [[Category:All]]", author=author)
        saved.set()

    errors: list[BaseException] = []
    writer = _thread(write, errors=errors)
    with transaction.atomic():
        count_waiting()
        writer.start()
        assert saved.wait(timeout=10)
    writer.join()
    count_all()

    assert errors == []
    assert wanted() == {"Paris": 2}


@pytest.mark.django_db(transaction=True)
def test_only_one_counts_at_a_time():
    make_revision("Ada", "[[Paris]]")
    counted: list[int] = []
    other = _thread(lambda: counted.append(count_waiting()), errors=[])

    with transaction.atomic():
        assert counting._is_alone()
        other.start()
        other.join()

    assert counted == [0]
    assert Uncounted.objects.count() == 1


def _write_pages(author: User) -> None:
    """Make four pages that name the same titles; two of them do so no longer."""
    for number in range(4):
        title = f"Page {number} of {author}"
        first = make_revision(title, "[[Paris]] [[Category:All]]", author=author)
        if number % 2:
            make_revision(title, "[[Rome]]", base=first, author=author)


def _count_until(is_over: threading.Event) -> None:
    while not is_over.is_set():
        count_waiting(most=3)


def _thread(work, *values, errors: list[BaseException]) -> threading.Thread:
    def run() -> None:
        try:
            work(*values)
        except BaseException as error:  # noqa: BLE001 - the test tells what it was
            errors.append(error)
        finally:
            connection.close()

    return threading.Thread(target=run)


def _much_happens() -> None:
    make_history("[[Paris]] [[Category:A]]", "[[Rome]] [[Category:B]]", title="Ada")
    make_revision("Rome", "[[Paris]] [[Category:A]] [[Category:B]]")
    make_revision("Category:B", "[[Category:A]]")
    make_revision("Countess", "#REDIRECT [[Ada]]")
    make_revision("Gone", "[[Paris]] [[Category:A]]")
    make_revision("Back", "[[Oslo]] [[Category:C]]")
    moderator = make_user(role="moderator")
    for title in ("Gone", "Back"):
        delete(Title.parse(title), by=moderator, reason="Spam")
    undelete(Title.parse("Back"), by=moderator, reason="It was none")


def _latest() -> list[tuple[str, str, int]]:
    rows = CategoryMembership.objects.order_by("article__title", "category")
    found = list(rows.values_list("article__title", "category", "latest"))
    current = dict(Article.objects.values_list("title", "current_revision"))
    assert [latest for _, _, latest in found] == [
        current[title] for title, _, _ in found
    ]
    return found


def _sizes_of_members() -> dict[str, tuple[int, int]]:
    rows = CategoryMembership.objects.values_list("category").annotate(
        pages=Count("pk", filter=~Q(article__namespace=14)),
        inner=Count("pk", filter=Q(article__namespace=14)),
    )
    return {category: (pages, inner) for category, pages, inner in rows}
