"""The past: pages as they were on a day or at a time, with links that stay there."""

import pytest
from django.core.cache import caches
from django.utils import timezone

from articles.jobs import work_off
from tests.articles.bygone import (
    delete_page,
    hide_text,
    links_in,
    now,
    past,
    prose_of,
    rename_page,
    undelete_page,
)
from tests.makers import make_history, make_revision, make_upload

pytestmark = pytest.mark.django_db


def test_a_page_is_read_as_it_was():
    first = make_revision(text="Born in 1815.")
    then = now()
    make_revision(text="Born in December 1815.", base=first)

    assert "Born in 1815." in prose_of(past("Ada Lovelace", then))
    assert "Born in December" in prose_of(past("Ada Lovelace", now()))


def test_a_day_is_read_as_of_its_end():
    make_history("Morning.", "Evening.")

    answer = past("Ada Lovelace", timezone.localdate().isoformat())

    assert "Evening." in prose_of(answer)
    assert "as it was at the end of" in answer.text


def test_each_link_stays_in_the_past():
    make_revision(
        text="[[London#History|here]], [[Paris]], [there](/wiki/Rome#h-life), "
        "[out](https://example.org/wiki/x)\n\n## Life\n\n[[#Life]] [[Category:People]]"
    )
    then = now()

    answer = past("Ada Lovelace", then)

    assert links_in(answer) == [
        f"/wiki/London?as_of={then}#h-history",
        f"/wiki/Paris?as_of={then}",
        f"/wiki/Rome?as_of={then}#h-life",
        "https://example.org/wiki/x",
        "#h-life",
    ]
    assert f'href="/wiki/Category:People?as_of={then}"' in answer.text


def test_links_are_red_that_led_nowhere_then():
    make_revision(text="[[London]] and [[Paris]].")
    make_revision("Paris", "A city.")
    before = now()
    make_revision("London", "A city.")
    delete_page("Paris")
    work_off()

    then, today = past("Ada Lovelace", before), past("Ada Lovelace", now())

    assert "London (page does not exist)" in prose_of(then)
    assert "Paris (page does not exist)" not in prose_of(then)
    assert "London (page does not exist)" not in prose_of(today)
    assert "Paris (page does not exist)" in prose_of(today)


def test_a_renamed_page_is_found_under_the_title_of_then():
    make_revision("Ada Byron", "A mathematician.")
    before = now()
    rename_page("Ada Byron", "Ada Lovelace")

    answer = past("Ada Byron", before)

    assert "A mathematician." in prose_of(answer)
    assert "Today the page is called “<bdi>Ada Lovelace</bdi>”" in answer.text
    assert '<a href="/wiki/Ada_Lovelace">The page as it is today' in answer.text
    assert past("Ada Lovelace", before).status_code == 404
    assert "Redirected from" in past("Ada Byron", now()).text


def test_redirects_of_then_are_followed_with_the_date():
    make_revision("Ada Lovelace", "A mathematician.")
    make_revision("Babbage", "An engineer.")
    first = make_revision("Ada", "#REDIRECT [[Ada Lovelace]]")
    then = now()
    make_revision("Ada", "#REDIRECT [[Babbage]]", base=first)

    answer = past("Ada", then)

    assert "A mathematician." in prose_of(answer)
    assert f'/wiki/Ada?as_of={then}&amp;redirect=no">Ada</a>' in answer.text
    alone = past("Ada", then, redirect="no")
    assert f'<a href="/wiki/Ada_Lovelace?as_of={then}">' in alone.text
    assert "An engineer." in prose_of(past("Ada", now()))


def test_a_redirect_to_a_section_leads_there_in_the_past():
    make_revision("Ada Lovelace", "Ada.\n\n## Life\n\nLong.")
    make_revision("Her life", "#REDIRECT [[Ada Lovelace#Life]]")
    then = now()

    answer = past("Her life", then)

    assert answer.status_code == 302
    address = f"/wiki/Ada_Lovelace?as_of={then}&from=Her_life"
    assert answer.url == f"{address}#h-life"
    assert "Redirected from" in past("Ada Lovelace", then, **{"from": "Her life"}).text
    assert "Redirected" not in past("Ada Lovelace", then, **{"from": "Nobody"}).text


def test_templates_are_those_of_then():
    first = make_revision("Template:Tea", "Green {{{1}}}. [[Category:Drinks]]")
    make_revision(text="{{tea|leaves}}")
    then = now()
    make_revision("Template:Tea", "Black {{{1}}}.", base=first)

    answer = past("Ada Lovelace", then)

    assert "Green leaves." in prose_of(answer)
    assert f"/wiki/Category:Drinks?as_of={then}" in answer.text
    assert "Black leaves." in prose_of(past("Ada Lovelace", now()))


def test_a_template_that_was_hidden_since_is_named_and_not_shown():
    first = make_revision("Template:Tea", "Canary.")
    make_revision(text="{{tea}} Words.")
    then = now()
    warm = past("Ada Lovelace", then).text
    make_revision("Template:Tea", "Black.", base=first)
    hide_text(first)

    answer = past("Ada Lovelace", then)

    assert "Canary." in warm
    assert "Canary." not in answer.text
    assert "hidden or deleted since: <bdi>Template:Tea</bdi>." in answer.text


