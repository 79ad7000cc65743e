"""Merging: the pages on which two articles become one."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.allowances import Act
from accounts.limits import TooManyTries
from accounts.requests import viewer_of
from articles.forms import new_key
from articles.lifecycle import Union, merge_pages, suggest_union
from articles.lifecycle_forms import MergeForm
from articles.models import Article
from articles.policy import EditRefused, may_move
from articles.views.canonical import canonical
from articles.views.moving import (
    REFUSALS,
    answer,
    article_or_404,
    count_moving,
    current_of,
    edit_of,
    opened_by,
    sender_of,
    sent_revision,
    sent_text,
)
from articles.views.outcomes import tell_outcome
from markup import Title
from markup.diff import compare
from markup.merge import merge


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@canonical
def merge_article(request: HttpRequest, title: Title) -> HttpResponse:
    """Merge an article into another: first the other one is chosen, then the text."""
    article = article_or_404(title)
    if request.method == "POST":
        return _merge(request, article)
    wanted = request.GET.get("into", "")
    if not wanted:
        return _choose(request, article)
    try:
        into = _other_article(wanted, title)
    except EditRefused as refusal:
        return _choose(request, article, into=wanted, refusal=str(refusal))
    union = _suggested(article, into)
    initial = {
        "taken_in": union.taken_in.pk,
        "base": union.into.pk,
        "text": union.text,
        "key": new_key(),
        "editor": opened_by(request),
    }
    return _show(request, MergeForm(initial=initial), union)


def _choose(
    request: HttpRequest, article: Article, *, into: str = "", refusal: str = ""
) -> HttpResponse:
    context = {
        "title": article.parsed_title,
        "may_move": may_move(viewer_of(request), article),
        "into": into,
        "refusal": refusal,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return render(request, "articles/merge.html", context, status=status)


def _merge(request: HttpRequest, article: Article) -> HttpResponse:
    form = MergeForm(request.POST)
    union = Union(
        taken_in=sent_revision(request, "taken_in", of=article),
        into=sent_revision(request, "base"),
        text=sent_text(request, "text"),
    )
    sender = sender_of(request, form)
    try:
        count_moving(request, sender, Act.MOVE)
    except TooManyTries as limit:
        form.add_error(None, str(limit))
        return _show(request, form, union, limit=limit)
    if sender is None:
        return _show(request, form, union)
    edit = edit_of(request, form, article.parsed_title, sender)
    try:
        saved = merge_pages(edit, union)
    except REFUSALS as refusal:
        return _show_again(request, form, union, str(refusal))
    tell_outcome(request, saved, author=sender, before=union.into)
    return redirect(saved.article)


def _show_again(
    request: HttpRequest, form: MergeForm, union: Union, refusal: str
) -> HttpResponse:
    """Show what was sent, begun anew with both pages as they are now.

    Where somebody else changed the same passage, the sender's words stand.
    """
    now = _suggested(
        article_or_404(union.taken_in.article.parsed_title),
        article_or_404(union.into.article.parsed_title),
    )
    before = suggest_union(union.taken_in, union.into)
    text = merge(before, union.text, now.text).text_preferring_mine
    rebased = {"taken_in": now.taken_in.pk, "base": now.into.pk, "text": text}
    again = MergeForm({**dict(form.data.items()), **rebased})
    again.add_error(None, refusal)
    now = Union(taken_in=now.taken_in, into=now.into, text=text)
    pairs = ((union.taken_in, now.taken_in), (union.into, now.into))
    changed = [(old, new) for old, new in pairs if old != new]
    return _show(request, again, now, changed=changed)


def _show(
    request: HttpRequest,
    form: MergeForm,
    union: Union,
    *,
    limit: TooManyTries | None = None,
    **shown: object,
) -> HttpResponse:
    context = {
        "into": union.into.article.parsed_title,
        "difference": None if limit else compare(union.into.text, union.text),
        **shown,
    }
    article = union.taken_in.article
    return answer(request, "articles/merge_text.html", article, form, context, limit)


def _suggested(article: Article, into: Article) -> Union:
    taken_in, base = current_of(article), current_of(into)
    return Union(taken_in=taken_in, into=base, text=suggest_union(taken_in, base))


def _other_article(wanted: str, title: Title) -> Article:
    """Return the article that somebody named, raising EditRefused if there is none."""
    try:
        other = Title.parse(wanted)
    except ValueError as error:
        raise EditRefused(str(error)) from error
    articles = Article.objects.published().select_related("current_revision")
    found = articles.titled(other).first()
    if found is None:
        words = gettext("There is no page called “%(title)s”.")
        raise EditRefused(words % {"title": other})
    if other == title:
        raise EditRefused(gettext("These are the same page."))
    return found
