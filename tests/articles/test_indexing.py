"""Indexing: what is kept of titles follows the pages, and weighs what links to them."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.jobs import work_off
from articles.lifecycle import rename
from articles.models import Rendering, SearchTitle
from articles.policy import ProposedEdit
from markup import Title
from tests.makers import delete_pages, make_revision, make_user
from tests.search.pages import make_pages, suggested, titles

pytestmark = pytest.mark.django_db


def weight_of(title: str) -> int:
    return SearchTitle.objects.get(article__title=title).weight


def test_a_renamed_page_is_found_by_its_new_title_and_by_the_old_as_redirect():
    revision = make_revision("Ada Byron", "She.")
    mover, title = make_user("Mover"), revision.article.parsed_title
    edit = ProposedEdit(title=title, author=mover, text="", base=revision)

    rename(edit, Title.parse("Ada Lovelace"))

    kept = SearchTitle.objects.order_by("folded")
    assert list(kept.values_list("folded", "is_redirect")) == [
        ("ada byron", True),
        ("ada lovelace", False),
    ]


def test_a_deleted_page_keeps_nothing_to_be_found_by():
    make_revision("Ada", "She.")

    delete_pages("Ada")

    assert not SearchTitle.objects.exists()


def test_a_page_that_becomes_a_redirect_is_found_as_one(client):
    first = make_revision("Countess", "An enchantress.")
    make_revision("Ada", "An enchantress.")

    make_revision("Countess", "#REDIRECT [[Ada]]", base=first)

    assert titles(client, "countess or enchantress") == ["Ada"]
    assert SearchTitle.objects.get(article__title="Countess").is_redirect


def test_pages_that_others_link_to_come_first(client):
    make_pages(Poem="Lines.", Poet="A person.", Poetry="An art.")
    for number in range(4):
        make_revision(f"Page {number}", "See [[Poetry]].")
    make_revision("More", "See [[Poet]] and [[Nothing]].")

    work_off()

    assert suggested(client, "poe") == ["Poetry", "Poet", "Poem"]
    assert (weight_of("Poetry"), weight_of("Poet"), weight_of("Poem")) == (2, 1, 0)


def test_links_weigh_in_what_is_found(client):
    make_pages(Alder="A tree with a jewel.", Birch="A tree with a jewel.")
    for number in range(8):
        make_revision(f"Page {number}", "See [[Birch]].")
    work_off()

    assert titles(client, "jewel") == ["Birch", "Alder"]


def test_a_link_that_is_gone_weighs_nothing_any_more():
    make_revision("Poet", "A person.")
    first = make_revision("More", "See [[Poet]].")
    work_off()
    assert weight_of("Poet") == 1

    make_revision("More", "See nobody.", base=first)
    work_off()

    assert weight_of("Poet") == 0


def test_the_links_of_a_deleted_page_weigh_nothing_any_more():
    make_pages(Poet="A person.", More="See [[Poet]].")
    work_off()

    delete_pages("More")
    work_off()

    assert weight_of("Poet") == 0


def test_a_new_page_weighs_what_linked_to_it_before():
    for number in range(3):
        make_revision(f"Page {number}", "See [[Poet]].")

    make_revision("Poet", "A person.")

    assert weight_of("Poet") == 2


def test_saving_again_does_not_touch_what_is_kept_of_the_title():
    first = make_revision("Ada", "She.")

    with CaptureQueriesContext(connection) as captured:
        make_revision("Ada", "She wrote.", base=first)

    statements = [query["sql"] for query in captured.captured_queries]
    assert [one for one in statements if "INTO articles_searchtitle" in one] == []


@pytest.mark.parametrize("is_new", [True, False])
def test_a_save_writes_the_rendering_in_one_statement(is_new):
    base = None if is_new else make_revision("Ada", "She.")

    with CaptureQueriesContext(connection) as captured:
        make_revision("Ada", "She wrote.", base=base)

    statements = [query["sql"] for query in captured.captured_queries]
    writing = [one for one in statements if '"articles_rendering"' in one[:40]]
    assert [one.split()[0] for one in writing] == ["INSERT" if is_new else "UPDATE"]


@pytest.mark.parametrize("damage", ["words", "title", "missing"])
def test_damage_to_what_is_kept_is_found_and_repaired(damage, capsys):
    make_revision("Ada", "She.")
    if damage == "words":
        Rendering.objects.update(words=None)
    elif damage == "title":
        SearchTitle.objects.update(folded="eve")
    else:
        SearchTitle.objects.all().delete()

    with pytest.raises(CommandError):
        call_command("check_integrity")
    call_command("refresh_derived")
    call_command("check_integrity")

    assert "No problems in 1 pages." in capsys.readouterr().out


def test_a_very_long_title_is_kept():
    make_revision("ﷺ" * 85, "A page.")

    assert len(SearchTitle.objects.get().folded) == 255