def test_a_text_that_was_hidden_since_is_not_shown():
    _, good = make_history("Bad.", "Good.")
    then = now()
    bad = make_revision(text="Canary again.", base=good)
    between = now()
    make_revision(text="Good.", base=bad)
    warm = past("Ada Lovelace", between).text
    hide_text(bad)

    answer = past("Ada Lovelace", between)

    assert "Canary again." in warm
    assert answer.status_code == 410
    assert "Canary" not in answer.text
    assert "hidden or deleted since" in answer.text
    assert past("Ada Lovelace", then).status_code == 200


def test_a_page_that_was_deleted_since_is_not_shown():
    make_revision(text="Canary. [[Category:People]]")
    then = now()
    past("Ada Lovelace", then)
    delete_page("Ada Lovelace")

    answer = past("Ada Lovelace", then)

    assert answer.status_code == 410
    assert "Canary" not in answer.text
    assert "hidden or deleted since" in answer.text
    assert past("Category:People", then).status_code == 404


def test_a_page_that_was_deleted_then_says_so_though_it_came_back():
    make_revision(text="A mathematician.")
    before = now()
    delete_page("Ada Lovelace")
    between = now()
    undelete_page("Ada Lovelace")

    answer = past("Ada Lovelace", between)

    assert answer.status_code == 410
    assert "this page was deleted" in answer.text
    assert past("Ada Lovelace", before).status_code == 200
    assert past("Ada Lovelace", now()).status_code == 200


def test_of_a_page_undeleted_in_part_only_that_is_shown():
    first, second = make_history("One.", "Two.")
    then = now()
    delete_page("Ada Lovelace")
    undelete_page("Ada Lovelace", first.pk)

    assert past("Ada Lovelace", then).status_code == 410
    assert past("Ada Lovelace", now()).status_code == 200
    assert second.number == 2


def test_a_page_that_did_not_exist_yet_says_when_it_began():
    revision = make_revision(text="A mathematician.")

    answer = past("Ada Lovelace", "2001-01-15")

    assert answer.status_code == 404
    assert "there was no page with this name yet" in answer.text
    assert "Its first version is of" in answer.text
    assert revision.created_at.isoformat() in answer.text


def test_a_page_that_never_was_has_no_first_version():
    answer = past("Nobody", "2001-01-15")

    assert answer.status_code == 404
    assert "first version" not in answer.text


def test_a_category_lists_its_members_of_then():
    first = make_revision("Ada", "[[Category:People|Lovelace]]")
    make_revision("Category:Poets", "[[Category:People]]")
    make_revision("Byron", "[[Category:People]]")
    then = now()
    make_revision("Ada", "None.", base=first)
    rename_page("Byron", "Lord Byron")
    make_revision("New", "[[Category:People]]")

    answer = past("Category:People", then)

    assert "<h3>L</h3>" in answer.text
    assert f'<a href="/wiki/Ada?as_of={then}">Ada</a>' in answer.text
    assert f'<a href="/wiki/Byron?as_of={then}">Byron</a>' in answer.text
    assert f'<a href="/wiki/Category:Poets?as_of={then}">Poets</a>' in answer.text
    assert "New" not in answer.text
    assert "Nobody had described this category then." in answer.text
    assert ">Ada<" not in past("Category:People", now()).text


def test_a_member_is_not_listed_whom_a_hidden_template_brought():
    first = make_revision("Template:Tea", "[[Category:{{{1}}}s]]")
    make_revision("Ada", "{{tea|Canary}}")
    make_revision("Byron", "{{tea|Canary}} [[Category:Canarys]]")
    then = now()
    assert ">Ada</a>" in past("Category:Canarys", then).text
    make_revision("Template:Tea", "Nothing.", base=first)
    hide_text(first)

    answer = past("Category:Canarys", then)

    assert ">Ada</a>" not in answer.text
    assert ">Byron</a>" in answer.text


def test_a_long_category_is_listed_in_parts_that_keep_the_date(settings, monkeypatch):
    for number in range(3):
        make_revision(f"Page {number}", "[[Category:People]]")
    then = now()
    monkeypatch.setattr(
        "articles.views.past.pages_then.__kwdefaults__", {"after": "", "size": 2}
    )

    answer = past("Category:People", then)

    assert "Page 1" in answer.text
    assert "Page 2" not in answer.text
    following = answer.text.partition('rel="next" href="')[2].partition('"')[0]
    assert f"as_of={then}" in following
    after = following.partition("after=")[2].replace("%20", " ").replace("%3A", ":")
    assert "Page 2" in past("Category:People", then, after=after).text


