"""Policy: what an edit is, and who may make which.

``objection_to`` is the one question; its answer is why somebody may not, in words.
Buttons are drawn by ``may_...``, which is courtesy: what counts is asked at saving.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.formats import number_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext, gettext_noop

from accounts.blocking import blocks_on, words_of
from accounts.models import Block, BlockedAct, User
from accounts.rights import Right, Role, may, role_of
from articles.models import (
    Article,
    CategoryMembership,
    Level,
    Origin,
    ProtectedAct,
    Protection,
    Revision,
    Tag,
    Upload,
)
from markup import Namespace, Title

MAX_TEXT_BYTES = 512 * 1024
LONG_TEXT_BYTES = 128 * 1024
"""From here on an article is called long, with a hint to divide it."""

_TALKED_ABOUT_ELSEWHERE = {space for space in Namespace if space % 2}
_PROTECTED = {
    ProtectedAct.EDIT: gettext_noop(
        "This page is protected: only %(who)s may edit it."
    ),
    ProtectedAct.CREATE: gettext_noop(
        "This page is protected: only %(who)s may begin it."
    ),
    ProtectedAct.RENAME: gettext_noop(
        "This page is protected: only %(who)s may rename it."
    ),
}


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
    address: str = ""
    """Where it came from; empty for what comes from no network."""
    accepted_by: User | None = None
    """The reviewer who publishes what the author has proposed."""
    picture: Upload | None = None
    """An earlier picture of the page that comes back."""


Check = Callable[[ProposedEdit, Article], None]


class EditRefused(Exception):
    """The edit may not be made; the message says why."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal that waits for review, and whose it is."""

    author: User
    address: str
    """Where its author can see what becomes of it."""


class EditHeld(Exception):
    """The edit waits for somebody's review; the message says so.

    ``keep`` writes down what waits. Call it after the transaction of the edit, in
    which nothing was written.
    """

    def __init__(self, message: str, *, keep: Callable[[], Waiting]) -> None:
        super().__init__(message)
        self.keep = keep


def check_edit(edit: ProposedEdit, article: Article) -> None:
    """Ask each of ``settings.EDIT_CHECKS``, in order.

    Raises EditRefused or EditHeld, from the first that objects.
    """
    for check in _checks(tuple(settings.EDIT_CHECKS)):
        check(edit, article)


def objection_to(
    act: ProtectedAct, account: User | None, article: Article | None, title: Title
) -> str:
    """Return why somebody may not do this to a page, or nothing if they may.

    Blocks are not asked: they are told of when something is done.
    """
    if account is not None and not account.is_active:
        return gettext("Your account is blocked from editing.")
    if act == ProtectedAct.RENAME and not may(account, Right.MOVE):
        return gettext("Only people with an account may do this.")
    if not may_publish(account) and not may_propose():
        return gettext("Please log in or create an account to edit.")
    level = _level(act, article, title)
    if level and not reaches(account, level):
        return gettext(_PROTECTED[act]) % {"who": Level(level).label}
    return ""


def may_publish(account: User | None) -> bool:
    """Whether edits of somebody are published at once, as far as their role goes."""
    if may(account, Right.EDIT):
        return True
    return settings.CANONICA_UNREGISTERED_EDITS == "publish"


def may_propose() -> bool:
    """Whether people without an account may at least propose edits."""
    return settings.CANONICA_UNREGISTERED_EDITS == "hold"


def may_upload(account: User | None) -> bool:
    """Whether somebody may upload pictures, as far as their role goes."""
    return may(account, Right.UPLOAD)


def reaches(account: User | None, level: str) -> bool:
    """Whether somebody has the role that a protection asks for, or a higher one."""
    roles = list(Role)
    return roles.index(role_of(account)) >= roles.index(Role(level))


def may_edit(author: User | None, article: Article | None) -> bool:
    """Whether an edit button makes sense. Only ``check_edit`` decides."""
    title = article.parsed_title if article else _ANY
    return not objection_to(_edit_of(article), author, article, title)


def may_review(reviewer: User | None, article: Article) -> bool:
    """Whether somebody may mark what a machine wrote as reviewed."""
    if not may(reviewer, Right.CHECK_MACHINES):
        return False
    return article.is_published and may_edit(reviewer, article)


def may_move(author: User | None, article: Article) -> bool:
    """Whether somebody may rename, merge or split a page."""
    title = article.parsed_title
    is_refused = objection_to(ProtectedAct.RENAME, author, article, title)
    return not is_refused and may_edit(author, article)


def check_mover(edit: ProposedEdit, article: Article) -> None:
    """Raise EditRefused unless the author may rename, merge or split the page."""
    title = article.parsed_title
    act = ProtectedAct.RENAME
    if objection := objection_to(act, edit.author, article, title):
        raise EditRefused(objection)
    _refuse_blocked(edit, [BlockedAct.MOVE], article, title)


