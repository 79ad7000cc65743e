"""Pace: a form that was sent at once, or never opened, was filled in by a program.

A form carries when it was opened, signed. Nobody needs JavaScript for that. Some people
let a program fill in their forms, so hurry costs more of what is allowed, and is not
refused.
"""

import time
from enum import Enum

from django.core.signing import BadSignature, Signer

FASTEST_SECONDS = 2.0
"""No person fills in a form sooner than this."""
OLDEST_SECONDS = 24 * 3600.0
"""A stamp is good for so long, so that one is not passed from program to program."""

COST_OF_HURRY = 2
"""As so many sign-ups one counts that was not sent as people do."""

_SALT = "accounts.pace"


class Pace(Enum):
    """How a form was filled in."""

    HUMAN = "as people do"
    HASTY = "too soon"
    STRANGE = "never opened, or long ago"


def stamp(at: float | None = None) -> str:
    """Return what a form carries that was opened at this time, or now."""
    opened = time.time() if at is None else at
    return Signer(salt=_SALT).sign(str(int(opened * 1000)))


def pace_of(stamped: str) -> Pace:
    """Return how a form was filled in that carries this and is sent now."""
    try:
        opened = int(Signer(salt=_SALT).unsign(stamped)) / 1000
    except (BadSignature, ValueError):
        return Pace.STRANGE
    seconds = time.time() - opened
    if not 0 <= seconds <= OLDEST_SECONDS:
        return Pace.STRANGE
    return Pace.HUMAN if seconds >= FASTEST_SECONDS else Pace.HASTY
