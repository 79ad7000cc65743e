"""Publishing: what is done when an editor's text is saved, whichever button did it."""

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.allowances import Act
from accounts.limits import client_address
from accounts.models import User
from accounts.temporary import author_of, count_author, keep_signed_in
from articles.drafts import Place, discard_draft
from articles.editing import is_made_of, submit_edit, tidy_text
from articles.forms import EditForm
from articles.models import Revision
from articles.policy import EditHeld, ProposedEdit, Waiting, may_publish
from articles.presence import forget_presence
from articles.views.editor import Desk
from articles.views.outcomes import tell_outcome
from markup import Title


def publish(
    desk: Desk, form: EditForm, *, base: Revision | None, text: str
) -> HttpResponse:
    """Save the text, discard its draft, and lead to the article.

    Raises what ``submit_edit`` raises, and TooManyTries; then nothing was written.
    """
    anchor = form.began_in_section
    count_author(desk.request, *_acts(desk))
    with transaction.atomic():
        author = author_of(desk.request)
        edit = form.to_edit(title=desk.title, author=author, base=base, text=text)
        edit = replace(edit, address=client_address(desk.request))
        try:
            revision = submit_edit(edit)
        except EditHeld as held:
            waiting = keep_waiting(desk.request, edit, held)
            _clear_desk(desk, form, waiting.author)
            keep_signed_in(desk.request, waiting.author)
            return show_waiting(desk.request, desk.title, str(held), waiting)
        author = sender_of(desk.request, edit, revision)
        # Whoever renames a page takes its drafts along.
        _clear_desk(desk, form, author, revision.article.parsed_title)
    keep_signed_in(desk.request, author)
    tell_outcome(
        desk.request,
        revision,
        author=author,
        before=base,
        is_as_sent=revision.text == tidy_text(text),
    )
    address = revision.article.get_absolute_url()
    return redirect(f"{address}#{anchor}" if anchor else address)


def keep_waiting(request: HttpRequest, edit: ProposedEdit, held: EditHeld) -> Waiting:
    """Keep an edit that waits; a newcomer who sends it again is who sent it first."""
    waiting = held.keep()
    if _is_new(request, edit.author) and waiting.author != edit.author:
        edit.author.delete()
    return waiting


def show_waiting(
    request: HttpRequest, title: Title, reason: str, waiting: Waiting
) -> HttpResponse:
    """Tell the author of a proposal where to follow it."""
    context = {"title": title, "reason": reason, "address": waiting.address}
    status = HTTPStatus.ACCEPTED
    return render(request, "articles/held.html", context, status=status)


def _acts(desk: Desk) -> list[Act]:
    """Return as what it is counted; nobody knows yet which edits rules hold."""
    act = Act.EDIT if may_publish(desk.viewer) else Act.PROPOSE
    return [act] if desk.current else [act, Act.CREATE]


def _clear_desk(desk: Desk, form: EditForm, author: User, *titles: Title) -> None:
    """Discard the draft of what was sent, and note that the form is closed."""
    anchor = form.began_in_section
    for title in {desk.title, *titles}:
        discard_draft(Place(author=author, title=title, section=anchor))
    forget_presence(desk.title, form.cleaned_data["key"])


def sender_of(
    request: HttpRequest,
    edit: ProposedEdit,
    revision: Revision,
    *,
    seen_as: Sequence[str] = (),
) -> User:
    """Return whose the request is that made the revision.

    Somebody without an account whose answer got lost sends the same form again as
    another newcomer: they are the one whom the first answer would have told so.
    """
    is_another = _is_new(request, edit.author) and revision.author.is_temporary
    if edit.author == revision.author or not is_another:
        return edit.author
    if not is_made_of(revision, edit, seen_as=seen_as):
        return edit.author
    edit.author.delete()
    return revision.author


def _is_new(request: HttpRequest, author: User) -> bool:
    """Whether the account was made for this request, and can go with it."""
    return author.is_temporary and author != request.user
