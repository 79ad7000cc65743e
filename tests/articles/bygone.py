"""Bygone: what the tests of the past have in common."""

import re

from django.test import Client
from django.utils import timezone

from articles.deleting import delete, undelete
from articles.hiding import Hiding, hide
from articles.lifecycle import rename
from articles.models import Revision
from articles.moments import Moment
from articles.policy import ProposedEdit
from markup import Title
from tests.makers import make_user


def now() -> str:
    """Return this moment as an address has it."""
    return Moment.at(timezone.now()).text


def past(title: str, moment: str, **more: str):
    """Return the answer to somebody who reads a page as of a moment."""
    query = {"as_of": moment, **more}
    return Client().get(f"/wiki/{title.replace(' ', '_')}", query)


def prose_of(response) -> str:
    """Return the page's text as HTML."""
    _, _, rest = response.text.partition('<div class="prose"')
    return re.split(r'<nav class="categories"|</article>', rest)[0]


def links_in(response) -> list[str]:
    """Return where all links of the prose lead."""
    return re.findall(r'href="([^"]*)"', prose_of(response))


def rename_page(old: str, new: str) -> None:
    """Rename a page as a moderator does."""
    author = make_user(role="moderator")
    rename(
        ProposedEdit(title=Title.parse(old), author=author, text=""), Title.parse(new)
    )


def delete_page(title: str) -> None:
    """Delete a page as a moderator does."""
    delete(Title.parse(title), by=make_user(role="moderator"), reason="Nonsense")


def undelete_page(title: str, *only: int) -> None:
    """Undelete a page, or some of its revisions."""
    by = make_user(role="moderator")
    undelete(Title.parse(title), by=by, reason="Sense", only=only)


def hide_text(revision: Revision) -> None:
    """Hide the text of a revision as a moderator does."""
    hiding = Hiding(fields=["text"], reason="Abuse")
    hide(revision, hiding, by=make_user(role="moderator"))
