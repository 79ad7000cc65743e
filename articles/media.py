"""Media: where the files of pictures lie, and the addresses that they are read at.

A file is named by the digest of its picture's full size, and by its width: by nothing
that anybody wrote. What lies there under a name is never changed.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from accounts.routes import address_of


def picture_address(digest: str, width: int, extension: str) -> str:
    """Return the address of one size of a picture, with its host if it has its own."""
    path = address_of("articles:media", digest, width, extension)
    if not settings.CANONICA_MEDIA_HOST:
        return path
    scheme = "https" if settings.CANONICA_HTTPS else "http"
    return f"{scheme}://{settings.CANONICA_MEDIA_HOST}{path}"


def path_of(digest: str, width: int, extension: str) -> Path:
    """Return where one size of a picture lies."""
    return _folder_of(digest) / f"{width}.{extension}"


def keep(digest: str, sizes: Mapping[int, bytes], extension: str) -> None:
    """Write all sizes of a picture to the disk, each of them whole or not at all.

    Call it before the row that names them is committed: a file that no row names does
    no harm, and ``orphans`` finds it.
    """
    folder = _folder_of(digest)
    folder.mkdir(parents=True, exist_ok=True)
    for width, content in sizes.items():
        _write(path_of(digest, width, extension), content)
    _sync(folder)
    _sync(folder.parent)


def orphans(known: set[str], *, older_than: float) -> Iterator[Path]:
    """Yield the files of no known digest that were written before a time.

    A younger one may be of an upload that is not committed yet.
    """
    for path in sorted(Path(settings.CANONICA_MEDIA).glob("*/*/*")):
        is_old = path.stat().st_mtime < older_than
        if is_old and (path.parent.name not in known or path.suffix == ".new"):
            yield path


def _folder_of(digest: str) -> Path:
    return Path(settings.CANONICA_MEDIA) / digest[:2] / digest


def _write(path: Path, content: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, suffix=".new", delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).chmod(0o640)
    Path(file.name).replace(path)


def _sync(folder: Path) -> None:
    """Let the names in a folder outlive a loss of power, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
