"""Listed: edits that lists of what is not wanted keep out.

They are refused, not held: moderators have decided already, and a queue of what
spammers send would be work for reviewers. Whoever is trusted is not asked.
"""

import unicodedata
from collections.abc import Callable

from django.utils.translation import gettext

from accounts.confusables import skeleton
from accounts.lists import entries, fits, is_within
from accounts.models import ListKind
from accounts.rights import Right, may
from articles.documents import templates_for
from articles.models import Article, Tag
from articles.policy import EditRefused, ProposedEdit
from markup import Title
from markup.outward import hosts_in
from markup.wikilinks import redirect_of


def check_links(edit: ProposedEdit, article: Article) -> None:
    """Raise EditRefused if the edit adds a link to a listed site. One of EDIT_CHECKS.

    A link that was there before, on this page or on the one whose words come in, is no
    reason: nobody else's old link keeps a page from being edited.
    """
    # Renaming changes no word.
    if _is_trusted(edit) or Tag.RENAME in edit.tags:
        return
    domains = frozenset(entries(ListKind.LINK))
    if not domains:
        return
    listed = {host for host in _hosts_in(edit.text) if is_within(host, domains)}
    if not listed:
        return
    added = listed - _hosts_before(edit, article)
    if added:
        raise EditRefused(
            gettext(
                "Links to %(host)s can't be added: it is on the moderators' list of "
                "sites that pages cannot link to. Please take the link out; if it is "
                "needed, ask a moderator."
            )
            % {"host": min(added)}
        )


def check_new_title(edit: ProposedEdit, article: Article) -> None:
    """Raise EditRefused if a page begins with, or gets, a listed title.

    One of EDIT_CHECKS. The redirect that a renamed page leaves is no new page.
    """
    if article.is_published or _is_trusted(edit):
        return
    shapes = _shapes_of(edit.title)
    for pattern in entries(ListKind.TITLE):
        if any(fits(form(pattern), shape) for form, shape in shapes):
            if _is_left_behind(edit):
                return
            raise EditRefused(
                gettext(
                    "No page can be called “%(title)s”: “%(pattern)s” is on the "
                    "moderators' list of words not allowed in titles. Please choose "
                    "another title, or ask a moderator."
                )
                % {"title": edit.title, "pattern": pattern}
            )


def _is_trusted(edit: ProposedEdit) -> bool:
    return may(edit.accepted_by or edit.author, Right.TRUSTED_EDITS)


def _hosts_before(edit: ProposedEdit, article: Article) -> frozenset[str]:
    base = edit.base
    if base is None and article.is_published:
        base = article.current_revision
    texts = [revision.text for revision in (base, edit.copied_from) if revision]
    return frozenset().union(*map(_hosts_in, texts))


def _hosts_in(text: str) -> frozenset[str]:
    """Return the hosts a page with this text links to, by templates too."""
    return hosts_in(text, templates_for(text))


def _shapes_of(title: Title) -> list[tuple[Callable[[str], str], str]]:
    """Return as what a title is compared, each with how a pattern becomes the same.

    What it looks like is asked only of titles in other letters than ASCII's, of which
    "tail" would look like "tall".
    """
    shapes: list[tuple[Callable[[str], str], str]] = []
    shapes.append((_folded, _folded(title.text)))
    if not title.text.isascii():
        shapes.append((skeleton, skeleton(title.text)))
    return shapes


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _is_left_behind(edit: ProposedEdit) -> bool:
    """Whether it is the redirect to the page that had this title until now."""
    redirect = redirect_of(edit.text)
    if Tag.RENAME not in edit.tags or redirect is None or redirect.target is None:
        return False
    moved = Article.objects.filter(title=redirect.target.text)
    found = moved.select_related("current_revision__parent").first()
    current = found.current_revision if found else None
    before = current.parent if current else None
    return before is not None and before.title == edit.title.text
