"""Disputes: two people changed the same passages, and one of them has to decide."""

from typing import Any

from django.test import Client

from tests.makers import make_revision, make_user

ADA = "/edit/Ada_Lovelace"
BASE = "Born in 1815.\n\nWrote notes.\n\nDied in 1852."
THEIRS = "Born in December 1815.\n\nWrote notes.\n\nDied in London."
MINE = "Born in May 1815.\n\nWrote seven notes.\n\nDied young."
MIDDLE = "\n\nWrote seven notes.\n\n"


def conflict_of_mary(client: Client) -> Any:
    """Mary sends a text while Charles has changed two of the same sentences."""
    base = make_revision(text=BASE)
    make_revision(text=THEIRS, base=base, author=make_user("Charles"))
    client.force_login(make_user("Mary"))
    sent = {"text": MINE, "summary": "Why", "minor": "on", "base": base.pk, "key": "k"}
    return client.post(ADA, sent)


def decided(
    fields: dict[str, str], *choices: str, action: str = "resolve"
) -> dict[str, str]:
    """Return what the form sends with these choices, passage by passage."""
    chosen = {f"choice-{number}": each for number, each in enumerate(choices, 1)}
    return {**fields, **chosen, "action": action}
