"""The server's processes are killed while they save a text: it comes back whole."""

import os
import signal
from contextlib import contextmanager, suppress

from playwright.sync_api import expect

from tests.browser.desk import draft_offer, open_editor
from tests.browser.people import (
    PUBLISH,
    expect_notice,
    new_title,
    press,
    prose,
    sign_up,
    text_field,
    wait_for,
)
from tests.canonica.embedded_users import wait_until
from tests.ledger.site import database

BEFORE = "The lock was built in 1801."
TEXT = 'A gate <b>held</b> & "held".\n\n' * 80 + "The last gate did not."
# Only those are counted that wait for what this connection has locked.
WAITING = """
    SELECT count(*) FROM pg_locks
    WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))
"""
LOCK = "SELECT id FROM articles_article WHERE title = %s FOR UPDATE"
TEXTS = """
    SELECT array_agg(revision.text ORDER BY number)
    FROM articles_revision revision JOIN articles_article article
        ON article.id = revision.article_id
    WHERE article.title = %s
"""


def test_a_text_whose_save_was_killed_is_offered_and_published_once(
    page, writer, server, environment
):
    title = new_title("Lock")
    writer.write(title, BEFORE)

    kill_while_saving(page, title, server, environment)
    assert texts_of(title, environment) == [BEFORE]
    open_editor(page, title)
    draft_offer(page).get_by_role("button", name="Continue with it").click()
    expect(text_field(page)).to_have_value(TEXT)
    press(page, PUBLISH)

    expect_notice(page, "Your edit was published.")
    expect(prose(page)).to_contain_text("The last gate did not.")
    assert texts_of(title, environment) == [BEFORE, TEXT]


def test_a_form_whose_save_was_killed_is_published_once_when_it_is_sent_again(
    page, writer, server, environment
):
    title = new_title("Lock")
    writer.write(title, BEFORE)
    page.goto("/accounts/join")
    name = sign_up(page)
    expect(page.get_by_role("navigation", name="Account")).to_contain_text(name)

    kill_while_saving(page, title, server, environment)
    assert texts_of(title, environment) == [BEFORE]
    page.reload()

    expect_notice(page, "Your edit was published.")
    expect(page.locator(".last-edited")).to_contain_text(name)
    assert texts_of(title, environment) == [BEFORE, TEXT]


def kill_while_saving(page, title, server, environment):
    """Publish the text, and kill all that answer requests before it is saved."""
    open_editor(page, title)
    text_field(page).fill(TEXT)
    page.wait_for_load_state("networkidle")
    publish = page.get_by_role("main").get_by_role("button", name=PUBLISH)
    with asking(environment) as ask:
        ask(LOCK, title)
        publish.click(no_wait_after=True)
        wait_for(page, lambda: ask(WAITING))
        killed = set(server.web_workers())
        for worker in killed:
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
        wait_for(page, lambda: page.url.startswith("chrome-error:"))
    wait_until(lambda: len(set(server.web_workers()) - killed) == len(killed))
    server.wait_until_ready()


def texts_of(title, environment):
    with asking(environment) as ask:
        return ask(TEXTS, title)


@contextmanager
def asking(environment):
    """A function that asks the database one thing, all within one transaction."""

    def ask(sql, *values):
        cursor.execute(sql, values)
        ((answer,),) = cursor.fetchall()
        return answer

    with database(environment) as connection, connection.cursor() as cursor:
        yield ask
