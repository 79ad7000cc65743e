"""Downloads: under which name a file is kept by who gets it."""

import re

from django.utils.http import content_disposition_header

_NOT_IN_NAMES = re.compile(r'[/\\:*?"]+')
_LONGEST = 100


def attachment(title: str, extension: str) -> str:
    """Return the header that names a file after a title, with nothing of a path."""
    name = _NOT_IN_NAMES.sub("-", title)[:_LONGEST].strip(". ") or "page"
    header = content_disposition_header(
        as_attachment=True, filename=f"{name}.{extension}"
    )
    return header or "attachment"
