"""Renaming: the article keeps its history and its links, whatever it is called."""

import pytest

from accounts.models import User
from articles.attribution import stored
from articles.jobs import work_off
from articles.lifecycle import rename
from articles.models import Article, Draft, Revision, Tag
from articles.policy import EditRefused, ProposedEdit
from articles.reading import find_page
from markup import Title
from tests.articles.crowds import all_at_once
from tests.articles.pages import (
    form_of,
    heading_of,
    links_of,
    listed_in,
    main_of,
    words_of,
)
from tests.makers import make_history, make_revision, make_user, protect_all

OLD, NEW = Title.parse("Ada Byron"), Title.parse("Ada Lovelace")


def renamed(
    old: Title = OLD,
    new: Title = NEW,
    *,
    author: User | None = None,
    summary: str = "",
    key: str = "",
) -> Revision:
    edit = ProposedEdit(
        title=old, author=author or make_user(), text="", summary=summary, key=key
    )
    return rename(edit, new)


@pytest.mark.django_db
class TestRename:
    def test_the_article_keeps_its_id_and_its_history(self):
        first, second = make_history("One.", "Two.", title=OLD.text)

        revision = renamed(summary="Her name when she wrote")

        assert revision.article_id == first.article_id
        assert Article.objects.get(title=NEW.text).pk == first.article_id
        assert (revision.number, revision.parent, revision.text) == (3, second, "Two.")
        assert (revision.title, second.title) == (NEW.text, OLD.text)
        assert revision.tags[0] == Tag.RENAME
        assert revision.summary == "Renamed from [[Ada Byron]]: Her name when she wrote"

    def test_the_old_title_redirects(self):
        make_revision(OLD.text, "She wrote notes.")

        renamed()

        page = find_page(OLD)
        assert (page.title, page.redirected_from) == (NEW, OLD)
        left = Article.objects.get(title=OLD.text).current_revision
        assert (left.text, left.number) == ("#REDIRECT [[Ada Lovelace]]", 1)

    def test_its_words_stay_their_authors(self):
        first = make_revision(OLD.text, "She wrote notes.")

        renamed()

        kept = stored(Article.objects.get(pk=first.article_id))
        assert {stretch.origin for stretch in kept.stretches} == {first.pk}

    def test_links_to_the_new_title_are_no_longer_missing(self):
        make_revision("Babbage", "He met [[Ada Lovelace]].")
        make_revision(OLD.text, "She wrote notes.")

        renamed()
        work_off()

        html = find_page(Title.parse("Babbage")).rendering.html
        assert 'class="missing"' not in html

    def test_sections_are_edited_under_the_new_title(self):
        make_revision(OLD.text, "## Life\n\nShort.")

        renamed()

        assert "/edit/Ada_Lovelace?section=h-life" in find_page(NEW).rendering.html

    def test_renaming_back_and_forth_loses_nothing(self):
        first = make_revision(OLD.text, "She wrote notes.")

        renamed()
        renamed(NEW, OLD)
        renamed()

        assert Article.objects.count() == 2
        article = Article.objects.get(pk=first.article_id)
        assert (article.title, article.current_revision.number) == (NEW.text, 4)
        texts = {
            revision.text for revision in Revision.objects.exclude(article=article)
        }
        assert texts == {"#REDIRECT [[Ada Lovelace]]", "#REDIRECT [[Ada Byron]]"}

    def test_a_title_that_another_page_has_is_refused(self):
        make_revision(OLD.text, "She wrote notes.")
        make_revision(NEW.text, "Another one.")

        with pytest.raises(EditRefused, match="There is a page called"):
            renamed()

        assert Revision.objects.count() == 2

    def test_a_redirect_elsewhere_does_not_give_way(self):
        make_revision(OLD.text, "She wrote notes.")
        make_revision(NEW.text, "#REDIRECT [[Babbage]]")

        with pytest.raises(EditRefused, match="There is a page called"):
            renamed()

    def test_what_is_not_there_cannot_be_renamed(self):
        with pytest.raises(EditRefused, match="There is no page called"):
            renamed()

        assert not Article.objects.exists()

    def test_temporary_accounts_may_not(self):
        make_revision(OLD.text, "She wrote notes.")

        with pytest.raises(EditRefused, match="Only people with an account"):
            renamed(author=make_user(is_temporary=True))

    def test_a_protected_page_is_renamed_by_moderators_only(self):
        make_revision(OLD.text, "She wrote notes.")
        protect_all()

        with pytest.raises(EditRefused):
            renamed()

        assert renamed(author=make_user(role="moderator")).title == NEW.text

    def test_the_same_request_twice_renames_once(self):
        make_revision(OLD.text, "She wrote notes.")
        author = make_user()

        first = renamed(author=author, key="k")
        again = renamed(author=author, key="k")

        assert first == again
        assert Revision.objects.count() == 3

    def test_redirects_to_the_old_title_are_repaired_by_a_job(self):
        make_revision(OLD.text, "## Life\n\nShort.")
        make_revision("Countess", "#REDIRECT [[Ada Byron#Life]]\n\n[[Category:Names]]")

        revision = renamed()
        work_off()

        repaired = Article.objects.get(title="Countess").current_revision
        assert repaired.text == "#REDIRECT [[Ada Lovelace#Life]]\n\n[[Category:Names]]"
        assert (repaired.author, repaired.origin) == (revision.author, "bot")
        work_off()
        assert Revision.objects.filter(title="Countess").count() == 2

    def test_a_form_that_was_open_saves_under_the_new_title(self, client):
        make_revision(OLD.text, "She wrote notes.")
        fields = form_of(client.get("/edit/Ada_Byron"))

        renamed()
        answer = client.post("/edit/Ada_Byron", fields | {"text": "She wrote a note."})

        assert (answer.status_code, answer.url) == (302, "/wiki/Ada_Lovelace")
        assert find_page(NEW).revision.number == 3
        assert client.get("/raw/Ada_Lovelace").text == "She wrote a note."

    def test_drafts_follow_their_page(self):
        base = make_revision(OLD.text, "She wrote notes.")
        Draft.objects.create(author=make_user(), title=OLD.text, base=base, text="Mine")

        renamed()

        assert Draft.objects.get().title == NEW.text


