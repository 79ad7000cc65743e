"""Outcomes: the word on the next page about what became of an edit."""

from django.contrib import messages
from django.http import HttpRequest

from accounts.models import User
from articles.models import Revision


def tell_outcome(
    request: HttpRequest,
    saved: Revision,
    *,
    author: User,
    before: Revision | None,
    is_as_sent: bool = True,
) -> None:
    """Leave a word for the next page; its template knows the words by their tags.

    ``before`` is what was current when the author began.
    """
    is_before = before is not None and saved.pk == before.pk
    if is_before or saved.author_id != author.pk:
        # Nothing was saved, or somebody else had saved the same already.
        outcome = "unchanged"
    else:
        outcome = "published" if is_as_sent else "merged"
    messages.success(request, str(saved.pk), extra_tags=outcome)
