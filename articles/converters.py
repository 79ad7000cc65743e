"""Converters: titles in addresses."""

from markup import Title


class TitleConverter:
    """A title, with slashes and all. ``views.canonical`` redirects other spellings."""

    regex = ".+"

    def to_python(self, value: str) -> Title:
        return Title.parse(value)

    def to_url(self, value: Title | str) -> str:
        """Return the address; templates name pages of ours in words."""
        return (Title.parse(value) if isinstance(value, str) else value).slug
