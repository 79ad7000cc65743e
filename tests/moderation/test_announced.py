"""What pages for all strangers tell is announced when it changes, whoever writes.

A page that is kept names what it depends on. Nothing of it may change without one of
these keys being announced by the database, in the same transaction.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from accounts.shared import HEADER, Key, is_shared
from articles.deleting import delete
from articles.hiding import Hiding, hide
from articles.jobs import work_off
from canonica.shelf.members import without_account
from tests.lengths import AT_LENGTH
from tests.makers import make_history, make_revision, make_user
from tests.moderation.matrix import GET, POST, State
from tests.moderation.places import as_if_nothing_had_happened, form_for
from tests.routes import routes

pytestmark = pytest.mark.django_db

FOR_ALL = {
    "articles:front", "articles:day", "articles:read", "articles:raw",
    "articles:history",
    "articles:revision", "articles:diff", "articles:diff-to-parent",
    "articles:attribution", "articles:credit", "articles:info",
    "articles:card", "articles:links", "articles:all", "articles:categories",
    "articles:sources", "articles:source", "articles:recent", "articles:contributions",
    "articles:sitemap", "articles:sitemap-part", "articles:recent-feed",
    "articles:new-feed", "articles:history-feed", "articles:category-feed",
    "articles:contributions-feed", "search:description", "keyboard", "moderation:log",
    "moderation:rights", "/robots.txt",
}  # fmt: skip
"""The routes whose answers are kept for all strangers. Of no other one is it known."""
WITHOUT_TABLES = {"search:description", "keyboard", "moderation:rights", "/robots.txt"}
MORE = {
    "articles:read": ("?authors=show", "?redirect=no", "?from=Nothing"),
    "articles:history": ("?size=20",),
    "articles:diff": ("?view=page",),
    "articles:recent": ("?new=only",),
}
SAMPLE = (
    "articles:edit", "articles:rename", "articles:upload", "articles:protect",
    "articles:delete", "articles:undelete", "articles:hide", "moderation:patrol",
    "moderation:review-proposal", "moderation:block-account",
)  # fmt: skip
"""Doors that are tried each time; at length all are."""
READERS = ("nobody", "editor", "moderator")
"""Strangers, and members: pages are kept for all of them who have the same rights."""
_TABLE = re.compile(r'(?:FROM|JOIN) "?((?:accounts|articles|moderation)_\w+)')


def for_all():
    return [route for route in routes() if route.name in FOR_ALL]


def addresses_in(world):
    """Addresses of everything that is kept: of some pages, and of the site."""
    plain, scarred = map(world.address_arguments, (State.PLAIN, State.SCARRED))
    found = [
        route.filled(plain) + more
        for route in for_all()
        for more in ("", *MORE.get(route.name, ()))
    ]
    of_pages = [route for route in for_all() if "revision_id" in route.parameters]
    found += [route.filled(scarred) for route in of_pages]
    return [
        *found,
        "/wiki/Target",
        "/wiki/Category:People",
        "/wiki/File:Hall.png",
        "/wiki/Way",
    ]


def chosen_by(answer):
    """Return the cookies with which it remembers what somebody wants to see."""
    return answer.cookies.keys() - {"csrftoken"}


def keys_of(response):
    return set(response.headers[HEADER].split())


def announced():
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM canonica_change")
        return {key for (key,) in cursor.fetchall()}


def forget_announced():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM canonica_change")


@pytest.fixture(scope="module")
def before(world):
    """What readers are answered at first, and what each answer depends on."""
    make_revision("Way", "#REDIRECT [[Plain]]")
    make_revision("Category:People", "All of them. [[Category:Everything]]")
    return seen_by_readers(world)


def seen_by_readers(world):
    seen = {}
    for role in READERS:
        for address in addresses_in(world):
            answer = world.browser(role).get(address)
            before, _account, after = without_account(answer.content)
            is_kept = b"csrfmiddlewaretoken" not in before + after
            if answer.status_code == 200 and is_kept and not chosen_by(answer):
                seen[role, address] = (before + after, keys_of(answer))
    return seen


def test_it_is_known_of_each_route_whether_its_answer_is_for_all(world):
    arguments = world.address_arguments(State.PLAIN)
    marked = {
        route.name
        for route in routes()
        if is_shared(resolve(route.filled(arguments)).func)
    }

    assert marked == FOR_ALL


def test_what_is_kept_is_the_same_whatever_a_request_says_of_itself(world, before):
    for role, address in before:
        if role != "nobody":
            continue
        browser = world.browser("nobody")
        headers = {"Cookie": "", "X-Forwarded-Host": "evil.example", "User-Agent": "x"}
        answer = browser.get(address, headers=headers, REMOTE_ADDR="198.51.100.7")

        assert answer.cookies == {}, address
        parts = without_account(answer.content)
        assert parts[0] + parts[2] == before[role, address][0], address
        assert b"csrfmiddlewaretoken" not in answer.content, address
        assert Key.SITE in keys_of(answer)


@pytest.mark.parametrize("role", ["nobody", "moderator"])
@pytest.mark.parametrize("route", for_all(), ids=lambda route: route.name)
def test_each_table_that_a_page_reads_announces_something_it_depends_on(
    route, role, world
):
    work_off()  # without lots, no article could be the front page's
    browser, silent = world.browser(role), set()
    for more in ("", *MORE.get(route.name, ())):
        address = route.filled(world.address_arguments(State.PLAIN)) + more
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(address)
        asked = [as_query(one["sql"]) for one in queries]
        tables = {name for sql in asked for name in _TABLE.findall(sql)}
        assert tables or route.name in WITHOUT_TABLES
        named = {re.sub("[0-9]+$", "", key) for key in keys_of(answer)}
        silent |= {(more, table) for table in tables if not named & kinds_from(table)}

    assert silent == set()


def as_query(sql):
    """Return a query that was prepared before in the words in which it was."""
    prepared = re.match(r"EXECUTE (compiled_\d+)", sql)
    if prepared is None:
        return sql
    with connection.cursor() as cursor:
        query = "SELECT statement FROM pg_prepared_statements WHERE name = %s"
        cursor.execute(query, [prepared[1]])
        return cursor.fetchone()[0]


def kinds_from(table):
    """What kinds of keys the triggers of a table announce."""
    with connection.cursor() as cursor:
        query = "SELECT prosrc FROM pg_proc WHERE proname LIKE %s"
        cursor.execute(query, [f"{table}_note_%"])
        sources = " ".join(source for (source,) in cursor.fetchall())
    return set(re.findall(r"(?:SELECT |\()'([a-z]+-?)'", sources))


@pytest.mark.parametrize("door", POST if AT_LENGTH else SAMPLE)
def test_whatever_a_form_changes_in_pages_for_all_is_announced(door, world, before):
    route = next(one for one in routes() if one.name == door.partition(" ")[0])
    is_of_deleted = door == "articles:undelete"
    state = State.DELETED if is_of_deleted else State.PLAIN
    with as_if_nothing_had_happened():
        forget_announced()
        form = form_for(door, world, state)
        address = route.filled(world.address_arguments(state))
        world.browser("administrator").post(address, form)
        while work_off():
            pass
        keys, after = announced(), seen_by_readers(world)

    changed = {one for one in before if after.get(one, (b"",))[0] != before[one][0]}
    assert {one for one in changed if not before[one][1] & keys} == set()
    if POST[door].writes == "articles_revision":
        assert changed


def test_a_save_announces_its_article_and_lists_of_edits_and_nothing_else():
    _, second = make_history("One. [[Paris]]", "Two. [[Paris]]")
    forget_announced()

    make_revision(text="Three. [[Paris]]", base=second)

    assert announced() == {f"article-{second.article_id}", "changes"}


def test_what_is_hidden_or_deleted_is_announced_as_such():
    root = make_user(role="administrator")
    first, _ = make_history("One.", "Two.")
    forget_announced()

    hide(first, Hiding(fields=["text"], reason="Private"), by=root)
    assert "hidden" in announced()

    forget_announced()
    delete(first.article.parsed_title, by=root, reason="Nonsense")
    assert {"hidden", "titles"} <= announced()


def test_a_new_page_announces_that_there_are_other_titles():
    forget_announced()

    made = make_revision("Rome", "A city.")

    number = made.article_id
    keys = {f"article-{number}", f"title-{number}", "titles", "changes"}
    assert announced() == keys


def test_logging_in_announces_nothing(client):
    make_revision()
    forget_announced()

    client.force_login(make_revision("Rome").author)

    with connection.cursor() as cursor:
        change = "UPDATE accounts_user SET last_login = now(), role = 'trusted'"
        cursor.execute(f"{change} WHERE NOT is_temporary")
    assert "site" not in announced()


def test_every_route_that_is_kept_is_open_to_everybody():
    assert {name for name in FOR_ALL if name not in GET} == set()
