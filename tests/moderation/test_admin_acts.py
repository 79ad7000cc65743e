"""Acts of the administration: shown first, asked why, refused to who may not."""

import time
from typing import Any

import pytest

from accounts.models import AuditEntry, LogEntry
from accounts.rights import MATRIX, Right
from articles.models import Article, Protection, Revision
from moderation.admin.acts import MOST
from tests.articles.pages import form_of, listed_in, main_of, words_of
from tests.makers import PASSWORD, make_user
from tests.moderation.admin_pages import ADDRESSES, act_on, begin, confirm, forge
from tests.moderation.community import all_rows

pytestmark = pytest.mark.django_db

WHY = {"reason": "Because"}
SAID = {"answer": "Because"}

# Each act: the list, its name, the row of the community, what is sent, the right.
ACTS: list[tuple[str, str, str, dict[str, Any], Right]] = [
    ("article", "protect", "article", WHY | {"edit": "moderator"}, Right.PROTECT),
    ("article", "lift-protection", "protected", WHY, Right.PROTECT),
    ("article", "delete", "article", WHY, Right.DELETE),
    ("article", "undelete", "deleted", WHY, Right.DELETE),
    ("revision", "hide", "revision", WHY | {"fields_hidden": ["text"]}, Right.HIDE),
    ("revision", "show", "hidden", WHY, Right.HIDE),
    (
        "revision", "suppress", "revision", WHY | {"fields_hidden": ["text"]},
        Right.SUPPRESS,
    ),
    ("revision", "roll-back", "revision", WHY, Right.EDIT),
    ("revision", "patrol", "revision", {}, Right.REVIEW),
    ("patrol", "patrol", "patrol", {}, Right.REVIEW),
    ("account", "block", "vandal", WHY | {"days": "3"}, Right.BLOCK),
    ("account", "lift-block", "blocked", WHY, Right.BLOCK),
    ("account", "give-role", "vandal", WHY | {"role": "trusted"}, Right.SET_ROLES),
    ("account", "close", "vandal", WHY, Right.KEEP_ACCOUNTS),
    ("account", "reopen", "closed", WHY, Right.KEEP_ACCOUNTS),
    ("account", "give-link", "vandal", WHY, Right.KEEP_ACCOUNTS),
    ("account", "look-up", "vandal", WHY, Right.SEE_ADDRESSES),
    ("block", "lift", "block", WHY, Right.BLOCK),
    ("appeal", "answer", "appeal", WHY | {"is_granted": "on"}, Right.BLOCK),
    ("proposal", "accept", "proposal", {}, Right.REVIEW),
    ("proposal", "reject", "proposal", SAID, Right.REVIEW),
    ("proposal", "send-back", "proposal", SAID, Right.REVIEW),
    ("report", "settle", "report", SAID | {"outcome": "settled"}, Right.SETTLE_REPORTS),
]  # fmt: skip
GRAVE = {
    "delete", "undelete", "hide", "show", "suppress", "block", "give-role", "close",
    "reopen", "give-link", "look-up",
}  # fmt: skip
SHOWN_AT_ONCE = {"give-link", "look-up"}

each_act = pytest.mark.parametrize(
    ("table", "act", "name", "fields", "right"), ACTS, ids=lambda one: str(one)[:20]
)


@pytest.fixture
def community(settled):
    return settled


def forget_password(browser):
    session = browser.session
    session["password_confirmed_at"] = time.time() - 3600
    session.save()


def test_all_acts_there_are_are_tried_here(community, root):
    offered = {
        (table, act)
        for table, address in ADDRESSES.items()
        for act in _offered(main_of(root.get(address)))
    }

    assert offered == {(table, act) for table, act, *_ in ACTS}


@each_act
def test_it_is_shown_then_done_and_written_down(
    table, act, name, fields, right, community, root, administrator
):
    row, before = getattr(community, name), all_rows()
    known = [line.pk for line in _lines()]

    shown = begin(root, table, act, row)
    meanwhile = all_rows()
    answer = confirm(root, table, shown, row, **fields)

    assert shown.status_code == 200
    assert str(row) in words_of(main_of(shown))
    assert meanwhile == before
    assert answer.status_code == (200 if act in SHOWN_AT_ONCE else 302)
    assert all_rows() != before
    lines = [line for line in _lines() if line.pk not in known]
    if act not in {"patrol", "roll-back"}:  # a patrol and a revision tell themselves
        assert {line.actor for line in lines} == {administrator}
        said = {fields.get("reason", fields.get("answer", ""))}
        assert {line.reason for line in lines} == said


def _lines() -> list[LogEntry | AuditEntry]:
    return [*LogEntry.objects.all(), *AuditEntry.objects.all()]


@each_act
def test_whoever_may_not_does_not_do_it_by_hand_either(
    table, act, name, fields, right, community, moderator, signed_in
):
    row = getattr(community, name)
    strangers = [signed_in(make_user(role=role)) for role in ("reviewer", "editor")]
    desk, may_moderators = signed_in(moderator), "moderator" in MATRIX[right]
    before = all_rows()

    turned_away = [forge(one, table, act, row, **fields) for one in strangers]
    page = main_of(desk.get(ADDRESSES[table]))
    if not may_moderators:
        assert forge(desk, table, act, row, **fields).status_code == 403

    assert {one.url.partition("?")[0] for one in turned_away} == {"/admin/login/"}
    assert all_rows() == before
    assert (act in _offered(page)) == may_moderators


