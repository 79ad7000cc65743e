"""Converters: titles and pictures in addresses."""

from articles.models import PictureFormat
from markup import Title


class TitleConverter:
    """A title, with slashes and all. ``views.canonical`` redirects other spellings."""

    regex = ".+"

    def to_python(self, value: str) -> Title:
        return Title.parse(value)

    def to_url(self, value: Title) -> str:
        return value.slug


class DigestConverter:
    """A SHA-256 in hexadecimal digits, as pictures are named."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FormatConverter(DigestConverter):
    """How a picture is kept, as the end of its address."""

    regex = "|".join(PictureFormat.values)
