"""Moving: what the pages on which one renames, merges and splits have in common."""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.allowances import Act, count_acts, count_looking
from accounts.limits import TooManyTries, client_address
from accounts.models import User
from accounts.requests import as_number, viewer_of
from articles.editing import EditConflict
from articles.lifecycle_forms import ReasonForm
from articles.models import Article, Revision
from articles.policy import EditHeld, EditRefused, ProposedEdit, may_move
from articles.reading import find_revision
from articles.views.refusals import Refusal, answer_refusal
from markup import Title

REFUSALS = (EditConflict, EditRefused, EditHeld, TooManyTries)


def sender_of(request: HttpRequest, form: ReasonForm) -> User | None:
    """Return who wants it done, if the form is complete and their own."""
    viewer = viewer_of(request)
    if not form.is_valid() or form.former_editor(viewer):
        return None
    return None if form.cleaned_data.get("action") == "changes" else viewer


def edit_of(
    request: HttpRequest, form: ReasonForm, title: Title, sender: User
) -> ProposedEdit:
    """Return what is wanted, with where it comes from."""
    edit = form.to_edit(title=title, author=sender)
    return replace(edit, address=client_address(request))


def count_moving(request: HttpRequest, sender: User | None, *acts: Act) -> None:
    """Count what is done to pages, or that somebody looks at what it would change.

    Raises TooManyTries.
    """
    if sender is None:
        count_looking(request, Act.PREVIEW)
    else:
        count_acts(request, *acts)


def opened_by(request: HttpRequest) -> str:
    """Return the name that a form carries of whoever opened it."""
    viewer = viewer_of(request)
    return viewer.username if viewer else ""


def answer(
    request: HttpRequest,
    template: str,
    article: Article,
    form: ReasonForm,
    context: Mapping[str, object],
    refusal: Refusal | None = None,
) -> HttpResponse:
    """Show the form, with the status that fits what became of it."""
    viewer = viewer_of(request)
    former_editor, is_allowed = form.former_editor(viewer), may_move(viewer, article)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    if request.method == "POST" and (former_editor or not is_allowed):
        status = HTTPStatus.FORBIDDEN
    shown = {
        **context,
        "title": article.parsed_title,
        "form": form,
        "may_move": is_allowed,
        "former_editor": former_editor,
    }
    if refusal is not None:
        return answer_refusal(request, template, shown, refusal, status=status)
    return render(request, template, shown, status=status)


def article_or_404(title: Title) -> Article:
    """Return the article of this title, with its current revision."""
    articles = Article.objects.published().select_related("current_revision")
    return get_object_or_404(articles, title=title.text)


def current_of(article: Article) -> Revision:
    """Return the revision that readers see."""
    if article.current_revision is None:
        raise Http404
    return article.current_revision


def sent_revision(
    request: HttpRequest, name: str, *, of: Article | None = None
) -> Revision:
    """Return the revision that a hidden field names: forms of ours name one."""
    sent = as_number(request.POST.get(name, ""))
    found = None if sent is None else find_revision(sent, viewer_of(request))
    if found is None or (of is not None and found.article_id != of.pk):
        raise Http404
    return found


def sent_text(request: HttpRequest, name: str) -> str:
    """Return a text as it was sent, its lines ending with LF."""
    return request.POST.get(name, "").replace("\r\n", "\n")
