"""The editor's page: what it works on, and how it is shown again and again."""

from contextlib import suppress
from dataclasses import dataclass, replace
from http import HTTPStatus

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format

from accounts.limits import Limit, TooManyTries, client_address, count_try, network_of
from accounts.models import User
from accounts.requests import viewer_of
from articles.changes import recent_summaries
from articles.derived import html_of
from articles.documents import document_of, section_of
from articles.editing import tidy_text
from articles.forms import MAX_SUMMARY, EditForm, new_key
from articles.models import Article, Revision
from articles.policy import (
    LONG_TEXT_BYTES,
    MAX_TEXT_BYTES,
    EditHeld,
    EditRefused,
    may_edit,
)
from articles.presence import LONGEST_KEY, Others, note_presence, others_at
from articles.views.refusals import Refusal, answer_refusal
from markup import Title
from markup.lint import Warning as TextWarning
from markup.lint import warnings_of
from markup.parts import part_of
from markup.summaries import divide

REFUSALS = (EditRefused, EditHeld, TooManyTries)

_PRESENCE_FROM_A_NETWORK = Limit("have editors open in", 300, 60)


@dataclass(frozen=True, slots=True)
class Desk:
    """What an editor works on: a title, and the article there, if there is one."""

    request: HttpRequest
    title: Title
    article: Article | None

    @property
    def current(self) -> Revision | None:
        is_there = self.article is not None and self.article.is_published
        return self.article.current_revision if is_there and self.article else None

    @property
    def viewer(self) -> User | None:
        return viewer_of(self.request)

    @property
    def may_edit(self) -> bool:
        return may_edit(self.viewer, self.article)


@dataclass(frozen=True, slots=True)
class Preview:
    """The HTML that a page with some text would have, and what may be wrong in it."""

    html: str
    warnings: tuple[TextWarning, ...]

    @classmethod
    def of(cls, text: str) -> "Preview":
        document = document_of(text)
        return cls(html_of(document), warnings_of(document))

    @classmethod
    def of_section(cls, text: str, anchor: str, base: Revision | None) -> "Preview":
        """Return how a section with this text looks in the whole page.

        Without such a section in the base it is a text of its own.
        """
        section = section_of(base.text, anchor) if base and anchor else None
        if base is None or section is None:
            return cls.of(text)
        document = document_of(section.replaced_in(base.text, text))
        lines = section.lines_of(text)
        # The field may begin with blank lines, which the page doesn't get.
        skipped = len(text) - len(text.lstrip("\n"))
        warnings = tuple(
            replace(one, line=one.line - lines.start + skipped)
            for one in warnings_of(document)
            if one.line is not None and one.line - 1 in lines
        )
        if document.over_budget:
            warnings = warnings_of(document)
        return cls(html_of(part_of(document, lines)), warnings)


def show_editor(
    desk: Desk, form: EditForm, *, status: int = HTTPStatus.OK, **shown: object
) -> HttpResponse:
    """Show the form as it was sent, with whatever else is to be seen."""
    context = {**context_of(desk, form), **shown}
    return render(desk.request, "articles/edit.html", context, status=status)


def show_refusal(
    desk: Desk,
    form: EditForm,
    template: str,
    context: dict[str, object],
    refusal: Refusal,
) -> HttpResponse:
    """Show the form as it was sent, with the reason why nothing was saved."""
    form.add_error(None, str(refusal))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if desk.may_edit else HTTPStatus.FORBIDDEN
    return answer_refusal(desk.request, template, context, refusal, status=status)


def context_of(desk: Desk, form: EditForm) -> dict[str, object]:
    """Return what the editor's page needs, whatever became of the form."""
    text = tidy_text(form["text"].value() or "")
    return {
        "title": desk.title,
        "article": desk.article,
        "is_new": desk.current is None,
        "form": form,
        "length": _length_of(text),
        "summaries": _summaries(desk, form),
        "others": others_at(desk.title, desk.viewer, key=_key_of(form)),
        "former_editor": form.former_editor(desk.viewer),
        "may_publish": desk.may_edit,
    }


def _key_of(form: EditForm) -> str:
    """Return the form's key, or another one if it is none that a page of ours has."""
    key = str(form["key"].value() or "")
    if not key.isprintable() or len(key) > LONGEST_KEY:
        key = new_key()
        form.show_instead(key=key)
    return key


def _length_of(text: str) -> dict[str, str] | None:
    """Return how long a long text is, and how long one may be."""
    size = len(text.encode())
    if size <= LONG_TEXT_BYTES:
        return None
    return {
        "size": number_format(size, force_grouping=True),
        "most": number_format(MAX_TEXT_BYTES, force_grouping=True),
    }


def _summaries(desk: Desk, form: EditForm) -> list[str]:
    """Return the viewer's own recent summaries, about the section that is edited."""
    if desk.viewer is None:
        return []
    section, _ = divide(form["summary"].value() or "")
    found = [section + words for words in recent_summaries(desk.viewer)]
    return [summary for summary in found if len(summary) <= MAX_SUMMARY]


def note_editor(request: HttpRequest, title: Title, key: str) -> Others:
    """Note that a form is open, and return who else has one open.

    Raises TooManyTries if this network has too many.
    """
    count_try(_PRESENCE_FROM_A_NETWORK, network_of(client_address(request)))
    viewer = viewer_of(request)
    note_presence(title, key, viewer)
    return others_at(title, viewer, key=key)


def note_quietly(desk: Desk, form: EditForm) -> None:
    """Note that the form is open, unless something is in the way.

    It is no reason to refuse a preview, not even that the database can only be read.
    """
    key = form.cleaned_data["key"]
    if not 0 < len(key) <= LONGEST_KEY:
        return
    with suppress(TooManyTries, DatabaseError), transaction.atomic():
        note_editor(desk.request, desk.title, key)
