"""Canaries: what is hidden or deleted sings on no page of the site, for nobody.

Every route of the URLconf is looked at, before and after, so that caches are warm.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from articles.deleting import delete
from articles.drafts import Content, Place, save_draft
from articles.hiding import NOBODY, Hiding, hide
from articles.models import Article, Revision
from articles.moments import Moment
from articles.policy import ProposedEdit
from markup import Title
from moderation.holding import keep
from moderation.models import HeldEdit
from moderation.proposals import accept
from moderation.reports import send_report
from tests.makers import make_revision, make_upload, make_user
from tests.routes import Route, routes
from tests.world import one_of_everything

pytestmark = pytest.mark.django_db

HIDDEN = {"Canarytext", "Canarysummary", "Canaryname"}
DELETED = {"Gonetext", "Gonesummary", "Gonename"}
_AS_OF = [
    "?as_of={moment_of_it}",
    "?as_of={day_of_it}",
    "?as_of={moment_of_it}&redirect=no",
]
QUERIES = {
    "articles:read": ["?authors=show", "?redirect=no", *_AS_OF],
    "articles:raw": ["?revision={revision_id}"],
    "articles:cite": ["?revision={revision_id}", "?format=ris&revision={revision_id}"],
    "articles:edit": ["?draft=continue", "?section=h-life"],
    "articles:history": ["?size=500", "?author=Canaryname"],
    "articles:diff": ["?view=page"],
    "articles:diff-to-parent": ["?view=page"],
    "articles:upload": ["?title=File:Bird.png"],
    "articles:merge": ["?into=Charles_Babbage"],
    "articles:recent": ["?author=Canaryname", "?author=Gonename"],
    "search:results": [f"?q={word}" for word in sorted(HIDDEN | DELETED)],
    "search:suggestions": [f"?q={word}" for word in sorted(HIDDEN | DELETED)],
    "moderation:report": ["?revision={revision_id}"],
    "moderation:patrol": ["?after={old_id}"],
    "moderation:log": ["?actor=Canaryname", "?subject=Gone"],
}
"""What stands behind an address, where that shows something else."""


Heard = set[tuple[str, str]]


class Cage:
    """Pages in which canaries sing, with everything that is made of pages."""

    def __init__(self) -> None:
        self.arguments = one_of_everything() | {"name": NOBODY}
        self.editor, self.reviewer = make_user("Ed"), make_user(role="reviewer")
        bird = make_user("Canaryname")
        edited = self._edited(bird)
        self.birds = [edited, self._accepted(bird), self._uploaded(bird)]
        self.gone = [self._gone("Gone"), self._gone("Anew")]
        for revision in (edited, *self.gone):
            self._watch(revision)

    def silence(self, *, is_suppressed: bool) -> None:
        """Hide what is to be hidden, delete what is to be deleted."""
        root = make_user("Root", role="administrator")
        everything = ["text", "summary", "author"]
        hiding = Hiding(fields=everything, reason="Abuse", is_suppressed=is_suppressed)
        for revision in self.birds:
            hide(revision, hiding, by=root)
        for title in ("Gone", "Anew"):
            delete(Title.parse(title), by=root, reason="Nonsense")
        make_revision("Anew", "## Life\n\nGood.\n\nMore.")

    def addresses(self) -> Iterator[tuple[Route, str]]:
        """Every route, with every page and revision that it could lead to."""
        for route in routes():
            for arguments in self._sets_for(route):
                address = route.filled(arguments)
                yield route, address
                for query in QUERIES.get(route.name, ()):
                    yield route, address + query.format_map(arguments)

    def _sets_for(self, route: Route) -> list[dict[str, str]]:
        """Return what the parameters of a route may be, each of them once."""
        found: dict[object, dict[str, str]] = {}
        for arguments in self._sets():
            # A page was another one as of each of its revisions.
            dated = ["moment_of_it"] if route.name == "articles:read" else []
            names = [*route.parameters, *dated]
            chosen = tuple(arguments.get(name) for name in names)
            found.setdefault(chosen, arguments)
        return list(found.values())

    def _sets(self) -> Iterator[dict[str, str]]:
        titles = (
            "Ada Byron Lovelace",
            "Charles Babbage",
            "Gone",
            "Anew",
            "File:Bird.png",
        )
        revisions = Revision.objects.filter(title__in=titles).order_by("number")
        held = list(HeldEdit.objects.order_by("pk"))
        for number, one in enumerate(revisions):
            proposal = held[number % len(held)]
            yield self.arguments | {
                "title": one.title.replace(" ", "_"),
                "article_id": str(one.article_id),
                "revision_id": str(one.pk),
                "new_id": str(one.pk),
                "old_id": str(one.parent_id or one.pk),
                "moment_of_it": Moment.at(one.created_at).text,
                "day_of_it": one.created_at.date().isoformat(),
                "held_id": str(proposal.pk),
                "token": proposal.token,
            }

    def _edited(self, bird) -> Revision:
        """A vandal's edit, taken back by somebody else."""
        title, text = "Ada Byron Lovelace", "## Life\n\nGood.\n\nMore."
        first = make_revision(title, text)
        bad = make_revision(
            title,
            "## Life\n\nCanarytext. {{cite|title=Canarytext}}\n\nMore.",
            base=first,
            author=bird,
            summary="Canarysummary",
        )
        make_revision(title, text, base=bad, summary="Back")
        return bad

    def _accepted(self, bird) -> Revision:
        """A vandal's proposal, accepted by mistake, and taken back."""
        title = Title.parse("Charles Babbage")
        first = make_revision(title.text, "## Life\n\nGood.\n\nMore.")
        edit = ProposedEdit(
            title=title,
            author=bird,
            text="## Life\n\nCanarytext.\n\nMore.",
            base=first,
            summary="Canarysummary",
        )
        keep(edit, title.text, "Edits wait.")
        held = HeldEdit.objects.get(title=title.text)
        bad = accept(held, by=self.reviewer, seen=first)
        make_revision(title.text, first.text, base=bad, summary="Back")
        return bad

    def _uploaded(self, bird) -> Revision:
        """A vandal's picture, with words of a vandal, and a better one."""
        title, text = "File:Bird.png", "## Life\n\nGood.\n\nMore."
        first = make_upload(title, text).revision
        words: Any = dict.fromkeys(("credit", "source", "alt"), "Canarytext")
        bad = make_upload(title, text, author=bird, base=first, **words).revision
        make_upload(title, text, base=bad)
        return bad

    def _gone(self, title: str) -> Revision:
        """A page that is nothing else than what is to be deleted."""
        author = make_user("Gonename" if title == "Gone" else "Gonename too")
        first = make_revision(title, "## Life\n\nGonetext.", author=author)
        return make_revision(
            title,
            "## Life\n\nGonetext. {{cite|title=Gonetext}}\n\nMore Gonetext.",
            author=author,
            base=first,
            summary="Gonesummary",
        )

    def _watch(self, bad: Revision) -> None:
        """Begin a draft and a proposal with it, and report it."""
        title = Title.parse(bad.title)
        place = Place(author=self.editor, title=title)
        save_draft(place, Content(text="Mine.", base=bad))
        edit = ProposedEdit(
            title=title, author=self.editor, text="## Life\n\nMine.", base=bad
        )
        keep(edit, title.text, "Edits wait.")
        # With the canary in it, beside a change of its own, and in the same place.
        for text in (bad.text.replace("More", "Much"), f"{bad.text} Indeed."):
            keep(replace(edit, text=text), title.text, "Edits wait.")
        article = Article.objects.get(pk=bad.article_id)
        send_report(
            article, cause="spam", text="", reporter=None, address="", revision=bad
        )


