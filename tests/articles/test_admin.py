"""The administration: articles are protected there, revisions only found."""

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from articles.models import Article, Job, Revision
from articles.queue import lease_next
from tests.makers import make_history, make_revision, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(client):
    """A browser in which an administrator is signed in."""
    client.force_login(make_user("Root", role="administrator"))
    return client


@pytest.mark.parametrize("model", ["article", "revision", "job"])
def test_strangers_are_sent_to_log_in(model, client):
    response = client.get(f"/admin/articles/{model}/")

    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")


@pytest.mark.parametrize("model", ["article", "revision", "job"])
def test_accounts_without_the_right_see_nothing(model, client):
    client.force_login(make_user(role="reviewer"))

    response = client.get(f"/admin/articles/{model}/")

    assert response.status_code == 302


def test_articles_are_listed_with_links_to_their_pages(root):
    make_revision("AC/DC", "A band.")

    response = root.get("/admin/articles/article/")

    assert response.status_code == 200
    assert '<a href="/wiki/AC/DC">Read</a>' in response.text
    assert '<a href="/history/AC/DC">View history</a>' in response.text
    assert '<a href="/protect/AC/DC">Protect</a>' in response.text


def test_nothing_of_an_article_is_changed_past_its_pages(root):
    revision = make_revision()
    article = revision.article

    response = root.post(
        f"/admin/articles/article/{article.pk}/change/",
        {"title": "Forged", "namespace": "14", "deleted_at_0": "2026-01-01"},
    )

    assert response.status_code == 403
    article.refresh_from_db()
    assert article.deleted_at is None
    assert (article.title, article.namespace) == ("Ada Lovelace", 0)
    assert article.current_revision == revision


@pytest.mark.parametrize("model", ["article", "revision"])
@pytest.mark.parametrize("action", ["add/", "{}/delete/"])
def test_nothing_is_added_or_deleted(action, model, root):
    revision = make_revision()
    pk = revision.pk if model == "revision" else revision.article_id

    address = f"/admin/articles/{model}/{action.format(pk)}"
    answers = root.get(address), root.post(address, {"post": "yes"})

    assert [answer.status_code for answer in answers] == [403, 403]
    assert (Article.objects.count(), Revision.objects.count()) == (1, 1)


@pytest.mark.parametrize("model", ["article", "revision"])
def test_nothing_is_deleted_by_the_list(model, root):
    revision = make_revision()
    pk = revision.pk if model == "revision" else revision.article_id

    root.post(
        f"/admin/articles/{model}/",
        {"action": "delete_selected", "_selected_action": [pk], "post": "yes"},
    )

    assert (Article.objects.count(), Revision.objects.count()) == (1, 1)


def test_a_revision_can_be_looked_at_but_not_changed(root):
    revision = make_revision(text="As it was.")
    address = f"/admin/articles/revision/{revision.pk}/change/"

    shown = root.get(address)
    changed = root.post(address, {"text": "Forged.", "summary": "Forged."})

    assert (shown.status_code, changed.status_code) == (200, 403)
    assert "As it was." in shown.text
    assert "<textarea" not in shown.text
    revision.refresh_from_db()
    assert (revision.text, revision.summary) == ("As it was.", "")


def test_revisions_are_listed_with_links_to_their_pages(root):
    revision = make_revision()

    response = root.get("/admin/articles/revision/")

    assert f'<a href="/revision/{revision.pk}">Read</a>' in response.text


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("babbage", ["Charles Babbage"]),
        ("typo", ["Ada Lovelace"]),
        ("Mary", ["Ada Lovelace"]),
        ("nothing", []),
    ],
)
def test_revisions_are_found_by_title_summary_and_author(query, titles, root):
    make_revision("Ada Lovelace", summary="A typo", author=make_user("Mary"))
    make_revision("Charles Babbage", summary="More")

    response = root.get("/admin/articles/revision/", {"q": query})

    assert [one.title for one in response.context["cl"].result_list] == titles


def test_articles_are_found_by_title(root):
    make_revision("Ada Lovelace")
    make_revision("Charles Babbage")

    response = root.get("/admin/articles/article/", {"q": "lovel"})

    assert [one.title for one in response.context["cl"].result_list] == ["Ada Lovelace"]


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize(("model", "queries"), [("article", 5), ("revision", 6)])
def test_a_list_costs_the_same_for_one_row_and_for_three(
    model, queries, items, root, django_assert_num_queries
):
    for number in range(items):
        make_history("One.", "Two.", title=f"Page {number}")

    with django_assert_num_queries(queries):
        root.get(f"/admin/articles/{model}/")


def parked_job() -> Job:
    return Job.objects.create(
        kind="refresh",
        subject="1",
        attempts=5,
        parked_at=timezone.now(),
        last_error="It broke.",
    )


def decide(browser, job, act, **fields):
    chosen = {"action": act, "_selected_action": [job.pk], "confirmed": "yes"}
    return browser.post("/admin/articles/job/", chosen | fields)


def test_a_parked_job_is_shown_with_its_error_and_can_be_given_up(root):
    job = parked_job()

    shown = root.get("/admin/articles/job/")
    answer = decide(root, job, "give-up", reason="The page is gone")

    assert "It broke." in shown.text
    assert answer.status_code == 302
    assert Job.objects.count() == 0
    line = AuditEntry.objects.get(act="setting")
    assert (line.subject, line.reason) == ("job refresh 1", "The page is gone")


def test_a_parked_job_can_be_tried_again(root):
    job = parked_job()
    waiting = Job.objects.create(kind="refresh", subject="1")

    decide(root, job, "try-again", reason="Mended")

    assert {one.pk for one in Job.objects.filter(parked_at=None)} == {
        job.pk,
        waiting.pk,
    }
    assert lease_next() is not None


@pytest.mark.parametrize("act", ["give-up", "try-again"])
def test_only_a_parked_job_is_decided_on_and_with_a_reason(act, root):
    waiting, parked = Job.objects.create(kind="refresh", subject="2"), parked_job()

    answer = decide(root, waiting, act, reason="In a hurry")
    told = root.get(answer.url).text
    without = decide(root, parked, act, reason=" ")

    assert "This job is not parked." in told
    assert without.status_code == 422
    assert Job.objects.exclude(parked_at=None).get() == parked
    assert Job.objects.count() == 2


def test_moderators_decide_on_no_jobs(client):
    job = parked_job()
    client.force_login(make_user(role="moderator"))

    answer = decide(client, job, "give-up", reason="In the way")

    assert answer.status_code == 403
    assert Job.objects.get() == job


def test_moderators_look_at_jobs_and_give_none_up(client):
    job = Job.objects.create(kind="refresh", subject="1")
    client.force_login(make_user(role="moderator"))

    shown = client.get("/admin/articles/job/")
    refused = client.post(f"/admin/articles/job/{job.pk}/delete/", {"post": "yes"})

    assert (shown.status_code, refused.status_code) == (200, 403)
    assert Job.objects.count() == 1


def test_jobs_are_not_made_by_hand(root):
    response = root.post("/admin/articles/job/add/", {"kind": "refresh"})

    assert response.status_code == 403
    assert Job.objects.count() == 0
