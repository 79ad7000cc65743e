"""Listed: links and titles that moderators do not want are refused, with the reason."""

import pytest
from django.test import Client

from accounts import lists
from accounts.models import ListKind
from articles.lifecycle import rename
from articles.models import Article, Revision
from articles.policy import EditRefused, ProposedEdit
from markup import Title
from moderation.models import HeldEdit
from tests.articles.pages import form_of, main_of, words_of
from tests.makers import make_history, make_revision, make_user

pytestmark = pytest.mark.django_db

SPAM = "Buy [here](https://shop.spam.example/x)."


@pytest.fixture(autouse=True)
def _lists(moderator) -> None:
    lists.add(ListKind.LINK, "spam.example", by=moderator)
    lists.add(ListKind.TITLE, "bad word", by=moderator)
    lists.add(ListKind.TITLE, "viagra*", by=moderator)


def move(old: str, new: str, **fields) -> Revision:
    edit = ProposedEdit(
        title=Title.parse(old), author=make_user(**fields), text="", summary="Why"
    )
    return rename(edit, Title.parse(new))


def test_an_edit_that_adds_a_listed_link_is_refused_and_keeps_its_text(client):
    client.force_login(make_user())

    response = client.post("/edit/Ada_Lovelace", {"text": SPAM, "summary": "Shop"})

    assert response.status_code == 422
    assert "Links to shop.spam.example can't be added" in words_of(main_of(response))
    sent = form_of(response)
    assert (sent["text"], sent["summary"]) == (SPAM, "Shop")
    assert Revision.objects.count() == 0


@pytest.mark.parametrize(
    "text", ["[x](https://notspam.example)", "[x](https://spam.example.org)", "Words."]
)
def test_other_hosts_are_no_concern(text):
    assert make_revision(text=text).pk


@pytest.mark.parametrize(
    "text",
    [
        "{{Shop|spam.example}}",
        "{{cite|title=A|url=https://spam.example/x}}",
        "{{cite|title=A|archive=//spam.example/x|url=HTTPS://spam.example}}",
    ],
)
def test_a_template_or_a_citation_is_no_way_to_a_listed_site(text):
    make_revision("Template:Shop", "Buy [here](https://{{{1}}}).")

    with pytest.raises(EditRefused, match=r"Links to spam\.example"):
        make_revision(text=text)


def test_an_old_link_keeps_nobody_from_editing(moderator):
    old = make_revision(text=SPAM, author=moderator)

    saved = make_revision(text=f"{SPAM}\n\nMore words.", base=old)

    assert saved.number == 2


def test_an_old_link_gives_no_leave_for_another_listed_host(moderator):
    lists.add(ListKind.LINK, "worse.example", by=moderator)
    old = make_revision(text=SPAM, author=moderator)

    with pytest.raises(EditRefused, match=r"Links to worse\.example"):
        make_revision(text=f"{SPAM} [x](//worse.example)", base=old)


def test_a_link_that_was_taken_out_is_not_put_back(moderator, client):
    _, second = make_history("One.", "Two.")
    spam = make_revision(text=SPAM, author=moderator, base=second)
    make_revision(text="Clean.", base=spam)
    client.force_login(make_user())

    response = client.post(f"/restore/{spam.pk}", {"summary": "Again"})

    assert response.status_code == 422
    assert Article.objects.get().current_revision.text == "Clean."


@pytest.mark.parametrize("role", ["trusted", "bot", "reviewer", "moderator"])
def test_whoever_is_trusted_may_link_and_name_as_they_like(role):
    made = make_revision("A bad word", SPAM, author=make_user(role=role))

    assert made.article.is_published


def test_what_is_listed_is_not_proposed_either(site):
    response = Client().post("/edit/Ada_Lovelace", {"text": SPAM})

    assert response.status_code == 422
    assert form_of(response)["text"] == SPAM
    assert HeldEdit.objects.count() == 0


def test_a_page_with_an_old_link_is_renamed(moderator):
    make_revision(text=SPAM, author=moderator)

    move("Ada Lovelace", "Countess")

    assert Article.objects.filter(title="Countess").exists()


def test_a_section_with_an_old_link_becomes_a_page(moderator, client):
    text = f"Lead.\n\n## Life\n\n{SPAM}"
    make_revision(text=text, author=moderator)
    client.force_login(make_user())

    form = client.get("/split/Ada_Lovelace?section=h-life&new_title=Life")
    response = client.post("/split/Ada_Lovelace", form_of(form))

    assert response.status_code == 302
    assert Article.objects.filter(title="Life").exists()


@pytest.mark.parametrize(
    "name",
    [
        "Bad word",
        "A BAD  WORD indeed",
        "Viagra for all",
        "\uff21 bad word",
        "B\u0430d word",
    ],
)
def test_no_page_begins_with_a_listed_title(name, client):
    client.force_login(make_user())

    title = Title.parse(name)
    response = client.post(f"/edit/{title.path}", {"text": "Text."})

    assert response.status_code == 422
    assert "moderators' list of words not allowed in titles" in words_of(
        main_of(response)
    )
    assert form_of(response)["text"] == "Text."
    assert Revision.objects.count() == 0


@pytest.mark.parametrize("name", ["Bad", "Badword", "About viagra", "Word, bad"])
def test_other_titles_are_no_concern(name):
    assert make_revision(name).pk


def test_a_page_that_is_there_is_edited_under_a_listed_title(moderator):
    old = make_revision("Bad word", "One.", author=moderator)

    assert make_revision("Bad word", "Two.", base=old).number == 2


def test_no_page_gets_a_listed_title():
    make_revision("Ada")

    with pytest.raises(EditRefused, match="No page can be called “Bad word”"):
        move("Ada", "Bad word")

    assert Article.objects.get(current_revision__isnull=False).title == "Ada"


def test_a_page_is_renamed_from_a_listed_title_to_another(moderator):
    make_revision("Bad word", author=moderator)

    move("Bad word", "Good word")

    assert Article.objects.get(title="Good word").is_published
    left = Article.objects.get(title="Bad word").current_revision
    assert left.text == "#REDIRECT [[Good word]]"


def test_a_redirect_is_no_way_round_the_list():
    make_revision("Ada")
    make_revision("Countess", "#REDIRECT [[Ada]]")

    with pytest.raises(EditRefused):
        make_revision("Bad word", "#REDIRECT [[Ada]]")
    with pytest.raises(EditRefused):
        move("Countess", "Bad word")
