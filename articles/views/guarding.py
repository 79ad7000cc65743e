"""Guarding: the pages on which one protects, features, deletes, undeletes, hides."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import viewer_of
from accounts.rights import NotAllowed, Right, require
from accounts.sessions import with_recent_password
from articles.deleting import delete, undelete
from articles.featuring import feature, unfeature
from articles.guarding_forms import BecauseForm, HideForm, ProtectForm, UndeleteForm
from articles.hiding import hidden_of, hide
from articles.models import (
    Article,
    Feature,
    HiddenField,
    Hideable,
    ProtectedAct,
    Revision,
)
from articles.policy import EditRefused
from articles.protecting import protect
from articles.views.canonical import canonical
from articles.views.viewers import revision_or_404
from markup import Title

_MOST_SHOWN = 500
_MOST_FEATURED = 5


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@canonical
def protect_title(request: HttpRequest, title: Title) -> HttpResponse:
    """Say who may edit, begin and rename a page, whether or not it is there."""
    viewer = require(viewer_of(request), Right.PROTECT)
    article = Article.objects.titled(title).first()
    initial: dict[str, object] = {}
    if article:
        initial = {act: article.level_of(act) for act in ProtectedAct.values}
    form = ProtectForm(request.POST or None, initial=initial)
    context = {"title": title, "exists": article is not None and article.is_published}

    def do() -> HttpResponse:
        protect(title, form.to_terms(), by=viewer)
        words = gettext("The protection of “%(title)s” was changed.")
        messages.success(request, words % {"title": title})
        return redirect("articles:read", title)

    return _answer(request, "articles/protect.html", form, context, do)


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@with_recent_password
@canonical
def delete_article(request: HttpRequest, title: Title) -> HttpResponse:
    """Take a page out of sight; a GET shows what that would do."""
    viewer = require(viewer_of(request), Right.DELETE)
    article = get_object_or_404(Article.objects.published(), title=title.text)
    form = BecauseForm(request.POST or None)
    context = {
        "title": title,
        "revisions": Revision.objects.filter(article=article, is_deleted=False).count(),
        "linking": Article.objects.published().linking_to(title)[:_MOST_SHOWN].count(),
    }

    def do() -> HttpResponse:
        delete(title, by=viewer, reason=form.cleaned_data["reason"])
        words = gettext("“%(title)s” was deleted.")
        messages.success(request, words % {"title": title})
        return redirect("articles:undelete", title)

    return _answer(request, "articles/delete.html", form, context, do)


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@with_recent_password
@canonical
def undelete_article(request: HttpRequest, title: Title) -> HttpResponse:
    """Show a page again, whole or in part; a GET lists what can come back."""
    viewer = require(viewer_of(request), Right.DELETE)
    article = get_object_or_404(Article, title=title.text)
    deleted = Revision.objects.filter(article=article, is_deleted=True)
    rows = list(deleted.for_listing().order_by("-number")[:_MOST_SHOWN])
    form = UndeleteForm(request.POST or None)
    context = {"title": title, "revisions": rows}

    def do() -> HttpResponse:
        sent = form.cleaned_data
        undelete(title, by=viewer, reason=sent["reason"], only=sent["revision"])
        words = gettext("“%(title)s” was undeleted.")
        messages.success(request, words % {"title": title})
        return redirect("articles:read", title)

    return _answer(request, "articles/undelete.html", form, context, do)


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@canonical
def feature_article(request: HttpRequest, title: Title) -> HttpResponse:
    """Put an article on the front page, or take it off; a GET says what is there."""
    viewer = require(viewer_of(request), Right.FEATURE)
    article = get_object_or_404(Article.objects.published(), title=title.text)
    form = BecauseForm(request.POST or None)
    chosen = Feature.objects.shown().select_related("article", "by")[:_MOST_FEATURED]
    context = {
        "title": title,
        "chosen": chosen,
        "is_chosen": Feature.objects.filter(article=article).exists(),
    }

    def do() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        if request.POST.get("action") == "take-off":
            unfeature(title, by=viewer, reason=reason)
            words = gettext("“%(title)s” is not on the front page any more.")
        else:
            feature(title, by=viewer, reason=reason)
            words = gettext("“%(title)s” stands on the front page now.")
        messages.success(request, words % {"title": title})
        return redirect("articles:front")

    return _answer(request, "articles/feature.html", form, context, do)


@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
@with_recent_password
def hide_revision(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Hide a text, an author or a summary; a POST may also ask to see them."""
    viewer = require(viewer_of(request), Right.HIDE)
    revision = revision_or_404(request, revision_id)
    is_look = request.method == "POST" and request.POST.get("action") == "look"
    form = HideForm(
        request.POST if request.method == "POST" and not is_look else None,
        initial={"fields_hidden": revision.hidden},
    )
    title = Title.parse(revision.title)
    context: dict[str, object] = {"title": title, "revision": revision}
    if is_look:
        return _look(request, revision, viewer, context | {"form": form})

    def do() -> HttpResponse:
        hide(revision, form.to_hiding(), by=viewer)
        words = gettext("What can be seen of the revision was changed.")
        messages.success(request, words)
        return redirect(revision)

    return _answer(request, "articles/hide.html", form, context, do)


def _look(
    request: HttpRequest, revision: Revision, viewer: User, context: dict[str, object]
) -> HttpResponse:
    """Show what is hidden, for a reason, beside the form that hides."""
    why = BecauseForm(request.POST)
    context |= {"why": why}
    if not why.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "articles/hide.html", context, status=status)
    reason = why.cleaned_data["reason"]
    context |= {"shown": _readable(hidden_of(revision, viewer, reason=reason))}
    return render(request, "articles/hide.html", context)


def _answer(
    request: HttpRequest,
    template: str,
    form: Form,
    context: dict[str, object],
    do: Callable[[], HttpResponse],
) -> HttpResponse:
    """Do it if the form is complete; or show the form, with why it was not done."""
    if form.is_valid():
        try:
            return do()
        except (EditRefused, NotAllowed) as refusal:
            form.add_error(None, str(refusal))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, template, {**context, "form": form}, status=status)


def _readable(fields: list[HiddenField]) -> list[tuple[str, str, bool]]:
    """Return what was hidden: which field, what it held, whether it is suppressed."""
    found = []
    for one in fields:
        value = one.value
        if one.field == Hideable.AUTHOR:
            value = User.objects.get(pk=value).username
        found.append((str(one.get_field_display()), value, one.is_suppressed))
    if not found:
        raise Http404
    return found
