"""The lifecycle of articles: the pages on which they are renamed, merged and split."""

from dataclasses import replace
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from articles import lifecycle
from articles.editing import EditConflict
from articles.forms import new_key
from articles.lifecycle_forms import MergeForm, RenameForm, SplitForm
from articles.listing import pages_linking_to
from articles.models import Article, Revision
from articles.policy import EditHeld, EditRefused, may_move
from articles.reading import find_revision
from articles.views.canonical import canonical
from articles.views.viewers import viewer_of
from markup import Title
from markup.diff import compare
from markup.document import Heading, parse

_REFUSALS = (EditConflict, EditRefused, EditHeld)
_MOST_LINKS = 20
_MOST_DIGITS = 18


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@canonical
def rename_article(request: HttpRequest, title: Title) -> HttpResponse:
    """Give an article another title; a GET shows what that would do."""
    article = _article(title)
    viewer = viewer_of(request)
    wanted = {"new_title": request.GET.get("new_title", title.text), "key": new_key()}
    form = RenameForm(request.POST or None, initial=wanted)
    if form.is_valid() and viewer:
        edit = form.to_edit(title=title, author=viewer)
        try:
            return redirect(
                lifecycle.rename(edit, form.cleaned_data["new_title"]).article
            )
        except _REFUSALS as refusal:
            form.add_error(None, str(refusal))
    context = {
        "title": title,
        "article": article,
        "form": form,
        "linking": pages_linking_to(title, size=_MOST_LINKS),
        "may_move": may_move(viewer, article),
    }
    return _answer(request, "articles/rename.html", context, form)


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@canonical
def merge_article(request: HttpRequest, title: Title) -> HttpResponse:
    """Merge an article into another: first the other one is chosen, then the text."""
    article, viewer = _article(title), viewer_of(request)
    if request.method == "POST":
        return _merge(request, article)
    context = {"title": title, "may_move": may_move(viewer, article)}
    wanted = request.GET.get("into", "")
    if not wanted:
        return render(request, "articles/merge.html", context)
    try:
        into = _other_article(wanted, title)
    except EditRefused as refusal:
        context |= {"into": wanted, "refusal": str(refusal)}
        return render(request, "articles/merge.html", context, status=422)
    taken_in, base = _current(article), _current(into)
    text = lifecycle.suggest_union(taken_in, base)
    initial = {"taken_in": taken_in.pk, "base": base.pk, "text": text, "key": new_key()}
    return _show_union(request, MergeForm(initial=initial), taken_in, base, text)


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@canonical
def split_article(request: HttpRequest, title: Title) -> HttpResponse:
    """Make an article of a section of another one."""
    article, viewer = _article(title), viewer_of(request)
    if request.method == "POST":
        return _split(request, article)
    base = _current(article)
    context = {
        "title": title,
        "headings": _headings(base),
        "may_move": may_move(viewer, article),
        "section": request.GET.get("section", ""),
        "wanted": request.GET.get("new_title", ""),
    }
    if not (context["section"] and context["wanted"]):
        return render(request, "articles/split.html", context)
    try:
        new_title = Title.parse(str(context["wanted"]))
        division = lifecycle.suggest_division(base, str(context["section"]), new_title)
    except (EditRefused, ValueError) as refusal:
        context["refusal"] = str(refusal)
        return render(request, "articles/split.html", context, status=422)
    form = SplitForm(
        initial={
            "base": base.pk,
            "section": context["section"],
            "new_title": new_title.text,
            "new_text": division.new_text,
            "left_text": division.left_text,
            "key": new_key(),
        }
    )
    return _show_division(request, form, division)


def _merge(request: HttpRequest, article: Article) -> HttpResponse:
    viewer = viewer_of(request)
    form = MergeForm(request.POST)
    taken_in = _sent_revision(request, "taken_in", of=article)
    base, text = _sent_revision(request, "base"), _sent_text(request, "text")
    if form.is_valid() and viewer and form.cleaned_data["action"] != "changes":
        union = lifecycle.Union(taken_in=taken_in, into=base, text=text)
        edit = form.to_edit(title=article.parsed_title, author=viewer)
        try:
            return redirect(lifecycle.merge_pages(edit, union).article)
        except _REFUSALS as refusal:
            form.add_error(None, str(refusal))
    return _show_union(request, form, taken_in, base, text)


