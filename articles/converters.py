"""Converters: titles and pictures in addresses."""

from articles.models import PictureFormat
from markup import Namespace, Title


class TitleConverter:
    """A title, with slashes and all. ``views.canonical`` redirects other spellings."""

    regex = ".+"

    def to_python(self, value: str) -> Title:
        return Title.parse(value)

    def to_url(self, value: Title | str) -> str:
        """Return the address; templates name pages of ours in words."""
        return (Title.parse(value) if isinstance(value, str) else value).slug


class CategoryConverter:
    """The title of a category, without the name of its namespace."""

    regex = ".+"

    def to_python(self, value: str) -> Title:
        title = Title.parse(value, default=Namespace.CATEGORY)
        if title.namespace is not Namespace.CATEGORY:
            raise ValueError
        return title

    def to_url(self, value: Title) -> str:
        return value.slug.partition(":")[2]


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
