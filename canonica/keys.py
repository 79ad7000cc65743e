"""Keys: what can be done without a mouse, and the page that tells it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from accounts.shared import shared


@dataclass(frozen=True, slots=True)
class Key:
    """A key, or some pressed together, and what comes of it."""

    name: str
    does: str
    """In English; the page translates it."""


ACCESS_KEYS = (
    Key("f", gettext_noop("Search")),
    Key("z", gettext_noop("Front page")),
    Key("r", gettext_noop("Recent changes")),
    Key("x", gettext_noop("Random article")),
    Key("c", gettext_noop("The article, from any of its pages")),
    Key("e", gettext_noop("Edit it, or view its source")),
    Key("h", gettext_noop("View its history")),
    Key("j", gettext_noop("What links to it")),
    Key("s", gettext_noop("In the editor: publish")),
    Key("p", gettext_noop("In the editor: show preview")),
    Key("v", gettext_noop("In the editor: show changes")),
    Key("a", gettext_noop("For reviewers: accept the edit")),
    Key("u", gettext_noop("For reviewers: undo the edit")),
    Key("n", gettext_noop("For reviewers: leave the edit for somebody else")),
)
"""Each letter stands in an ``accesskey`` of a template, and none stands there else."""

EDITOR_KEYS = (
    Key("Ctrl+B", gettext_noop("Bold, or no longer bold")),
    Key("Ctrl+I", gettext_noop("Italic, or no longer italic")),
    Key("Ctrl+K", gettext_noop("Link, with a list of titles")),
    Key("Ctrl+Enter", gettext_noop("Show preview")),
    Key("Ctrl+S", gettext_noop("Keep the draft; nothing is published")),
    Key(
        "[[",
        gettext_noop("Complete a title: arrows choose, Enter takes, Escape closes"),
    ),
    Key("Tab", gettext_noop("Leave the text")),
)


@shared()
@require_safe
def show_keys(request: HttpRequest) -> HttpResponse:
    """List the keys."""
    context = {"access_keys": ACCESS_KEYS, "editor_keys": EDITOR_KEYS}
    return render(request, "keyboard.html", context)
