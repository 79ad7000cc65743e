"""The administration: lists of all there is, and moderators' acts on many rows.

Nothing is written here. Each act is the function behind a public page, asked for with
the same right, the same reason and, if it is grave, the same recent password.
"""

from django.contrib import admin
from django.contrib.auth import admin as _of_django  # noqa: F401 - registers Group
from django.contrib.auth.models import Group

from moderation.admin import (
    accounts,
    articles,
    blocks,
    jobs,
    joining,
    logs,
    proposals,
    reports,
    revisions,
    switches,
)
from moderation.admin.names import name_apps

__all__ = [
    "accounts",
    "articles",
    "blocks",
    "jobs",
    "joining",
    "logs",
    "proposals",
    "reports",
    "revisions",
    "switches",
]

name_apps()
# Rights follow from roles alone.
admin.site.unregister(Group)
