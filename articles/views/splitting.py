"""Splitting: the pages on which a section becomes an article of its own."""

from dataclasses import replace
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.allowances import Act
from accounts.limits import TooManyTries
from accounts.requests import viewer_of
from articles.documents import document_of
from articles.forms import new_key
from articles.lifecycle import Division, split_page, suggest_division
from articles.lifecycle_forms import SplitForm
from articles.models import Article, Revision
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
from markup import Title
from markup.diff import compare
from markup.document import Heading
from markup.merge import merge


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@canonical
def split_article(request: HttpRequest, title: Title) -> HttpResponse:
    """Make an article of a section: first it is chosen, then both texts."""
    article = article_or_404(title)
    if request.method == "POST":
        return _split(request, article)
    base = current_of(article)
    section, wanted = (request.GET.get(name, "") for name in ("section", "new_title"))
    if not (section and wanted):
        return _choose(request, base)
    try:
        division = suggest_division(base, section, Title.parse(wanted))
    except (EditRefused, ValueError) as refusal:
        return _choose(request, base, refusal=str(refusal))
    initial = {
        "base": base.pk,
        "section": section,
        "new_title": division.new_title.text,
        "new_text": division.new_text,
        "left_text": division.left_text,
        "key": new_key(),
        "editor": opened_by(request),
    }
    return _show(request, SplitForm(initial=initial), division)


def _choose(request: HttpRequest, base: Revision, *, refusal: str = "") -> HttpResponse:
    context = {
        "title": base.article.parsed_title,
        "headings": _headings(base),
        "may_move": may_move(viewer_of(request), base.article),
        "section": request.GET.get("section", ""),
        "wanted": request.GET.get("new_title", ""),
        "refusal": refusal,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return render(request, "articles/split.html", context, status=status)


def _split(request: HttpRequest, article: Article) -> HttpResponse:
    form = SplitForm(request.POST)
    division = _sent_division(request, article)
    sender = sender_of(request, form)
    try:
        count_moving(request, sender, Act.MOVE, Act.CREATE)
    except TooManyTries as limit:
        form.add_error(None, str(limit))
        return _show(request, form, division, limit=limit)
    if sender is None:
        return _show(request, form, division)
    edit = edit_of(request, form, article.parsed_title, sender)
    try:
        made = split_page(edit, division)
    except REFUSALS as refusal:
        return _show_again(request, form, division, str(refusal))
    words = gettext("The section “%(section)s” of “%(title)s” has become this page.")
    named = {"section": division.section.heading, "title": article}
    messages.success(request, words % named)
    return redirect(made.article)


def _show_again(
    request: HttpRequest, form: SplitForm, sent: Division, refusal: str
) -> HttpResponse:
    """Show what was sent, begun anew with the page as it is now.

    Where somebody else changed the same passage, the sender's words stand. A section
    that has gone meanwhile stays as it was.
    """
    divided = sent.divided
    anchor, new_title = form.cleaned_data["section"], sent.new_title
    current = current_of(article_or_404(divided.article.parsed_title))
    try:
        now = suggest_division(current, anchor, new_title)
        before = suggest_division(divided, anchor, new_title)
    except EditRefused:
        now = before = sent
    now = replace(
        now,
        new_text=merge(
            before.new_text, sent.new_text, now.new_text
        ).text_preferring_mine,
        left_text=sent.left_text,
    )
    rebased = {"base": now.divided.pk, "new_text": now.new_text}
    again = SplitForm({**dict(form.data.items()), **rebased})
    again.add_error(None, refusal)
    changed = [(divided, now.divided)] if divided != now.divided else []
    return _show(request, again, now, changed=changed)


def _show(
    request: HttpRequest,
    form: SplitForm,
    division: Division,
    *,
    limit: TooManyTries | None = None,
    **shown: object,
) -> HttpResponse:
    left = division.section.replaced_in(division.divided.text, division.left_text)
    context = {
        "new_title": division.new_title,
        "heading": division.section.heading,
        "difference": None if limit else compare(division.divided.text, left),
        **shown,
    }
    article = division.divided.article
    return answer(request, "articles/split_text.html", article, form, context, limit)


def _sent_division(request: HttpRequest, article: Article) -> Division:
    """Return the division that was sent; without a section there can't be one."""
    base = sent_revision(request, "base", of=article)
    try:
        suggested = suggest_division(
            base,
            request.POST.get("section", ""),
            Title.parse(request.POST.get("new_title", "")),
        )
    except (EditRefused, ValueError):
        raise Http404 from None
    return replace(
        suggested,
        new_text=sent_text(request, "new_text"),
        left_text=sent_text(request, "left_text"),
    )


def _headings(revision: Revision) -> list[Heading]:
    """Return the sections that can leave: those that stand in no quotation or list."""
    headings = document_of(revision.text).headings
    return [found for found in headings if found.line is not None]
