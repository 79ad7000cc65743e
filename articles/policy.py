"""Policy: what an edit is, and who may make which."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import User
from articles.models import Article, Origin, Protection, Revision
from markup import Namespace, Title

MAX_TEXT_BYTES = 512 * 1024
LONG_TEXT_BYTES = 128 * 1024
"""From here on an article is called long, with a hint to divide it."""

_TALKED_ABOUT_ELSEWHERE = {space for space in Namespace if space % 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedEdit:
    """What somebody wants an article to say. From here on no request exists."""

    title: Title
    author: User
    text: str
    base: Revision | None = None
    """The revision the author began with; None for a new article."""
    summary: str = ""
    minor: bool = False
    origin: str = Origin.PERSON
    key: str = ""
    """Chosen by the client: the same edit sent again with it is saved once."""
    tags: tuple[str, ...] = ()
    """What is known of it besides what ``articles.tagging`` sees, as that it undoes."""
    copied_from: Revision | None = None
    """The revision of another page from which text comes in."""


Check = Callable[[ProposedEdit, Article], None]


class EditRefused(Exception):
    """The edit may not be made; the message says why."""


class EditHeld(Exception):
    """The edit waits for somebody's review; the message says whose."""


def check_edit(edit: ProposedEdit, article: Article) -> None:
    """Ask each of ``settings.EDIT_CHECKS``, in order.

    Raises EditRefused or EditHeld, from the first that objects.
    """
    for check in _checks(tuple(settings.EDIT_CHECKS)):
        check(edit, article)


def may_edit(author: User | None, article: Article | None) -> bool:
    """Whether an edit button makes sense. Only ``check_edit`` decides."""
    is_known = author is not None and not author.is_temporary
    if settings.CANONICA_UNREGISTERED_EDITS == "refuse" and not is_known:
        return False
    if author is not None and not author.is_active:
        return False
    protection = article.protection if article else Protection.NONE
    if protection == Protection.MODERATORS:
        return author is not None and author.is_staff
    return protection == Protection.NONE or is_known


def may_review(reviewer: User | None, article: Article) -> bool:
    """Whether somebody may mark what a machine wrote as reviewed."""
    if reviewer is None or reviewer.is_temporary:
        return False
    return article.is_published and may_edit(reviewer, article)


def may_move(author: User | None, article: Article | None) -> bool:
    """Whether somebody may rename, merge or split a page."""
    if author is None or author.is_temporary:
        return False
    return may_edit(author, article)


def check_mover(author: User, article: Article) -> None:
    """Raise EditRefused unless the account may rename, merge or split the page."""
    if not may_move(author, article):
        raise EditRefused("Only people with an account may do this.")


def check_reviewer(reviewer: User, article: Article) -> None:
    """Raise EditRefused unless the account may review passages of the page."""
    if not may_review(reviewer, article):
        raise EditRefused("Only people with an account may review this page.")


def check_account(edit: ProposedEdit, _article: Article) -> None:
    if not edit.author.is_active:
        raise EditRefused("Your account is blocked from editing.")


def check_unregistered(edit: ProposedEdit, _article: Article) -> None:
    if edit.author.is_temporary and settings.CANONICA_UNREGISTERED_EDITS == "refuse":
        raise EditRefused("Please log in or create an account to edit.")


def check_protection(edit: ProposedEdit, article: Article) -> None:
    if not may_edit(edit.author, article):
        who = Protection(article.protection).label.lower()
        raise EditRefused(f"This page is protected: only {who} may edit it.")


def check_namespace(edit: ProposedEdit, _article: Article) -> None:
    if edit.title.namespace in _TALKED_ABOUT_ELSEWHERE:
        raise EditRefused("Talk pages can't be written yet.")


def check_text(edit: ProposedEdit, article: Article) -> None:
    size = len(edit.text.encode())
    if size > MAX_TEXT_BYTES:
        raise EditRefused(
            f"The text has {size:,} bytes. A page has at most {MAX_TEXT_BYTES:,}: "
            "please divide it."
        )
    if not edit.text.strip() and article.current_revision_id is None:
        raise EditRefused("A new page needs some text.")


@cache
def _checks(paths: tuple[str, ...]) -> tuple[Check, ...]:
    return tuple(import_string(path) for path in paths)
