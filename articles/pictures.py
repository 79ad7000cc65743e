"""Pictures: what an upload is to those who show it."""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.media import picture_address
from articles.models import Upload
from articles.raster import WIDTHS, widths_of
from markup import Namespace, Title
from markup.pictures import Picture

_USUAL = 640
"""So wide, in pixels, is what a browser shows that knows of no other sizes."""


def pictures_among(titles: Iterable[Title]) -> dict[str, Picture]:
    """Return the pictures that readers may see, by their full titles. One query.

    A title that leads to another file's page has that one's picture. Titles of other
    pages, of none, and of pages without a picture are not in it.
    """
    wanted = [title for title in titles if title.namespace is Namespace.FILE]
    if not wanted:
        return {}
    found = Upload.objects.public().of_titles(wanted)
    rows = list(
        found.select_related("revision__article").only(
            *_SHOWN, "revision__article__title"
        )
    )
    texts = {title.text for title in wanted}
    own = {row.revision.article.title: picture_of(row) for row in rows}
    led_to = {alias: picture_of(row) for row in rows for alias in row.aliases}
    return {text: one for text, one in {**own, **led_to}.items() if text in texts}


@dataclass(frozen=True, slots=True)
class Shown:
    """An upload, and how it is shown."""

    upload: Upload
    picture: Picture
    full: str
    """The address of its full size."""
    thumbnail: str
    """The address of its smallest."""


def shown_of(upload: Upload) -> Shown:
    """Return an upload with all that its page shows of it."""
    picture = picture_of(upload)
    full = address_at(upload, upload.width)
    return Shown(upload, picture, full, thumbnail=picture.srcset[0][0])


def picture_of(upload: Upload) -> Picture:
    """Return what is shown of an upload."""
    widths = [one for one in widths_of(upload.width) if one <= WIDTHS[-1]]
    usual = max((one for one in widths if one <= _USUAL), default=widths[0])
    return Picture(
        src=address_at(upload, usual),
        width=upload.width,
        height=upload.height,
        srcset=tuple((address_at(upload, one), one) for one in widths),
        credit=upload.credit,
        licence=str(upload.get_licence_display()),
        alt=upload.alt,
    )


def address_at(upload: Upload, width: int) -> str:
    """Return the address of one of the sizes in which an upload is kept."""
    return picture_address(upload.digest, width, upload.format)


_SHOWN = (
    "digest", "format", "width", "height", "credit", "licence", "alt"
)  # fmt: skip
