"""Held edits: a thousand that wait, on a hundred pages which have changed since."""

import sys

from django.conf import settings
from django.core.management.base import OutputWrapper
from django.test import Client

from accounts.models import User
from accounts.rights import Role
from articles.editing import submit_edit
from articles.models import Revision
from articles.policy import ProposedEdit
from articles.progress import shown_while
from benchmarks import texts
from benchmarks.timing import Figure, measure
from markup import Title
from moderation.holding import keep
from moderation.models import HeldEdit
from moderation.proposals import standing_of

PAGES = 100
PROPOSALS_OF_EACH = 10
_CHARACTERS = 4_000


def measure_held_edits() -> list[Figure]:
    """Propose the edits, change the pages, then measure what a reviewer opens."""
    settings.CANONICA_PROPOSALS_WAITING = PAGES * PROPOSALS_OF_EACH
    author = User.objects.create_user("Proposer")
    for page in shown_while("Proposing", range(PAGES), OutputWrapper(sys.stderr)):
        _propose(author, Title.parse(f"Held {page}"), seed=page)
    reviewer = Client()
    reviewer.force_login(User.objects.create_user("Reviewer", role=Role.REVIEWER))
    held = HeldEdit.objects.for_review().latest("pk")
    return [
        measure(name, work, "one SELECT of the texts", _texts_of_a_page, bar=bar)
        for name, work, bar in (
            ("queue of 1,000 held edits", lambda: reviewer.get("/review"), 100),
            ("a held edit, merged anew", lambda: standing_of(held), None),
            ("the page of a held edit", lambda: reviewer.get(_address(held)), None),
        )
    ]


def _propose(author: User, title: Title, seed: int) -> None:
    lines = texts.article(_CHARACTERS, seed=seed).split("\n")
    base = _save(author, title, lines, None)
    for number in range(PROPOSALS_OF_EACH):
        edit = _edit(author, title, _with_more(lines, number), base)
        keep(edit, title.text, "Edits wait.")
    _save(author, title, _with_more(lines, seed % len(lines)), base)


def _with_more(lines: list[str], place: int) -> list[str]:
    place %= len(lines)
    return [*lines[:place], f"{lines[place]} And more.", *lines[place + 1 :]]


def _save(
    author: User, title: Title, lines: list[str], base: Revision | None
) -> Revision:
    return submit_edit(_edit(author, title, lines, base))


def _edit(
    author: User, title: Title, lines: list[str], base: Revision | None
) -> ProposedEdit:
    return ProposedEdit(title=title, author=author, text="\n".join(lines), base=base)


def _texts_of_a_page() -> list[str]:
    return list(HeldEdit.objects.values_list("text", flat=True)[:50])


def _address(held: HeldEdit) -> str:
    return f"/review/{held.pk}"
