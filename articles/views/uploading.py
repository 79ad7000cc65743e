"""Uploading: the page on which one sends a picture, or a new version of one."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.allowances import Act, count_acts
from accounts.limits import TooManyTries, client_address
from accounts.models import User
from accounts.requests import viewer_of
from articles.editing import EditConflict
from articles.forms import new_key
from articles.models import Article, Upload
from articles.policy import EditHeld, EditRefused, may_upload
from articles.raster import NoPicture, read_picture
from articles.reading import find_base
from articles.receiving import is_too_large
from articles.upload_forms import UploadForm
from articles.uploading import title_for, upload
from articles.views.parameters import text_in
from articles.views.refusals import Refusal, answer_refusal
from markup import Namespace, Title

_TEMPLATE = "articles/upload.html"


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def upload_picture(request: HttpRequest) -> HttpResponse:
    """Upload a picture; ``?title=`` names it, or the page it is a new version for."""
    viewer = viewer_of(request)
    if request.method != "POST":
        return _answer(request, UploadForm(initial=_initial(request, viewer)))
    files = request.FILES  # read first: it tells whether one was too large
    form = UploadForm(request.POST, files, is_too_large=is_too_large(request))
    if viewer is None or not may_upload(viewer) or form.former_editor(viewer):
        return _answer(request, form, HTTPStatus.FORBIDDEN)
    if not form.is_valid():
        is_large = form.is_too_large
        return _answer(
            request,
            form,
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            if is_large
            else HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    try:
        saved = _save(request, form, viewer)
    except NoPicture as objection:
        form.add_error("file", str(objection))
    except ValueError as objection:
        form.add_error("title", str(objection))
    except (EditConflict, EditRefused, EditHeld, TooManyTries) as refusal:
        return _refuse(request, form, refusal)
    else:
        messages.success(request, gettext("The picture was uploaded."))
        return redirect(saved.revision.article)
    return _answer(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def _save(request: HttpRequest, form: UploadForm, sender: User) -> Upload:
    """Save what was sent. Raises ValueError for a name that is none, and refusals."""
    sent = form.cleaned_data
    # Reading a picture takes time: it is counted before, whatever becomes of it.
    count_acts(request, Act.UPLOAD)
    raster = read_picture(sent["file"].read())
    title, base = title_for(sent["title"], raster), None
    if sent["base"]:
        title = Title.parse(sent["title"], default=Namespace.FILE)
        article = Article.objects.published().titled(title).first()
        base = find_base(article, sent["base"], sender)
        if base is None:
            raise EditRefused(gettext("The page was deleted or renamed meanwhile."))
    edit = form.to_edit(
        title=title, author=sender, base=base, address=client_address(request)
    )
    return upload(edit, raster, form.to_told())


def _initial(request: HttpRequest, viewer: User | None) -> dict[str, object]:
    """Return what the form begins with: with what is told of the picture there is."""
    initial: dict[str, object] = {
        "key": new_key(),
        "editor": viewer.username if viewer else "",
        "title": text_in(request, "title"),
    }
    try:
        title = Title.parse(str(initial["title"]), default=Namespace.FILE)
    except ValueError:
        return initial
    pages = Article.objects.published().titled(title)
    page = pages.select_related("current_revision").first()
    current = page.current_revision if page else None
    if title.namespace is not Namespace.FILE or current is None:
        return initial | {"title": title.name}
    there = {"title": title.text, "base": current.pk, "description": current.text}
    return initial | there | _told_of(title)


def _told_of(title: Title) -> dict[str, object]:
    """Return what was told of the picture that readers see now, if there is one."""
    latest = Upload.objects.public().of_titles([title]).first()
    if latest is None:
        return {}
    return {
        "alt": latest.alt,
        "decorative": not latest.alt,
        "credit": latest.credit,
        "licence": latest.licence,
        "source": latest.source,
    }


def _refuse(request: HttpRequest, form: UploadForm, refusal: Refusal) -> HttpResponse:
    form.add_error(None, str(refusal))
    if isinstance(refusal, EditHeld):
        # A picture can't wait: what is held is a text.
        return _answer(request, form, HTTPStatus.FORBIDDEN)
    is_contradicted = isinstance(refusal, EditConflict)
    status = HTTPStatus.CONFLICT if is_contradicted else HTTPStatus.UNPROCESSABLE_ENTITY
    context = _context(request, form)
    return answer_refusal(request, _TEMPLATE, context, refusal, status=status)


def _answer(
    request: HttpRequest, form: UploadForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    return render(request, _TEMPLATE, _context(request, form), status=status)


def _context(request: HttpRequest, form: UploadForm) -> dict[str, object]:
    viewer = viewer_of(request)
    return {
        "form": form,
        "may_upload": may_upload(viewer),
        "former_editor": form.former_editor(viewer) if form.is_bound else "",
    }