def _singing(cage: Cage, role: str | None, words: Collection[str]) -> Heard:
    """Return the addresses at which somebody hears one of the words, and which."""
    browser = Client()
    if role == "editor":
        browser.force_login(cage.editor)
    elif role:
        browser.force_login(make_user(role=role))
    found = set()
    for route, address in cage.addresses():
        answer = browser.get(address)
        heard = f"{answer.headers} {answer.content.decode(errors='replace')}"
        for word in words:
            # An address, or a field, repeats what it was asked for; and an account
            # in the list of accounts is no author.
            is_asked = word in address
            is_account = word.endswith("name") and "accounts_user" in route.name
            if word in heard and not is_asked and not is_account:
                found.add((address, word))
    return found


def test_what_is_hidden_or_deleted_is_on_no_page():
    cage = Cage()
    assert len(_singing(cage, "reviewer", HIDDEN | DELETED)) > 60
    cage.silence(is_suppressed=False)

    found = {
        role: _singing(cage, role, HIDDEN | DELETED)
        for role in (None, "editor", "reviewer")
    }

    assert found == {None: set(), "editor": set(), "reviewer": set()}


def test_what_is_suppressed_is_on_no_page_of_moderators():
    cage = Cage()
    assert len(_singing(cage, "moderator", HIDDEN)) > 40
    cage.silence(is_suppressed=True)

    heard = _singing(cage, "moderator", HIDDEN | DELETED)
    assert {one for one in heard if one[1] in HIDDEN} == set()
    # What is deleted, they see, or this would be no test.
    assert len(heard) > 10
