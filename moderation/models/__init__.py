"""What a community keeps around its articles: proposals, reports, switches."""

from moderation.models.held import OPEN, HeldEdit, HoldRule, State
from moderation.models.report import Cause, Outcome, Report
from moderation.models.switch import Switch

__all__ = [
    "OPEN",
    "Cause",
    "HeldEdit",
    "HoldRule",
    "Outcome",
    "Report",
    "State",
    "Switch",
]
