"""Patrol: one edit after the other, looked at and marked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.requests import as_number, viewer_of
from accounts.rights import Right, require
from articles.models import Revision
from articles.patrolling import Beat, mark_patrolled, next_to_patrol, risks_of
from articles.policy import EditRefused
from articles.reading import compare, revision_before
from articles.views.parameters import number_in
from articles.views.viewers import revision_or_404
from markup.diff import Difference
from markup.diff import compare as compare_texts


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def patrol(request: HttpRequest) -> HttpResponse:
    """Show the next edit that waits for a patrol; a POST marks one as looked at."""
    viewer = require(viewer_of(request), Right.REVIEW)
    after = number_in(request, "after") or 0
    if request.method == "POST":
        number = as_number(request.POST.get("revision", ""))
        revision = revision_or_404(request, number or 0)
        try:
            mark_patrolled(revision, by=viewer)
        except EditRefused as refusal:
            messages.warning(request, str(refusal))
        return redirect(f"{request.path}?after={revision.pk}")
    beat = next_to_patrol(viewer, after=after)
    context: dict[str, object] = {"beat": beat}
    if beat.revision is not None:
        context |= _shown(request, beat, beat.revision)
    return render(request, "moderation/patrol.html", context)


def _shown(request: HttpRequest, beat: Beat, revision: Revision) -> dict[str, object]:
    old = revision_before(revision, viewer_of(request))
    return {
        "revision": revision,
        "title": revision.article.parsed_title,
        "difference": _difference(old, revision),
        "risks": risks_of(revision),
        "is_current": revision.article.current_revision_id == revision.pk,
    }


def _difference(old: Revision | None, new: Revision) -> Difference:
    return compare(old, new) if old else compare_texts("", new.text)
