"""Words that are kept are for everybody: they are in the encyclopedia's language."""

import pytest
from django.utils import translation
from django.utils.translation import gettext

from accounts.models import LogEntry
from articles.deleting import delete, undelete
from articles.hiding import Hiding, hide
from articles.lifecycle import rename, suggest_division
from articles.models import Licence, Rendering, Revision, Tag
from articles.policy import EditRefused, ProposedEdit
from articles.presence import Other, Others
from articles.protecting import Terms, protect
from articles.reading import page_of, preview_of
from markup import Title
from tests.makers import make_history, make_revision, make_upload, make_user

pytestmark = pytest.mark.django_db

OLD, NEW = Title.parse("Ada Byron"), Title.parse("Ada Lovelace")
TEXT = "In [[Paris]].[^a]\n\n[[File:Hall.png|Her hall]]\n\n[^a]: Her notes."
SPOKEN_BY_MARKUP = ("page does not exist", "References")
LICENCES = {"en": "Public domain", "ru": "Общественное достояние"}


@pytest.fixture
def russian():
    """Whoever does something here has chosen Russian."""
    with translation.override("ru"):
        yield


@pytest.fixture(params=["en", "ru"])
def site(request, settings):
    """The language of the encyclopedia."""
    settings.LANGUAGE_CODE = request.param
    return request.param


@pytest.mark.parametrize("reader", ["en", "ru"])
def test_a_page_is_kept_in_the_language_of_the_site(reader, site, client):
    make_upload(licence=Licence.PUBLIC_DOMAIN)
    client.force_login(make_user())
    client.cookies["appearance"] = f"...{reader}"

    saved = client.post("/edit/Ada_Lovelace", {"text": TEXT, "action": "publish"})

    html = Rendering.objects.get(title="Ada Lovelace").html
    with translation.override(site):
        words = {LICENCES[site], *map(gettext, SPOKEN_BY_MARKUP)}
    assert saved.status_code == 302
    assert {one for one in words if one in html} == words


def test_a_preview_is_the_page_that_will_be_kept(site):
    make_upload(licence=Licence.PUBLIC_DOMAIN)
    html = {}

    for reader in ("en", "ru"):
        with translation.override(reader):
            html[reader] = preview_of(TEXT)

    assert html["en"] == html["ru"]
    assert LICENCES[site] in html["en"]


def test_an_older_revision_is_shown_as_it_was_kept(site):
    make_upload(licence=Licence.PUBLIC_DOMAIN)
    revision, _ = make_history(TEXT, "New.")

    with translation.override("ru" if site == "en" else "en"):
        page = page_of(revision)

    assert LICENCES[site] in page.rendering.html


def test_what_is_said_of_renaming_is_for_everybody(russian):
    make_revision(OLD.text)

    rename(ProposedEdit(title=OLD, author=make_user(), text="", summary="Why"), NEW)

    renamed = Revision.objects.filter(tags__contains=[Tag.RENAME]).order_by("pk")
    assert [one.summary for one in renamed] == [
        "Renamed from [[Ada Byron]]: Why",
        "Renamed to [[Ada Lovelace]]",
    ]


def test_a_russian_encyclopedia_tells_of_renaming_in_russian(settings):
    settings.LANGUAGE_CODE = "ru"
    make_revision(OLD.text)

    with translation.override("en"):
        edit = ProposedEdit(title=OLD, author=make_user(), text="", summary="Why")
        moved = rename(edit, NEW)

    assert moved.summary == "Переименовано из [[Ada Byron]]: Why"


def test_what_is_left_of_a_section_is_for_everybody(russian):
    revision = make_revision(text="Ada.\n\n## Work\n\nNotes.")

    division = suggest_division(revision, "h-work", Title.parse("Work of Ada"))

    assert "*Main article: [[Work of Ada]]*" in division.left_text


def test_what_is_said_of_undeleting_is_for_everybody(russian):
    first, _second = make_history("One.", "Two.")
    moderator, title = make_user(role="moderator"), first.article.parsed_title
    delete(title, by=moderator, reason="Spam")

    article = undelete(title, by=moderator, reason="No spam", only=[first.pk])

    assert article.current_revision.summary == "Undeleted up to revision 1: No spam"


def test_the_log_is_for_everybody(russian):
    first, _ = make_history("One.", "Two.")
    moderator = make_user(role="moderator")
    terms = Terms(levels={"edit": "trusted"}, reason="War", cascades=True)

    protect(first.article.parsed_title, terms, by=moderator)
    hide(first, Hiding(fields=["text", "summary"], reason="Names"), by=moderator)
    hide(first, Hiding(fields=[], reason="No names"), by=moderator)

    protected, hidden, shown = LogEntry.objects.order_by("pk")
    assert protected.details == {"edit": "trusted editors", "cascading": "yes"}
    assert hidden.details["hidden"] == "summary, text"
    assert shown.details["hidden"] == "nothing"


def test_a_refusal_is_for_who_is_refused(russian):
    protect_it = Terms(levels={"edit": "moderator"}, reason="War")
    revision = make_revision()
    protect(revision.article.parsed_title, protect_it, by=make_user(role="moderator"))

    with pytest.raises(EditRefused) as refused:
        make_revision(text="Two.", base=revision)

    assert str(refused.value) == (
        "Эта страница защищена: править её могут только модераторы."
    )


def test_who_else_is_here_is_told_in_the_language_of_who_reads(russian):
    since = make_revision().created_at
    others = Others((Other("Mary", since), Other("", since)), more=3)

    assert str(others) == (
        "Кроме вас, эту страницу открыли в редакторе: "
        "Mary, кто-то без входа в систему и ещё 3."
    )
