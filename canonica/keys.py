"""Keys: what can be done without a mouse, and the page that tells it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@dataclass(frozen=True, slots=True)
class Key:
    """A key, or some pressed together, and what comes of it."""

    name: str
    does: str


ACCESS_KEYS = (
    Key("f", "Search"),
    Key("z", "Front page"),
    Key("r", "Recent changes"),
    Key("x", "Random article"),
    Key("c", "The article, from any of its pages"),
    Key("e", "Edit it, or view its source"),
    Key("h", "View its history"),
    Key("j", "What links to it"),
    Key("s", "In the editor: publish"),
    Key("p", "In the editor: show preview"),
    Key("v", "In the editor: show changes"),
    Key("a", "For reviewers: accept the edit"),
    Key("u", "For reviewers: undo the edit"),
    Key("n", "For reviewers: leave the edit for somebody else"),
)
"""Each letter stands in an ``accesskey`` of a template, and none stands there else."""

EDITOR_KEYS = (
    Key("Ctrl+B", "Bold, or no longer bold"),
    Key("Ctrl+I", "Italic, or no longer italic"),
    Key("Ctrl+K", "Link, with a list of titles"),
    Key("Ctrl+Enter", "Show preview"),
    Key("Ctrl+S", "Keep the draft; nothing is published"),
    Key("[[", "Complete a title: arrows choose, Enter takes, Escape closes"),
    Key("Tab", "Leave the text"),
)


@require_safe
def show_keys(request: HttpRequest) -> HttpResponse:
    """List the keys."""
    context = {"access_keys": ACCESS_KEYS, "editor_keys": EDITOR_KEYS}
    return render(request, "keyboard.html", context)
