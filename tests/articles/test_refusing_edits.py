"""Refusing: edits that may not be made, and that leave nothing behind."""

import pytest

from accounts.models import User
from articles.models import (
    Article,
    CategoryMembership,
    Job,
    Link,
    Redirect,
    Rendering,
    Revision,
)
from articles.policy import (
    MAX_TEXT_BYTES,
    EditHeld,
    EditRefused,
    ProposedEdit,
    Waiting,
    may_edit,
)
from tests.makers import make_revision, make_user, protect_all

pytestmark = pytest.mark.django_db

KEPT = (Article, Revision, Rendering, Link, Redirect, CategoryMembership, Job)


def test_a_blocked_account_is_refused():
    author = make_user(is_active=False)

    with pytest.raises(EditRefused, match="Your account is blocked from editing"):
        make_revision(author=author)

    assert _nothing_is_kept()


def test_a_temporary_account_may_edit_while_everybody_may():
    author = make_user("~2026-1", is_temporary=True)

    revision = make_revision(author=author)

    assert revision.author == author


def test_a_temporary_account_is_refused_where_an_account_is_asked_for(settings):
    settings.CANONICA_UNREGISTERED_EDITS = "refuse"
    author = make_user("~2026-1", is_temporary=True)

    with pytest.raises(EditRefused, match="Please log in or create an account"):
        make_revision(author=author)

    assert _nothing_is_kept()


def test_an_account_may_edit_where_one_is_asked_for(settings):
    settings.CANONICA_UNREGISTERED_EDITS = "refuse"

    revision = make_revision()

    assert revision.number == 1


@pytest.mark.parametrize(
    ("protection", "fields", "is_allowed"),
    [
        ("", {"is_temporary": True}, True),
        ("", {}, True),
        ("editor", {"is_temporary": True}, False),
        ("editor", {}, True),
        ("editor", {"role": "moderator"}, True),
        ("trusted", {}, False),
        ("trusted", {"role": "trusted"}, True),
        ("trusted", {"role": "bot"}, True),
        ("reviewer", {"role": "bot"}, False),
        ("moderator", {"is_temporary": True}, False),
        ("moderator", {}, False),
        ("moderator", {"role": "moderator"}, True),
        ("moderator", {"role": "moderator", "is_active": False}, False),
        ("administrator", {"role": "moderator"}, False),
    ],
)
def test_protection_says_who_may_edit(protection, fields, is_allowed):
    first = make_revision(text="One.")
    protect_all(protection)
    author = make_user(**fields)

    try:
        make_revision(text="Two.", base=first, author=author)
    except EditRefused:
        is_saved = False
    else:
        is_saved = True

    assert is_saved == is_allowed
    assert Revision.objects.count() == 1 + is_allowed
    assert may_edit(author, Article.objects.get()) == is_allowed


def test_a_refusal_names_those_who_may_edit():
    first = make_revision(text="One.")
    protect_all()

    with pytest.raises(EditRefused, match=r"only moderators may edit it\.$"):
        make_revision(text="Two.", base=first)


def test_a_text_may_have_as_many_bytes_as_the_limit():
    revision = make_revision(text="é" * (MAX_TEXT_BYTES // 2))

    assert revision.size == MAX_TEXT_BYTES


def test_a_text_of_more_bytes_than_the_limit_is_refused():
    with pytest.raises(EditRefused, match="at most 524,288"):
        make_revision(text="é" * (MAX_TEXT_BYTES // 2) + "x")

    assert _nothing_is_kept()


@pytest.mark.parametrize("text", ["", "  \n\t", "\r\n"])
def test_a_new_article_needs_some_text(text):
    with pytest.raises(EditRefused, match="needs some text"):
        make_revision(text=text)

    assert _nothing_is_kept()


@pytest.mark.parametrize("title", ["Talk:Ada", "Category talk:People", "User talk:A"])
def test_talk_pages_are_refused(title):
    with pytest.raises(EditRefused, match="Talk pages"):
        make_revision(title)

    assert _nothing_is_kept()


def test_a_refused_edit_of_an_article_changes_nothing():
    first = make_revision(text="One. [[Two]] [[Category:Numbers]]")
    before = _everything()

    with pytest.raises(EditRefused):
        make_revision(text="x" * (MAX_TEXT_BYTES + 1), base=first)

    assert _everything() == before


def refuse_everything(_edit: ProposedEdit, _article: Article) -> None:
    raise EditRefused("Not today.")


def hold_everything(edit: ProposedEdit, _article: Article) -> None:
    raise EditHeld(
        "Your edit waits for a moderator.",
        keep=lambda: Waiting(edit.author, "/proposal/x"),
    )


def test_the_settings_may_name_more_checks(settings):
    settings.EDIT_CHECKS = [
        *settings.EDIT_CHECKS,
        "tests.articles.test_refusing_edits.refuse_everything",
    ]

    with pytest.raises(EditRefused, match=r"^Not today\.$"):
        make_revision()

    assert _nothing_is_kept()


def test_the_first_check_that_objects_is_heard(settings):
    settings.EDIT_CHECKS = [
        "tests.articles.test_refusing_edits.hold_everything",
        "tests.articles.test_refusing_edits.refuse_everything",
    ]

    with pytest.raises(EditHeld, match="waits for a moderator"):
        make_revision()

    assert _nothing_is_kept()


def _everything() -> list[list[object]]:
    return [[*model._default_manager.values()] for model in KEPT]


def _nothing_is_kept() -> bool:
    return _everything() == [[]] * len(KEPT) and User.objects.count() <= 1