def test_pictures_are_those_of_then():
    first = make_upload("File:Hall.png", credit="Ada")
    make_revision(text="[[File:Hall.png|A hall]]")
    then = now()
    make_upload("File:Hall.png", base=first.revision, credit="Byron")

    assert "Ada, CC" in prose_of(past("Ada Lovelace", then))
    assert f"/wiki/File:Hall.png?as_of={then}" in prose_of(past("Ada Lovelace", then))
    assert "Ada" in past("File:Hall.png", then).text
    assert "Byron, CC" in prose_of(past("Ada Lovelace", now()))


def test_a_picture_is_found_by_the_name_it_had():
    make_upload("File:Hall.png", credit="Ada")
    rename_page("File:Hall.png", "File:Room.png")
    make_revision(text="[[File:Hall.png|A hall]]")

    assert "Ada, CC" in prose_of(past("Ada Lovelace", now()))


def test_what_a_page_is_made_of_is_rendered_once():
    make_revision(text="Words.")
    then, later = now(), now()
    caches["past"].clear()
    past("Ada Lovelace", then)
    kept = len(caches["past"]._cache)

    past("Ada Lovelace", later)

    assert kept == len(caches["past"]._cache) == 2


def test_the_banner_leads_to_the_changes_around():
    first, second, third = make_history("One.", "Two.", "Three.")

    answer = past("Ada Lovelace", second.created_at.isoformat().replace("+00:00", "Z"))

    def at(revision):
        return revision.created_at.isoformat().replace("+00:00", "Z")

    assert f'rel="prev" href="/wiki/Ada_Lovelace?as_of={at(first)}"' in answer.text
    assert f'rel="next" href="/wiki/Ada_Lovelace?as_of={at(third)}"' in answer.text
    assert f'name="as_of" value="{timezone.localdate()}"' in answer.text


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ("yesterday", 400, "is no day"),
        ("2026-02-30", 400, "is no day"),
        ("2026-01-01T25:00", 400, "is no day"),
        ("0001-01-01T00:00+14:00", 400, "is no day"),
        ("9999-12-31", 400, "is no day"),
        ("9998-12-31", 404, "Nobody knows yet"),
        ("2026-01-01\0", 400, "is no day"),
        ("<b>" * 50, 400, "is no day"),
        ("", 200, "Choose a day"),
    ],
)
def test_what_is_no_day_is_answered_with_a_sentence(sent, status, words):
    make_revision()

    answer = past("Ada Lovelace", sent)

    assert answer.status_code == status
    assert words in answer.text
    assert "<b>" not in answer.text


@pytest.mark.parametrize(
    "sent",
    [
        "{day}T{time}Z", "{day} {time}Z", "{day}T{time}", "{day}T{time}+00:00",
        "{day}T{time} 00:00", "{day}T{time}.5Z",
    ],
)  # fmt: skip
def test_a_time_is_understood_as_iso_8601_has_it(sent):
    make_revision()
    moment = timezone.now().replace(year=timezone.now().year)
    text = sent.format(day=moment.date(), time="00:00:00")

    assert past("Ada Lovelace", text).status_code == 404


def test_dated_pages_are_kept_from_crawlers(client):
    make_revision()

    answer = past("Ada Lovelace", now())

    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Disallow: /*?*as_of=" in client.get("/robots.txt").text
    canonical = '<link rel="canonical" href="http://testserver/wiki/Ada_Lovelace">'
    assert canonical in answer.text


def test_history_and_tools_have_a_door_to_the_past(client):
    make_revision()

    assert 'href="/wiki/Ada_Lovelace?as_of="' in client.get("/wiki/Ada_Lovelace").text
    history = client.get("/history/Ada_Lovelace").text
    assert 'method="get" action="/wiki/Ada_Lovelace"' in history
    assert '<input type="date" name="as_of"' in history


QUERIES = {
    # Which revision was read under the title; it; what is around it.
    "Plain": 3,
    # And which of its links led anywhere.
    "Linking": 4,
    # And a template: which revision of it, its text.
    "With a template": 5,
    # The redirect, too.
    "Redirect": 5,
    # Of the picture: which revisions, where they lead, of which pages, uploads.
    "With a picture": 8,
    # Both lists of members.
    "Category:People": 5,
    # The title, whether it was there before, what is around.
    "Nobody": 3,
}


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize("title", QUERIES)
def test_the_past_costs_the_same_for_one_row_and_for_three(
    title, items, django_assert_num_queries
):
    numbers = range(items)
    make_revision("Template:Tea", "Tea.")
    make_upload()
    for number in numbers:
        make_revision(f"Member {number}", "[[Category:People]]")
    make_history(*(f"Words {number}." for number in numbers), title="Plain")
    links = " ".join(f"[[Page {number}]]" for number in numbers)
    make_revision("Linking", links)
    make_revision("With a template", "{{tea}} " * items)
    make_revision("With a picture", "[[File:Hall.png|A hall]]\n\n" * items)
    make_revision("Redirect", "#REDIRECT [[Plain]]")
    make_revision("Category:People", "All of them.")
    then = now()

    with django_assert_num_queries(QUERIES[title]):
        past(title, then)
    with django_assert_num_queries(QUERIES[title]):
        past(title, then)
