"""Receiving: a file is read from a request at one door only, and never a large one."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest

from accounts.routes import address_of

FIELD = "file"
_TOO_LARGE = "canonica.file_too_large"
_READ_TO_ITS_END = 4
"""So many times the most is read and thrown away, so that the sender gets an answer."""


class OnePicture(FileUploadHandler):
    """Keeps the first file that is sent to ``/upload`` in memory, up to the most.

    A larger one is thrown away as it comes, and a very large one is not read; so that
    nothing else is lost, a form has its file at the end. All other files, and those
    that are sent to other doors, are thrown away.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        request = self.request
        is_here = request is not None and request.path == address_of("articles:upload")
        if not is_here or self.field_name != FIELD or hasattr(self, "content"):
            raise SkipFile
        self.content = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        most = settings.CANONICA_MAX_UPLOAD_BYTES
        if start + len(raw_data) <= most:
            self.content.write(raw_data)
            return
        self.content = BytesIO()
        if self.request is not None:
            self.request.META[_TOO_LARGE] = True
            length = int(self.request.META.get("CONTENT_LENGTH") or 0)
            if length > most * _READ_TO_ITS_END:
                raise StopUpload(connection_reset=True)
        raise SkipFile

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        self.content.seek(0)
        return InMemoryUploadedFile(
            self.content,
            self.field_name,
            self.file_name or "",
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )


def is_too_large(request: HttpRequest) -> bool:
    """Whether a file came that was not kept for its size; ask when POST was read."""
    return _TOO_LARGE in request.META
