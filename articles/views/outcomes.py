"""Outcomes: the word on the next page about what became of an edit."""

from django.contrib import messages
from django.http import HttpRequest

from accounts.models import User
from articles.models import Revision, Tag

_TAKINGS_BACK = (Tag.UNDO, Tag.ROLLBACK, Tag.RESTORE)


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
        outcome = _name_of(saved) if is_as_sent else "merged"
    messages.success(request, str(saved.pk), extra_tags=outcome)


def _name_of(saved: Revision) -> str:
    """Return what kind of edit was published: its first tag says what it took back."""
    if saved.is_first:
        return "created"
    first_tag = saved.tags[0] if saved.tags else ""
    return first_tag if first_tag in _TAKINGS_BACK else "published"
