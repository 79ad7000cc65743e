"""Uploading: a picture comes to a ``File:`` page, with an edit of that page."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext

from articles import derived, media
from articles.editing import seen_before, submit_edit, tidy_text
from articles.models import Article, PictureFormat, Revision, Tag, Upload
from articles.policy import EditRefused, ProposedEdit
from articles.raster import Raster
from markup import Namespace, Title

_ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody tells of a picture, besides its description."""

    credit: str
    """Who made it."""
    licence: str
    alt: str = ""
    """What it shows, for who can't see it; empty if it only adorns."""
    source: str = ""
    sent_as: str = ""
    """The name of the file, where it came from."""


@transaction.atomic
def upload(edit: ProposedEdit, raster: Raster, told: Told) -> Upload:
    """Save the picture with an edit of its page, and return it.

    The edit says whose page it is, who sends it, and what the page says of it. The same
    request sent again returns the upload made then. Raises EditRefused, EditHeld or
    EditConflict, in which case nothing was written.
    """
    if edit.title.namespace is not Namespace.FILE:
        raise EditRefused(
            gettext("A picture has a page whose title begins with “File:”.")
        )
    digest = hashlib.sha256(raster.original).hexdigest()
    seen_as = ("upload", edit.title.text, tidy_text(edit.text), digest)
    if edit.base is None:
        _check_free(edit, seen_as)
    wanted = replace(edit, tags=(Tag.UPLOAD,), minor=False)
    revision = submit_edit(wanted, seen_as=seen_as)
    if earlier := Upload.objects.filter(revision=revision).first():
        return earlier
    kept = PictureFormat.JPEG if raster.is_photograph else PictureFormat.PNG
    media.keep(digest, raster.sizes, kept)
    return _add(revision, digest, kept, raster, told)


def title_for(name: str, raster: Raster) -> Title:
    """Return the title of the page of a picture called so by its sender.

    It ends as the picture is kept, whatever the name said. Raises ValueError.
    """
    title = Title.parse(name, default=Namespace.FILE)
    if title.namespace is not Namespace.FILE:
        raise ValueError(
            gettext("The name can't begin with a namespace other than “File:”.")
        )
    bare = title.name
    for ending in _ENDINGS:
        if bare.lower().endswith(ending):
            bare = bare[: -len(ending)].rstrip()
            break
    if not bare:
        raise ValueError(gettext("The name needs more than an ending."))
    extension = PictureFormat.JPEG if raster.is_photograph else PictureFormat.PNG
    return Title.parse(f"{bare}.{extension}", default=Namespace.FILE)


def _check_free(edit: ProposedEdit, seen_as: Sequence[str]) -> None:
    """Nobody replaces a picture without knowing of it."""
    is_there = Article.objects.lock(edit.title).is_published
    if is_there and seen_before(edit, *seen_as) is None:
        words = gettext(
            "There is a page called “%(title)s” already. Choose another name, or "
            "upload a new version from that page."
        )
        raise EditRefused(words % {"title": edit.title})


def _add(
    revision: Revision, digest: str, kept: PictureFormat, raster: Raster, told: Told
) -> Upload:
    made = Upload.objects.create(
        revision=revision,
        digest=digest,
        format=kept,
        width=raster.width,
        height=raster.height,
        size=len(raster.original),
        sent_as=told.sent_as,
        alt=told.alt,
        credit=told.credit,
        licence=told.licence,
        source=told.source,
    )
    # Pages that show an earlier one have to show this one.
    derived.announce_picture(revision.article.parsed_title)
    return made