@pytest.mark.django_db(transaction=True)
def test_saves_and_renames_at_once_lose_nothing():
    paragraphs = [f"Paragraph {number} says nothing." for number in range(12)]
    base = make_revision(OLD.text, "\n\n".join(paragraphs))
    authors = [make_user() for _ in range(14)]

    def act(number: int) -> Revision | EditRefused:
        try:
            if number >= 12:
                titles = (OLD, NEW) if number == 12 else (NEW, OLD)
                return renamed(*titles, author=authors[number])
            text = "\n\n".join(paragraphs).replace(f"{number} says", f"{number} tells")
            return make_revision(OLD.text, text, base=base, author=authors[number])
        except EditRefused as refusal:
            return refusal

    answers = all_at_once(act, 14)

    saved = [one for one in answers[:12] if isinstance(one, Revision)]
    article = Article.objects.get(pk=base.article_id)
    assert len(saved) == 12
    assert article.current_revision.text.count("tells") == 12
    assert isinstance(answers[12], Revision)
    numbers = Revision.objects.filter(article=article).values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


@pytest.mark.django_db
class TestForm:
    def test_what_will_happen_is_shown_before(self, client, mary):
        make_revision(OLD.text, "She wrote notes.")

        page = client.get("/rename/Ada_Byron")

        assert heading_of(page) == "Rename Ada Byron"
        assert "becomes a redirect" in words_of(main_of(page))
        assert form_of(page)["new_title"] == "Ada Byron"
        assert Revision.objects.count() == 1

    def test_sending_the_form_renames(self, client, mary):
        make_revision(OLD.text, "She wrote notes.")
        fields = form_of(client.get("/rename/Ada_Byron"))

        answer = client.post(
            "/rename/Ada_Byron", fields | {"new_title": "ada lovelace", "reason": "So"}
        )

        assert (answer.status_code, answer.url) == (302, "/wiki/Ada_lovelace")
        assert client.get("/history/Ada_lovelace").status_code == 200

    def test_old_addresses_and_permanent_links_work(self, client, mary):
        first = make_revision(OLD.text, "She wrote notes.")
        client.post("/rename/Ada_Byron", {"new_title": NEW.text})

        assert "Redirected from" in client.get("/wiki/Ada_Byron").text
        assert heading_of(client.get(f"/revision/{first.pk}")) == OLD.text
        assert client.get(f"/article/{first.article_id}").url == "/wiki/Ada_Lovelace"

    def test_the_history_tells_of_it_and_leads_to_the_old_title(self, client, mary):
        make_revision(OLD.text, "She wrote notes.")
        client.post("/rename/Ada_Byron", {"new_title": NEW.text})

        page = client.get("/history/Ada_Lovelace")

        assert "Renamed from Ada Byron" in words_of(main_of(page))
        assert "/wiki/Ada_Byron" in links_of(page, ".//q")
        assert "renamed" in listed_in(page, ".//span[@class='mark tag']")

    @pytest.mark.parametrize("wrong", ["", "<", "Ada Byron", "x" * 300])
    def test_a_title_that_will_not_do_comes_back_with_the_reason(
        self, wrong, client, mary
    ):
        make_revision(OLD.text, "She wrote notes.")

        answer = client.post(
            "/rename/Ada_Byron", {"new_title": wrong, "reason": "My reason"}
        )

        assert answer.status_code == 422
        assert form_of(answer)["reason"] == "My reason"
        assert Revision.objects.count() == 1

    def test_a_stranger_is_asked_to_log_in(self, client):
        make_revision(OLD.text, "She wrote notes.")

        shown = client.get("/rename/Ada_Byron")
        sent = client.post("/rename/Ada_Byron", {"new_title": NEW.text})

        assert (shown.status_code, sent.status_code) == (200, 403)
        assert "/accounts/login?next=/rename/Ada_Byron" in links_of(shown)
        assert Revision.objects.count() == 1

    def test_there_is_no_form_for_what_is_not_there(self, client, mary):
        assert client.get("/rename/Nothing").status_code == 404


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Template:A", "A"),
        ("A", "Template:A"),
        ("A", "Category:A"),
        ("A", "File:A.png"),
        ("Category:A", "Help:A"),
    ],
)
@pytest.mark.django_db
def test_what_is_of_a_kind_of_its_own_stays_so(old, new):
    make_revision(old, "Words.")

    with pytest.raises(EditRefused, match="another kind of page"):
        renamed(Title.parse(old), Title.parse(new))
