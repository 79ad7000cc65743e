"""The live preview: a text's HTML, for those who may write it."""

import pytest
from django.test import Client

from articles.models import Article, Rendering
from articles.policy import MAX_TEXT_BYTES
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db


def test_a_text_is_answered_with_its_html(client):
    make_revision("London", "A city.")

    response = client.post("/preview", {"content": "In [[London]], *not* [[Paris]]."})

    assert response.status_code == 200
    assert '<a href="/wiki/London">London</a>, <em>not</em>' in response.text
    assert response.text.count('class="missing"') == 1
    assert "<html" not in response.text


def test_a_preview_is_as_clean_as_a_page(client):
    text = "<script>alert(1)</script> [x](javascript:alert(1)) <img onerror=x src=y>"

    response = client.post("/preview", {"content": text})

    assert "<script" not in response.text
    assert "<img" not in response.text
    assert 'href="javascript' not in response.text


def test_a_preview_writes_nothing(client):
    client.post("/preview", {"content": "[[Paris]]"})

    assert (Article.objects.count(), Rendering.objects.count()) == (0, 0)


@pytest.mark.parametrize("fields", [{}, {"content": ""}, {"content": "\0"}, {"x": "y"}])
def test_nothing_has_a_preview_too(fields, client):
    response = client.post("/preview", fields)

    assert response.status_code == 200
    shown = "\N{REPLACEMENT CHARACTER}" if fields.get("content") else "appears here."
    assert shown in response.text


@pytest.mark.parametrize(("extra", "status"), [(0, 200), (1, 413)])
def test_a_preview_has_the_limit_of_a_page(extra, status, client):
    response = client.post("/preview", {"content": "x" * (MAX_TEXT_BYTES + extra)})

    assert response.status_code == status


def test_those_who_may_not_edit_have_no_preview(client, settings):
    settings.CANONICA_UNREGISTERED_EDITS = "refuse"

    stranger = client.post("/preview", {"content": "*a*"})
    client.force_login(make_user())
    member = client.post("/preview", {"content": "*a*"})

    assert (stranger.status_code, member.status_code) == (403, 200)
    assert "<em>" not in stranger.text


def test_a_preview_is_kept_by_the_browser_alone(client):
    response = client.post("/preview", {"content": "*a*"})

    assert response.headers["Cache-Control"] == "private, no-cache"


def test_a_preview_needs_the_token_of_a_form():
    client = Client(enforce_csrf_checks=True)
    token = str(client.get("/edit/Ada_Lovelace").context["csrf_token"])

    without = client.post("/preview", {"content": "*a*"})
    with_it = client.post(
        "/preview", {"content": "*a*"}, headers={"X-CSRFToken": token}
    )

    assert (without.status_code, with_it.status_code) == (403, 200)
