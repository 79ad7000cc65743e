"""Lost answers: a form sent again does not know that it was saved; its sender does."""

import pytest
from django.test import Client

from accounts.models import User
from articles.models import Revision
from tests.articles.pages import form_of, notices_of
from tests.makers import make_revision

pytestmark = pytest.mark.django_db


def test_a_newcomer_whose_answer_was_lost_is_told_that_the_edit_was_published():
    fields = form_of(Client().get("/edit/Ada_Lovelace")) | {"text": "A poet."}
    Client().post("/edit/Ada_Lovelace", fields)
    again = Client()

    answer = again.post("/edit/Ada_Lovelace", fields)

    assert (answer.status_code, answer["Location"]) == (302, "/wiki/Ada_Lovelace")
    notices = notices_of(again.get("/wiki/Ada_Lovelace"))
    assert notices == ["The page was created."]
    assert Revision.objects.count() == 1


def test_they_are_the_author_and_not_somebody_new():
    fields = form_of(Client().get("/edit/Ada_Lovelace")) | {"text": "A poet."}
    Client().post("/edit/Ada_Lovelace", fields)
    again = Client()

    again.post("/edit/Ada_Lovelace", fields)

    author = Revision.objects.get().author
    assert again.session["_auth_user_id"] == str(author.pk)
    assert list(User.objects.filter(is_temporary=True)) == [author]


def test_the_same_text_in_another_form_is_somebody_elses():
    base = make_revision(text="A poet.")
    client = Client()
    fields = form_of(client.get("/edit/Ada_Lovelace"))

    client.post("/edit/Ada_Lovelace", fields | {"text": "A poet."})

    [notice] = notices_of(client.get("/wiki/Ada_Lovelace"))
    assert notice.startswith("Your text is the same as the page's")
    assert client.session["_auth_user_id"] != str(base.author_id)


def test_what_was_sent_before_by_an_earlier_newcomer_is_no_trouble():
    """A first answer was lost, and another form made its sender somebody else."""
    fields = form_of(Client().get("/edit/Ada_Lovelace")) | {"text": "A poet."}
    Client().post("/edit/Ada_Lovelace", fields)
    later = Client()
    later.post("/edit/Gulag", {"text": "Camps."})
    number = later.session["_auth_user_id"]

    answer = later.post("/edit/Ada_Lovelace", fields)

    assert (answer.status_code, answer["Location"]) == (302, "/wiki/Ada_Lovelace")
    assert later.session["_auth_user_id"] == number
    assert Revision.objects.count() == 2
