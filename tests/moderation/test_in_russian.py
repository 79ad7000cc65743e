"""Moderation in Russian: told so to whoever reads it, kept in the site's language."""

import pytest

from accounts.appearance import COOKIE
from accounts.models import LogEntry
from articles.models import Revision
from moderation.models import HeldEdit
from tests.articles.pages import main_of, words_of
from tests.makers import make_history, make_user
from tests.moderation.admin_pages import act_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def community(settled):
    return settled


@pytest.fixture
def russian(root):
    """An administrator who reads buttons and menus in Russian."""
    root.cookies[COOKIE] = "system.standard.measured.ru"
    return root


def test_an_edit_is_held_in_words_of_its_author_kept_in_those_of_the_site(
    russian, signed_in
):
    make_history("Born in 1815.")
    rule = {"title": "Ada Lovelace", "level": "reviewer", "reason": "A war"}
    russian.post("/holding", rule)
    author = signed_in(make_user())
    author.cookies[COOKIE] = "system.standard.measured.ru"

    author.post(
        "/edit/Ada_Lovelace",
        {"text": "Born in 1816.", "base": Revision.objects.get().pk, "summary": ""},
    )

    held = HeldEdit.objects.get()
    told = words_of(main_of(author.get(held.get_absolute_url())))
    assert held.reason == (
        "Edits of this page wait for a reviewer, except those of reviewers."
    )
    assert "Ваша правка ждёт проверки." in told


def test_the_log_says_in_the_language_of_the_site_what_was_done(russian, community):
    make_history("Born in 1815.", title="Charles Babbage")
    rule = {"namespace": "", "level": "", "reason": "No war"}
    russian.post("/holding", rule)
    report = f"/settle/{community.report.pk}"
    settled = {"outcome": "settled", "answer": "Mended"}
    russian.post(report, settled)

    entries = LogEntry.objects.filter(act__in=["hold", "report"]).order_by("pk")
    said = [(one.subject, one.details) for one in entries]
    assert said == [
        ("all pages", {"published_at_once": "everybody"}),
        ("Ada Lovelace", {"outcome": "settled"}),
    ]


def test_a_roll_back_is_summed_up_in_the_language_of_the_site(russian, community):
    act_on(russian, "revision", "roll-back", community.revision, reason="Nonsense")

    newest = Revision.objects.order_by("pk").last()
    assert newest.summary == "Rolled back revision 2: Nonsense"


def test_acts_and_columns_of_a_list_are_in_russian(russian, community):
    page = russian.get("/admin/accounts/block/")
    begun = russian.post(
        "/admin/accounts/block/",
        {"action": "lift", "_selected_action": [community.block.pk], "index": "0"},
    )

    assert "Выберите блокировку для просмотра" in page.content.decode()
    assert "Снять…" in page.content.decode()
    assert "Эти блокировки заканчиваются сейчас" in begun.content.decode()
