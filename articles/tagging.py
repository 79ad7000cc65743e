"""Tagging: what kind of edit a revision is, by rules that anybody can read."""

import re
from collections.abc import Iterator

from django.utils import timezone

from accounts.allowances import NEW_FOR
from articles.models import Origin, Revision, Tag
from articles.policy import ProposedEdit
from markup.wikilinks import redirect_of

LARGE_REMOVAL_BYTES = 500
"""A removal is large if it takes so much, and half of the text or more."""

_ADDRESS = re.compile(r"https?://[^\s<>\[\]()]+", re.IGNORECASE)


def tags_of(edit: ProposedEdit, current: Revision | None, text: str) -> list[str]:
    """Return the tags of the revision that the edit makes of the current one."""
    before = current.text if current else ""
    found = [*edit.tags, *_of_texts(before, text), *_of_circumstances(edit)]
    return list(dict.fromkeys(map(str, found)))


def _of_texts(before: str, after: str) -> Iterator[Tag]:
    if before and not after:
        yield Tag.BLANKING
    lost = len(before.encode()) - len(after.encode())
    if lost >= LARGE_REMOVAL_BYTES and lost * 2 >= len(before.encode()):
        yield Tag.LARGE_REMOVAL
    if redirect_of(after) and not redirect_of(before):
        yield Tag.REDIRECT
    if set(_ADDRESS.findall(after)) - set(_ADDRESS.findall(before)):
        yield Tag.LINKS_ADDED


def _of_circumstances(edit: ProposedEdit) -> Iterator[Tag]:
    if edit.origin in {Origin.ASSISTED, Origin.MACHINE}:
        yield Tag.MACHINE_ASSISTED
    age = timezone.now() - edit.author.date_joined
    if edit.author.is_temporary or age < NEW_FOR:
        yield Tag.NEW_ACCOUNT
