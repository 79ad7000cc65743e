"""Names of lists and fields, in the administration, in the language of its reader.

They are given here and not in the models: no migration has to know of them.
"""

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

_APPS = {"accounts": gettext_lazy("Accounts"), "articles": gettext_lazy("Articles")}

_LISTS = {
    "User": (pgettext_lazy("view one", "account"), pgettext_lazy("a list", "accounts")),
    "Article": (
        pgettext_lazy("view one", "article"),
        pgettext_lazy("a list", "articles"),
    ),
    "Protection": (
        pgettext_lazy("view one", "protection"),
        pgettext_lazy("a list", "protections"),
    ),
    "Block": (pgettext_lazy("view one", "block"), pgettext_lazy("a list", "blocks")),
    "Appeal": (pgettext_lazy("view one", "appeal"), pgettext_lazy("a list", "appeals")),
    "Job": (pgettext_lazy("view one", "job"), pgettext_lazy("a list", "jobs")),
    "ListEntry": (
        pgettext_lazy("view one", "list entry"),
        pgettext_lazy("a list", "list entries"),
    ),
    "Application": (
        pgettext_lazy("view one", "application"),
        pgettext_lazy("a list", "applications"),
    ),
    "Invitation": (
        pgettext_lazy("view one", "invitation"),
        pgettext_lazy("a list", "invitations"),
    ),
    "LogEntry": (
        pgettext_lazy("view one", "log entry"),
        pgettext_lazy("a list", "log entries"),
    ),
    "AuditEntry": (
        pgettext_lazy("view one", "audit entry"),
        pgettext_lazy("a list", "audit entries"),
    ),
    "HeldEdit": (
        pgettext_lazy("view one", "held edit"),
        pgettext_lazy("a list", "held edits"),
    ),
    "HoldRule": (
        pgettext_lazy("view one", "hold rule"),
        pgettext_lazy("a list", "hold rules"),
    ),
    "Report": (pgettext_lazy("view one", "report"), pgettext_lazy("a list", "reports")),
    "Revision": (
        pgettext_lazy("view one", "revision"),
        pgettext_lazy("a list", "revisions"),
    ),
    "Patrol": (pgettext_lazy("view one", "patrol"), pgettext_lazy("a list", "patrols")),
    "HiddenField": (
        pgettext_lazy("view one", "hidden field"),
        pgettext_lazy("a list", "hidden fields"),
    ),
    "Switch": (
        pgettext_lazy("view one", "switch"),
        pgettext_lazy("a list", "switches"),
    ),
}
"""By the name of a model: a row of its list, as the object of a verb, and the list."""

_FIELDS = {
    "accepted by": pgettext_lazy("a field", "accepted by"),
    "account": pgettext_lazy("a field", "account"),
    "act": pgettext_lazy("a field", "act"),
    "actor": pgettext_lazy("a field", "actor"),
    "answer": pgettext_lazy("a field", "answer"),
    "answered at": pgettext_lazy("a field", "answered at"),
    "answered by": pgettext_lazy("a field", "answered by"),
    "article": pgettext_lazy("a field", "article"),
    "attempts": pgettext_lazy("a field", "attempts"),
    "author": pgettext_lazy("a field", "author"),
    "awaits": pgettext_lazy("a field", "awaits"),
    "block": pgettext_lazy("a field", "block"),
    "by": pgettext_lazy("a field", "by"),
    "cascades": pgettext_lazy("a field", "cascades"),
    "categories": pgettext_lazy("a field", "categories"),
    "cause": pgettext_lazy("a field", "cause"),
    "caused by": pgettext_lazy("a field", "caused by"),
    "changed at": pgettext_lazy("a field", "changed at"),
    "claimed at": pgettext_lazy("a field", "claimed at"),
    "claimed by": pgettext_lazy("a field", "claimed by"),
    "content model": pgettext_lazy("a field", "content model"),
    "copied from": pgettext_lazy("a field", "copied from"),
    "created at": pgettext_lazy("a field", "created at"),
    "date joined": pgettext_lazy("a field", "date joined"),
    "decided at": pgettext_lazy("a field", "decided at"),
    "decided by": pgettext_lazy("a field", "decided by"),
    "deleted at": pgettext_lazy("a field", "deleted at"),
    "done at": pgettext_lazy("a field", "done at"),
    "due at": pgettext_lazy("a field", "due at"),
    "expires at": pgettext_lazy("a field", "expires at"),
    "field": pgettext_lazy("a field", "field"),
    "is deleted": pgettext_lazy("a field", "is deleted"),
    "is for accounts too": pgettext_lazy("a field", "is for accounts too"),
    "is later": pgettext_lazy("a field", "is later"),
    "is on": pgettext_lazy("a field", "is on"),
    "is suppressed": pgettext_lazy("a field", "is suppressed"),
    "is temporary": pgettext_lazy("a field", "is temporary"),
    "is trust withheld": pgettext_lazy("a field", "is trust withheld"),
    "kind": pgettext_lazy("a field", "kind"),
    "last error": pgettext_lazy("a field", "last error"),
    "leased until": pgettext_lazy("a field", "leased until"),
    "level": pgettext_lazy("a field", "level"),
    "lifted at": pgettext_lazy("a field", "lifted at"),
    "list": pgettext_lazy("a field", "list"),
    "minor": pgettext_lazy("a field", "minor"),
    "name": pgettext_lazy("a field", "name"),
    "namespace": pgettext_lazy("a field", "namespace"),
    "note": pgettext_lazy("a field", "note"),
    "number": pgettext_lazy("a field", "number"),
    "origin": pgettext_lazy("a field", "origin"),
    "outcome": pgettext_lazy("a field", "outcome"),
    "parked at": pgettext_lazy("a field", "parked at"),
    "pattern": pgettext_lazy("a field", "pattern"),
    "reason": pgettext_lazy("a field", "reason"),
    "reporter": pgettext_lazy("a field", "reporter"),
    "revision": pgettext_lazy("a field", "revision"),
    "revoked at": pgettext_lazy("a field", "revoked at"),
    "role": pgettext_lazy("a field", "role"),
    "settled at": pgettext_lazy("a field", "settled at"),
    "settled by": pgettext_lazy("a field", "settled by"),
    "sha1": pgettext_lazy("a field", "sha1"),
    "size": pgettext_lazy("a field", "size"),
    "size change": pgettext_lazy("a field", "size change"),
    "state": pgettext_lazy("a field", "state"),
    "subject": pgettext_lazy("a field", "subject"),
    "summary": pgettext_lazy("a field", "summary"),
    "text": pgettext_lazy("a field", "text"),
    "title": pgettext_lazy("a field", "title"),
    "titles": pgettext_lazy("a field", "titles"),
    "used by": pgettext_lazy("a field", "used by"),
    "words": pgettext_lazy("a field", "words"),
}
"""What is a field's name until it is given one: that of its column, with spaces."""


def name_apps() -> None:
    """Give the other apps names, if they have none of their own."""
    for label, name in _APPS.items():
        config: Any = apps.get_app_config(label)
        if not isinstance(config.verbose_name, Promise):
            config.verbose_name = name


def name_list(model: type[Model]) -> None:
    """Give a model names, and those of its fields that have none of their own."""
    options: Any = model._meta
    options.verbose_name, options.verbose_name_plural = _LISTS[model.__name__]
    for field in options.fields:
        if not isinstance(field.verbose_name, Promise):
            field.verbose_name = _FIELDS.get(field.verbose_name, field.verbose_name)