def _split(request: HttpRequest, article: Article) -> HttpResponse:
    viewer = viewer_of(request)
    form = SplitForm(request.POST)
    division = _sent_division(request, article)
    if form.is_valid() and viewer and form.cleaned_data["action"] != "changes":
        edit = form.to_edit(title=article.parsed_title, author=viewer)
        try:
            return redirect(lifecycle.split_page(edit, division).article)
        except _REFUSALS as refusal:
            form.add_error(None, str(refusal))
    return _show_division(request, form, division)


def _sent_division(request: HttpRequest, article: Article) -> lifecycle.Division:
    """Return the division that was sent; without a section there can't be one."""
    base = _sent_revision(request, "base", of=article)
    try:
        suggested = lifecycle.suggest_division(
            base,
            request.POST.get("section", ""),
            Title.parse(request.POST.get("new_title", "")),
        )
    except (EditRefused, ValueError):
        raise Http404 from None
    return replace(
        suggested,
        new_text=_sent_text(request, "new_text"),
        left_text=_sent_text(request, "left_text"),
    )


def _show_union(
    request: HttpRequest, form: MergeForm, taken_in: Revision, base: Revision, text: str
) -> HttpResponse:
    context = {
        "title": taken_in.article.parsed_title,
        "into": base.article.parsed_title,
        "form": form,
        "difference": compare(base.text, text),
        "may_move": may_move(viewer_of(request), taken_in.article),
    }
    return _answer(request, "articles/merge_text.html", context, form)


def _show_division(
    request: HttpRequest, form: SplitForm, division: lifecycle.Division
) -> HttpResponse:
    left = division.section.replaced_in(division.divided.text, division.left_text)
    context = {
        "title": division.divided.article.parsed_title,
        "new_title": division.new_title,
        "heading": division.section.heading,
        "form": form,
        "difference": compare(division.divided.text, left),
        "may_move": may_move(viewer_of(request), division.divided.article),
    }
    return _answer(request, "articles/split_text.html", context, form)


def _answer(
    request: HttpRequest,
    template: str,
    context: dict[str, object],
    form: RenameForm | MergeForm | SplitForm,
) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    if request.method == "POST" and not context["may_move"]:
        status = HTTPStatus.FORBIDDEN
    return render(request, template, context, status=status)


def _article(title: Title) -> Article:
    articles = Article.objects.published().select_related("current_revision")
    return get_object_or_404(articles, title=title.text)


def _other_article(wanted: str, title: Title) -> Article:
    """Return the article that somebody named, raising EditRefused if there is none."""
    try:
        other = Title.parse(wanted)
    except ValueError as error:
        raise EditRefused(str(error)) from error
    articles = Article.objects.published().select_related("current_revision")
    found = articles.titled(other).first()
    if found is None:
        raise EditRefused(f"There is no page called “{other}”.")
    if other == title:
        raise EditRefused("These are the same page.")
    return found


def _current(article: Article) -> Revision:
    if article.current_revision is None:
        raise Http404
    return article.current_revision


def _sent_revision(
    request: HttpRequest, name: str, *, of: Article | None = None
) -> Revision:
    """Return the revision that a hidden field names: forms of ours name one."""
    sent = request.POST.get(name, "")
    is_number = sent.isdecimal() and len(sent) <= _MOST_DIGITS
    found = find_revision(int(sent), viewer_of(request)) if is_number else None
    if found is None or (of is not None and found.article_id != of.pk):
        raise Http404
    return found


def _sent_text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\r\n", "\n")


def _headings(revision: Revision) -> list[Heading]:
    """Return the sections that can leave: those that stand in no quotation or list."""
    return [found for found in parse(revision.text).headings if found.line is not None]
