"""Uploads: the form that sends a picture, and what is left of one that was refused."""

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article, Upload
from tests.articles.pages import main_of, words_of
from tests.images import image_bytes


def form(
    sent: bytes | None = None, name: str = "hall.png", **fields: Any
) -> dict[str, Any]:
    """Return what the form sends; a field that is None is left out."""
    sent = image_bytes() if sent is None else sent
    told = {
        "title": "Hall",
        "description": "The hall of the congress.",
        "alt": "A hall with rows of seats",
        "credit": "Ada",
        "licence": "cc-by-sa-4.0",
        "source": "",
        "file": SimpleUploadedFile(name, sent, "image/png"),
        **fields,
    }
    return {key: value for key, value in told.items() if value is not None}


def said(answer: Any) -> str:
    """Return what can be read in the page."""
    return words_of(main_of(answer))


def files_in(media: Path) -> list[Path]:
    """Return the files that are kept."""
    return [path for path in media.rglob("*") if path.is_file()]


def assert_nothing_is_stored(media: Path) -> None:
    """Fail if a refused picture left anything behind."""
    assert Upload.objects.count() == 0
    assert not Article.objects.filter(title__startswith="File:").exists()
    assert files_in(media) == []
