"""Integrity: whether what is kept agrees with itself. It changes nothing."""

import hashlib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from django.db.models import F

from articles import attribution, counting, indexing, related
from articles.derived import derive
from articles.documents import document_of
from articles.media import path_of
from articles.models import Article, Revision, Upload, sha1_of
from articles.periods import problems_of_periods
from articles.raster import widths_of
from articles.storing import stored


def problems_of_history() -> Iterator[str]:
    """Yield what is wrong with the chains of revisions and the pointers to them."""
    followers = Revision.objects.exclude(parent=None).only("pk")
    for revision in followers.exclude(
        parent__article=F("article"), parent__number=F("number") - 1
    ):
        yield f"Revision {revision.pk} does not follow its parent."
    articles = Article.objects.order_by("pk")
    lost = articles.filter(current_revision=None, revisions__isnull=False)
    for article in lost.distinct():
        yield f"{article}: there is no current revision."
    pointing = articles.filter(current_revision__isnull=False)
    for article in pointing.exclude(current_revision__article=F("pk")):
        yield f"{article}: the current revision is another page's."
    newer = pointing.filter(revisions__number__gt=F("current_revision__number"))
    for article in newer.distinct():
        yield f"{article}: the current revision is not the newest."


def problems_of_counts() -> Iterator[str]:
    """Yield which titles are counted wrongly."""
    for title in counting.miscounted():
        yield f"{title}: it is not named as often as is counted."


def problems_of_revision(revision: Revision) -> Iterator[str]:
    """Yield where a revision's text is not what its other fields say."""
    text = revision.true_text()
    if revision.size != len(text.encode()):
        yield f"Revision {revision.pk}: the text has another size."
    if revision.sha1 != sha1_of(text):
        yield f"Revision {revision.pk}: the text has another digest."


def problems_of_upload(upload: Upload) -> Iterator[str]:
    """Yield which files of a picture are missing, and whether it is another one."""
    for width in widths_of(upload.width):
        path = path_of(upload.digest, width, upload.format)
        if not path.exists():
            yield f"Upload {upload.pk}: the file {path.name} of its picture is missing."
        elif width == upload.width and _digest_of(path) != upload.digest:
            yield f"Upload {upload.pk}: the picture has another digest."


def problems_of_article(article: Article) -> Iterator[str]:
    """Yield where derived rows differ from what they are derived from."""
    revision = article.current_revision
    if revision is None or article.deleted_at is not None:
        yield from problems_of_periods(article, members=())
        return
    expected = derive(article, revision, document_of(revision.text))
    found = stored(article)
    for one in fields(expected):
        if getattr(found, one.name) != getattr(expected, one.name):
            yield f"{article}: the derived {one.name} differ from the text."
    yield from problems_of_periods(article, expected.memberships)
    yield from indexing.problems_of(article, expected.rendering)
    if attribution.stored(article) != attribution.replay(revision):
        yield f"{article}: the attribution differs from what the revisions say."
    yield from related.problems_of(article)


def _digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
