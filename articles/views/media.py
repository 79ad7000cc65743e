"""Media: pictures as bytes, to whoever knows their address."""

from http import HTTPStatus

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles.media import path_of
from articles.models import PictureFormat, Upload
from articles.raster import widths_of

_HEADERS = {
    # Whatever a browser takes it for, it runs nothing and loads nothing.
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}
_FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def serve_picture(
    request: HttpRequest, digest: str, width: int, extension: str
) -> HttpResponse:
    """Give one size of a picture: 410 if no page that readers see has it any more."""
    found = Upload.objects.filter(digest=digest, format=extension).with_publicity()
    upload = found.order_by(F("is_public").desc()).first()
    if upload is None or width not in widths_of(upload.width):
        return _nothing(gettext("There is no such picture."), HTTPStatus.NOT_FOUND)
    if not upload.is_public:
        return _nothing(gettext("This picture was taken away."), HTTPStatus.GONE)
    try:
        content = path_of(digest, width, extension).read_bytes()
    except FileNotFoundError:
        return _nothing(gettext("There is no such picture."), HTTPStatus.NOT_FOUND)
    content_type = PictureFormat(upload.format).content_type
    # On a host of its own, the pages that show it are of another one.
    policy = "cross-origin" if settings.CANONICA_MEDIA_HOST else "same-origin"
    headers = {
        "Cache-Control": _FOR_EVER,
        "Content-Disposition": "inline",
        "Cross-Origin-Resource-Policy": policy,
    }
    return HttpResponse(content, content_type=content_type, headers=_HEADERS | headers)


def _nothing(words: str, status: HTTPStatus) -> HttpResponse:
    headers = _HEADERS | {"Cache-Control": "no-store"}
    return HttpResponse(
        words, status=status, content_type="text/plain; charset=utf-8", headers=headers
    )