def _offered(page) -> set[str]:
    options = page.findall(".//select[@name='action']/option")
    return {one.get("value") for one in options} - {""}


@pytest.mark.parametrize(
    ("table", "act", "name", "fields"),
    [one[:4] for one in ACTS if {"reason", "answer"} & one[3].keys()],
)
def test_without_a_reason_nothing_is_done(table, act, name, fields, community, root):
    row, before = getattr(community, name), all_rows()

    for reason in ("", "  \t"):
        sent = fields | dict.fromkeys({"reason", "answer"} & fields.keys(), reason)
        answer = act_on(root, table, act, row, **sent)

        assert answer.status_code == 422
        assert "This field is required." in words_of(main_of(answer))

    assert all_rows() == before


@pytest.mark.parametrize(
    ("table", "act", "name", "fields"), [one[:4] for one in ACTS if one[1] in GRAVE]
)
def test_a_grave_act_asks_for_a_password_that_was_given_long_ago(
    table, act, name, fields, community, root
):
    forget_password(root)
    before = all_rows()

    asked = forge(root, table, act, getattr(community, name), **fields)
    meanwhile = all_rows()
    carried = form_of(asked) | {"confirm_password": PASSWORD} | fields
    answer = root.post(ADDRESSES[table], carried)

    assert asked.status_code == 403
    assert "Your password, please" in words_of(main_of(asked))
    assert meanwhile == before
    assert answer.status_code == (200 if act in SHOWN_AT_ONCE else 302)
    assert all_rows() != before


def test_a_wrong_password_does_nothing_and_loses_nothing(community, root):
    forget_password(root)

    asked = forge(root, "article", "delete", community.article, **WHY)
    sent = form_of(asked) | {"confirm_password": "wrong"}
    wrong = root.post(ADDRESSES["article"], sent)

    assert "That is not your password." in words_of(main_of(wrong))
    assert form_of(wrong)["reason"] == "Because"
    assert Article.objects.published().filter(pk=community.article.pk).exists()


def test_it_is_told_of_each_row_what_was_done_and_what_refused(community, desk):
    there, gone = community.article, community.deleted

    answer = act_on(desk, "article", "delete", there, gone, **WHY)

    told = desk.get(answer.url).text
    assert "Deleted: Ada Lovelace." in told
    assert "Not done to Gone: There is no page called “Gone”." in told


def test_what_was_refused_keeps_nothing_of_the_others_from_being_done(community, desk):
    act_on(desk, "article", "delete", community.deleted, community.article, **WHY)

    assert not Article.objects.published().filter(title="Ada Lovelace").exists()


def test_a_page_that_is_sent_twice_takes_back_once(community, desk):
    shown = begin(desk, "revision", "roll-back", community.revision)

    confirm(desk, "revision", shown, community.revision, **WHY)
    count = Revision.objects.count()
    confirm(desk, "revision", shown, community.revision, **WHY)

    assert Revision.objects.count() == count


def test_at_most_fifty_are_done_at_once(desk):
    titles = (Article(title=f"Page {number}") for number in range(MOST + 1))
    pages = Article.objects.bulk_create(titles)
    before = Protection.objects.count()

    answer = forge(desk, "article", "protect", *pages, edit="moderator", **WHY)

    assert answer.status_code == 302
    assert f"At most {MOST} at once" in desk.get(answer.url).text
    assert Protection.objects.count() == before


def test_all_that_a_list_shows_are_chosen_at_once_and_shown_one_by_one(community, desk):
    sent = {"action": "protect", "_selected_action": ["1"], "select_across": "1"}

    shown = desk.post(f"{ADDRESSES['article']}?q=a", {**sent, "index": "0"})

    names = [one.split(":")[0] for one in listed_in(shown, ".//ul[@class='chosen']/li")]
    assert names == ["Ada Lovelace", "War"]


@pytest.mark.parametrize("row", ["x", "-", "\0", "1 OR 1=1", "9" * 40])
def test_rows_that_cannot_be_are_answered(row, community, desk):
    before = all_rows()
    sent = {"action": "protect", "_selected_action": [row], "confirmed": "yes", **WHY}

    answer = desk.post(ADDRESSES["article"], sent | {"edit": "moderator"})

    assert answer.status_code in {302, 400}
    assert all_rows() == before


@pytest.mark.parametrize("act", ["", "delete_selected", "nothing", "save_model"])
def test_there_are_no_other_acts(act, community, root):
    before = all_rows()

    for table, name in [("article", "article"), ("account", "vandal")]:
        forge(root, table, act, getattr(community, name), post="yes", **WHY)

    assert all_rows() == before


def test_a_moderator_does_not_block_another(desk):
    other = make_user("Other", role="moderator")

    answer = act_on(desk, "account", "block", other, **WHY)

    assert "A moderator is blocked by administrators only." in desk.get(answer.url).text
    assert not other.blocks.exists()
