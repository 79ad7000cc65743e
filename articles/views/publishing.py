"""Publishing: what is done when an editor's text is saved, whichever button did it."""

from collections.abc import Sequence

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.models import User
from accounts.temporary import author_of, count_newcomer, keep_signed_in
from articles.drafts import Place, discard_draft
from articles.editing import is_made_of, submit_edit, tidy_text
from articles.forms import EditForm
from articles.models import Revision
from articles.policy import ProposedEdit
from articles.presence import forget_presence
from articles.views.editor import Desk
from articles.views.outcomes import tell_outcome


def publish(
    desk: Desk, form: EditForm, *, base: Revision | None, text: str
) -> HttpResponse:
    """Save the text, discard its draft, and lead to the article.

    Raises what ``submit_edit`` raises, and TooManyTries; then nothing was written.
    """
    anchor = form.began_in_section
    count_newcomer(desk.request)
    with transaction.atomic():
        author = author_of(desk.request)
        edit = form.to_edit(title=desk.title, author=author, base=base, text=text)
        revision = submit_edit(edit)
        author = sender_of(edit, revision)
        # Whoever renames a page takes its drafts along.
        for title in {desk.title, revision.article.parsed_title}:
            discard_draft(Place(author=author, title=title, section=anchor))
        forget_presence(desk.title, form.cleaned_data["key"])
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


def sender_of(
    edit: ProposedEdit, revision: Revision, *, seen_as: Sequence[str] = ()
) -> User:
    """Return whose the request is that made the revision.

    Somebody without an account whose answer got lost sends the same form again as
    another newcomer: they are the one whom the first answer would have told so.
    """
    is_another = edit.author.is_temporary and revision.author.is_temporary
    if edit.author == revision.author or not is_another:
        return edit.author
    if not is_made_of(revision, edit, seen_as=seen_as):
        return edit.author
    edit.author.delete()
    return revision.author