def check_reviewer(reviewer: User, article: Article, address: str) -> None:
    """Raise EditRefused unless the account may review passages of the page."""
    if not may_review(reviewer, article):
        raise EditRefused(gettext("Only people with an account may review this page."))
    title = article.parsed_title
    edit = ProposedEdit(title=title, author=reviewer, text="", address=address)
    _refuse_blocked(edit, [BlockedAct.EDIT], article, title)


def check_author(edit: ProposedEdit, article: Article) -> None:
    """Ask roles and protections; of a proposal, those of the reviewer who accepts."""
    account = edit.accepted_by or edit.author
    if edit.accepted_by is not None and not may(account, Right.REVIEW):
        raise EditRefused(gettext("Only reviewers may accept an edit."))
    act = _edit_of(article)
    if objection := objection_to(act, account, article, edit.title):
        raise EditRefused(objection)
    if Tag.UPLOAD in edit.tags and not may_upload(account):
        raise EditRefused(gettext("Only people with an account may upload pictures."))


def check_blocks(edit: ProposedEdit, article: Article) -> None:
    """Ask the blocks on the author, and on the address that the edit comes from."""
    _refuse_blocked(edit, _blocked_acts(article), article, edit.title)


def block_met(
    author: User | None, address: str, article: Article | None, title: Title
) -> Block | None:
    """Return a block that forbids somebody to edit the page, or None.

    Whoever opens the editor is told of it before they write.
    """
    return _block_met(author, address, _blocked_acts(article), article, title)


def check_namespace(edit: ProposedEdit, _article: Article) -> None:
    if edit.title.namespace in _TALKED_ABOUT_ELSEWHERE:
        raise EditRefused(gettext("Talk pages can't be written yet."))


def check_text(edit: ProposedEdit, article: Article) -> None:
    size = len(edit.text.encode())
    if size > MAX_TEXT_BYTES:
        words = gettext(
            "The text has %(size)s bytes. A page has at most %(most)s: please divide"
            " it."
        )
        numbers = {"size": size, "most": MAX_TEXT_BYTES}
        raise EditRefused(words % {name: _grouped(n) for name, n in numbers.items()})
    if not edit.text.strip() and not article.is_published:
        raise EditRefused(gettext("A new page needs some text."))


_ANY = Title.parse("Any page")


def _grouped(number: int) -> str:
    return number_format(number, force_grouping=True)


def _edit_of(article: Article | None) -> ProtectedAct:
    is_there = article is not None and article.is_published
    return ProtectedAct.EDIT if is_there else ProtectedAct.CREATE


def _level(act: ProtectedAct, article: Article | None, title: Title) -> str:
    """From which role on it may be done: the strictest of the page and those above."""
    levels = [article.level_of(act)] if article else []
    if above := _titles_above(title):
        cascading = Protection.objects.in_force().filter(cascades=True, act=act)
        found = cascading.filter(article__title__in=above)
        levels += found.values_list("level", flat=True)
    roles = list(Role)
    strict = sorted(filter(None, levels), key=lambda level: roles.index(Role(level)))
    return strict[-1] if strict else ""


def _titles_above(title: Title) -> list[str]:
    """Return the titles of which this one is a page below: "A" and "A/B" of "A/B/C"."""
    parts = title.text.split("/")
    return ["/".join(parts[:length]) for length in range(1, len(parts))]


def _blocked_acts(article: Article | None) -> Collection[BlockedAct]:
    """Return what an edit of the page is to a block; a new page is edited too."""
    if article is not None and article.is_published:
        return (BlockedAct.EDIT,)
    return (BlockedAct.EDIT, BlockedAct.CREATE)


def _refuse_blocked(
    edit: ProposedEdit, acts: Collection[BlockedAct], article: Article, title: Title
) -> None:
    """Of a proposal that is accepted, it is the reviewer who must not be blocked."""
    who = edit.accepted_by or edit.author
    if block := _block_met(who, edit.address, acts, article, title):
        raise EditRefused(words_of(block))


def _block_met(
    author: User | None,
    address: str,
    acts: Collection[BlockedAct],
    article: Article | None,
    title: Title,
) -> Block | None:
    for block in blocks_on(author, address):
        categories = _categories_of(article) if block.categories else ()
        if any(block.covers(act, title.text, categories) for act in acts):
            return block
    return None


def _categories_of(article: Article | None) -> Collection[str]:
    if article is None:
        return ()
    memberships = CategoryMembership.objects.filter(article=article)
    return set(memberships.values_list("category", flat=True))


@cache
def _checks(paths: tuple[str, ...]) -> tuple[Check, ...]:
    return tuple(import_string(path) for path in paths)
