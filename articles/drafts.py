"""Drafts: unpublished texts, kept for their author alone."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Func, IntegerField, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from articles.models import Draft, Origin, Revision
from markup import Title
from markup.anchors import PREFIX

MOST_DRAFTS = 100
"""So many an account may have: the list of them has one page."""


class TooManyDrafts(Exception):
    """The account has as many drafts as one may have; the message says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a draft is of: somebody's text for a page, or for one section of it."""

    author: User
    title: Title
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an author has typed so far, and the revision they began with."""

    text: str
    base: Revision | None
    summary: str = ""
    minor: bool = False
    origin: str = Origin.PERSON


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list shows of a draft."""

    title: Title
    section: str
    saved_at: datetime
    size: int
    """Bytes of the text in UTF-8."""

    @property
    def section_words(self) -> str:
        """The section's anchor, as words: only its text knows its heading."""
        return self.section.removeprefix(PREFIX).replace("-", " ")


def save_draft(place: Place, content: Content) -> Draft:
    """Keep the draft instead of the one before, if there is one at this place.

    Raises TooManyDrafts.
    """
    _check_number(place)
    draft = Draft(
        author=place.author,
        title=place.title.text,
        section=place.section,
        base=content.base,
        text=content.text,
        summary=content.summary,
        minor=content.minor,
        origin=content.origin,
        saved_at=timezone.now(),
    )
    # One statement, so that two windows saving at once are no error.
    Draft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["author", "title", "section"],
        update_fields=["base", "text", "summary", "minor", "origin", "saved_at"],
    )
    return draft


def discard_draft(place: Place) -> None:
    """Remove the draft, if there is one."""
    _at(place).delete()


def find_draft(place: Place) -> Draft | None:
    """Return the draft that its author has at this place."""
    return _at(place).first()


def drafts_of(author: User) -> list[Listed]:
    """Return all of an author's drafts, the newest first. One query."""
    size = Func("text", function="OCTET_LENGTH", output_field=IntegerField())
    drafts = Draft.objects.filter(author=author).annotate(size=size)
    rows = drafts.order_by("-saved_at", "-pk")[:MOST_DRAFTS]
    return [
        Listed(Title.parse(title), section, saved_at, size)
        for title, section, saved_at, size in rows.values_list(
            "title", "section", "saved_at", "size"
        )
    ]


def _at(place: Place) -> QuerySet[Draft]:
    return Draft.objects.filter(
        author=place.author, title=place.title.text, section=place.section
    )


def _check_number(place: Place) -> None:
    others = Draft.objects.filter(author=place.author).exclude(
        title=place.title.text, section=place.section
    )
    if others.count() >= MOST_DRAFTS:
        raise TooManyDrafts(
            gettext("You have %(number)s drafts. Publish or discard one of them first.")
            % {"number": MOST_DRAFTS}
        )
