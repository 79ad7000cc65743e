"""Credits: who wrote which words of an article, and what a person has reviewed."""

import re
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.allowances import Act, count_acts
from accounts.limits import TooManyTries, client_address
from accounts.requests import as_number, viewer_of
from accounts.routes import address_of
from accounts.shared import Key, article_key, depends_on, shared
from articles.contributions import find_contribution, passage_anchor, passages_of
from articles.credits import credits_of
from articles.models import Article
from articles.policy import EditRefused, may_edit, may_review
from articles.reviewing import review_passage
from articles.views.canonical import canonical
from articles.views.parameters import number_in
from markup import Title

_DIGEST = re.compile(r"-?[0-9]{1,20}")
_COPY = re.compile(r"[1-9][0-9]{0,8}")


@shared(Key.CHANGES)
@require_http_methods(["GET", "HEAD", "POST"])
@canonical
def show_attribution(request: HttpRequest, title: Title) -> HttpResponse:
    """List who wrote an article; a POST marks one of its passages as reviewed."""
    if request.method == "POST":
        return _review(request, title)
    return _list(request, title)


@shared(Key.CHANGES)
@require_safe
def show_credit(
    request: HttpRequest, article_id: int, revision_id: int
) -> HttpResponse:
    """Tell, in a fragment of a page, which revision an article's words are from."""
    articles = Article.objects.published().select_related("current_revision")
    article = get_object_or_404(articles, pk=article_id)
    depends_on(request, article_key(article.pk))
    contribution = find_contribution(article, revision_id, viewer_of(request))
    if contribution is None:
        raise Http404
    context = {"contributions": [contribution]}
    return render(request, "articles/_contributions.html", context)


def _list(
    request: HttpRequest, title: Title, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    articles = Article.objects.published().select_related("current_revision")
    article = get_object_or_404(articles, title=title.text)
    depends_on(request, article_key(article.pk))
    viewer = viewer_of(request)
    given, after = credits_of(article, viewer), number_in(request, "after") or 0
    context = {
        "title": title,
        "article": article,
        "credits": given,
        "passages": passages_of(given, viewer, after=after),
        "share": given.machine_share,
        "may_edit": may_edit(viewer, article),
        "may_review": may_review(viewer, article),
        "refusal": refusal,
    }
    return render(request, "articles/attribution.html", context, status=status)


def _review(request: HttpRequest, title: Title) -> HttpResponse:
    digest = request.POST.get("passage", "")
    viewer = viewer_of(request)
    try:
        if viewer is None or not _DIGEST.fullmatch(digest):
            raise EditRefused(
                gettext("Only people with an account may review this page.")
            )
        count_acts(request, Act.CHECK)
        review_passage(
            title,
            digest=int(digest),
            reviewer=viewer,
            is_reviewed=request.POST.get("reviewed") != "no",
            address=client_address(request),
        )
    except TooManyTries as limit:
        response = _list(request, title, refusal=str(limit), status=429)
        response.headers["Retry-After"] = str(limit.seconds)
        return response
    except EditRefused as refusal:
        is_allowed = viewer is not None and not viewer.is_temporary
        status = HTTPStatus.CONFLICT if is_allowed else HTTPStatus.FORBIDDEN
        return _list(request, title, refusal=str(refusal), status=status)
    after = as_number(request.POST.get("after", ""))
    query = "" if after is None else f"?after={after}"
    address = address_of("articles:attribution", title)
    copy = request.POST.get("copy", "")
    anchor = passage_anchor(digest, copy if _COPY.fullmatch(copy) else "1")
    return redirect(f"{address}{query}#{anchor}")
