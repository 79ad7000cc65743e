"""Transclusion: pages show what templates say, and follow them when they change."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.jobs import work_off
from articles.models import Job, Transclusion
from markup import Title
from tests.articles.pages import links_of, listed_in, main_of, words_of
from tests.makers import delete_pages, make_history, make_revision

pytestmark = pytest.mark.django_db

ADA = "/wiki/Ada_Lovelace"


def do_all_jobs() -> None:
    """Do what is due now and what is due in a while."""
    while work_off():
        pass
    Job.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    while work_off():
        pass


def prose_of(client, address: str = ADA) -> str:
    return words_of(main_of(client.get(address)).find(".//div[@class='prose']"))


def used_by(title: str) -> list[str]:
    found = Transclusion.objects.filter(article__title=title)
    return sorted(found.values_list("target", flat=True))


def test_a_page_shows_what_its_template_says(client):
    make_revision("Template:Hello", "Hello, {{{1}}}!\n\n{{documentation}}\n\nUnsaid.")
    make_revision(text="{{Hello|Ada}}")

    assert prose_of(client) == "Hello, Ada!"


def test_a_template_in_a_template_is_found_and_so_is_what_it_redirects_to(client):
    make_revision("Template:Inner", "inner")
    make_revision("Template:Middle", "#REDIRECT [[Template:Inner]]")
    make_revision("Template:Outer", "outer {{Middle}}")
    make_revision(text="{{Outer}}")

    assert prose_of(client) == "outer inner"
    assert used_by("Ada Lovelace") == [
        "Template:Inner",
        "Template:Middle",
        "Template:Outer",
    ]


def test_a_changed_template_changes_every_page_that_shows_it(client):
    inner = make_revision("Template:Inner", "old")
    make_revision("Template:Outer", "{{Inner}}")
    make_revision(text="{{Outer}}")
    make_revision("Alan Turing", "{{Inner}}")
    do_all_jobs()

    make_revision("Template:Inner", "new", base=inner)
    do_all_jobs()

    assert [prose_of(client), prose_of(client, "/wiki/Alan_Turing")] == ["new", "new"]
    assert prose_of(client, "/wiki/Template:Outer") == "new"


def test_a_template_that_comes_or_goes_changes_the_pages_that_call_it(client):
    make_revision(text="{{Late}}")
    assert links_of(client.get(ADA), ".//div[@class='prose']") == [
        "/wiki/Template:Late"
    ]

    make_revision("Template:Late", "at last")
    do_all_jobs()
    assert prose_of(client) == "at last"

    delete_pages("Template:Late")
    do_all_jobs()
    assert "Template:Late" in prose_of(client)


def test_a_page_that_calls_no_template_is_left_alone_when_one_changes():
    template = make_revision("Template:Hello", "one")
    make_revision(text="`{{Hello}}` and [[Template:Hello]]")
    do_all_jobs()

    make_revision("Template:Hello", "two", base=template)
    work_off()

    assert used_by("Ada Lovelace") == []
    assert set(Job.objects.values_list("kind", "is_later")) == {("refresh-using", True)}


def test_a_preview_shows_templates_too(client):
    make_revision("Template:Hello", "Hello, {{{1}}}!")

    response = client.post(
        "/edit/Ada_Lovelace",
        {"text": "{{Hello|Ada}}", "summary": "", "action": "preview", "key": "k"},
    )

    assert "Hello, Ada!" in response.text


def test_an_old_revision_is_shown_with_the_template_of_today(client):
    make_revision("Template:Hello", "Hello")
    first, _ = make_history("{{Hello}} one", "{{Hello}} two")

    assert "Hello one" in client.get(f"/revision/{first.pk}").text


def test_a_loop_of_templates_is_named(client):
    make_revision("Template:Ping", "{{Pong}}")
    make_revision("Template:Pong", "{{Ping}}")
    make_revision(text="{{Ping}}")

    assert prose_of(client) == (
        "Template:Ping is not shown within itself: Ping → Pong → Ping."
    )


def test_what_a_template_brings_counts_for_the_page(client):
    make_revision("Template:Person", "[[London]] [[Category:{{{1}}}]]")
    make_revision(text="{{Person|Mathematicians}}")

    assert "/wiki/Ada_Lovelace" in links_of(client.get("/links/London"))
    assert "/wiki/Ada_Lovelace" in links_of(client.get("/wiki/Category:Mathematicians"))


def test_a_template_tells_who_uses_it(client):
    make_revision("Template:Hello", "Hello")
    make_revision(text="{{Hello}}")
    make_revision("Alan Turing", "[[Template:Hello]]")

    page = client.get("/links/Template:Hello")

    lists = main_of(page).findall(".//ul[@class='plain rows']")
    assert list(map(words_of, lists)) == ["Ada Lovelace", "Alan Turing"]
    assert listed_in(page, ".//h2") == ["Used by", "Pages"]


def test_a_template_nobody_uses_says_so(client):
    make_revision("Template:Hello", "Hello")

    assert "No page uses this template." in client.get("/links/Template:Hello").text
    assert "Used by" not in client.get("/links/Ada_Lovelace").text


@pytest.mark.parametrize("pages", [1, 3])
def test_saving_a_page_asks_once_for_each_level_of_templates(
    pages, django_assert_num_queries, django_assert_max_num_queries
):
    for number in range(pages):
        make_revision(f"Template:T{number}", "said")
    text = "".join(f"{{{{T{number}}}}}" for number in range(pages))
    plain = make_revision(text="Words.")

    with django_assert_max_num_queries(30):
        saved = make_revision(text=text, base=plain)

    assert saved.text == text
    assert Title.parse("Template:T0").text in used_by("Ada Lovelace")


def test_a_section_whose_heading_has_a_template_is_edited_alone(client):
    make_revision("Template:Cap", "Cap {{{1}}}")
    make_revision(text="## {{Cap|x}}\n\nAAA.\n\n## Cap x\n\nBBB.")

    links = [
        link
        for link in links_of(client.get(ADA))
        if link.startswith("/edit/Ada_Lovelace?")
    ]
    texts = [client.get(link).context["form"]["text"].value() for link in links]

    assert texts == ["## {{Cap|x}}\n\nAAA.", "## Cap x\n\nBBB."]
