"""Routes: every address of the site, as the URLconf itself tells them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import URLPattern, URLResolver, get_resolver

_OBJECT = re.compile(r"^/admin/(\w+)/(\w+)/<(?:path:object_)?id>/")
"""The administration calls all ids alike; of which model one is, its path tells."""
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Route:
    """One pattern of the URLconf."""

    name: str
    """With its namespace, as ``articles:edit``; of one without a name, its path."""
    path: str
    """With its parameters as they are declared: ``/edit/<title:title>``."""

    @property
    def parameters(self) -> list[str]:
        return _PARAMETER.findall(self.path)

    @property
    def is_of_the_administration(self) -> bool:
        return self.path.startswith("/admin/")

    def filled(self, arguments: Mapping[str, object]) -> str:
        """Return an address of the route; without an argument the test fails."""
        unknown = set(self.parameters) - arguments.keys()
        assert not unknown, f"{self.path} needs {unknown}: tell the test what to put."
        return _PARAMETER.sub(lambda found: quote(str(arguments[found[1]])), self.path)


def routes() -> list[Route]:
    """Return the routes of the site and of its administration."""
    return list(_routes_of(get_resolver(), "/", ""))


def _routes_of(resolver: URLResolver, start: str, space: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        path = start + _readable(str(entry.pattern))
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from _routes_of(entry, path, space + inner)
        elif isinstance(entry, URLPattern):
            path = _OBJECT.sub(r"/admin/\1/\2/<\2_id>/", path)
            yield Route(f"{space}{entry.name}" if entry.name else path, path)


def _readable(pattern: str) -> str:
    """The administration has two expressions: of its apps, and of whatever is left."""
    if pattern.startswith("(?P<url>"):
        return "nonsense"
    return re.sub(r"^\^\(\?P<(\w+)>.*\)/\$$", r"<\1>/", pattern)
