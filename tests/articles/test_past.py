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
    assert "The page as it was at the end of" in answer.text


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
    kept = len(vars(caches["past"])["_cache"])

    past("Ada Lovelace", later)

    assert kept == len(vars(caches["past"])["_cache"]) == 2


def test_the_banner_leads_to_the_changes_around():
    first, second, third = make_history("One.", "Two.", "Three.")

    answer = past("Ada Lovelace", second.created_at.isoformat().replace("+00:00", "Z"))

    def at(revision):
        return revision.created_at.isoformat().replace("+00:00", "Z")

    assert f'rel="prev" href="/wiki/Ada_Lovelace?as_of={at(first)}"' in answer.text
    assert f'rel="next" href="/wiki/Ada_Lovelace?as_of={at(third)}"' in answer.text
    assert f'name="as_of" value="{timezone.localdate()}"' in answer.text
