"""Embedding: what another site shows of an article when somebody names its address.

As oembed.com has it. What is given is a quotation with its source, in plain elements:
nothing in it runs, loads or has a style, so it can do no harm wherever it is put.
"""

from dataclasses import dataclass
from math import ceil
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext

from accounts.language import for_everybody
from accounts.routes import address_of
from articles.reading import Page
from articles.structured import Named, description_of

_WIDEST, _NARROWEST = 600, 240
_OF_A_LETTER, _OF_A_LINE, _AROUND = 9, 26, 76
"""About how many pixels: the width of one, the height of one, and what is no text."""
_LONGEST = 400
_KEPT_FOR = 3600


@dataclass(frozen=True, slots=True)
class Room:
    """How much space the other site has, in pixels."""

    width: int | None = None
    height: int | None = None


@for_everybody()
def embed_of(page: Page, site: str, room: Room) -> dict[str, Any]:
    """Return what is told of a page, by the names of oEmbed, as everybody may see it.

    It is a quotation if there is room for one, and else a link.
    """
    named = {"title": page.title, "site": settings.CANONICA_NAME}
    article = Named(page.title.text, site + address_of("articles:read", page.title))
    told = {
        "version": "1.0",
        "type": "link",
        "title": article.name,
        "author_name": gettext("The authors of “%(title)s” in %(site)s") % named,
        "author_url": site + address_of("articles:attribution", page.title),
        "provider_name": settings.CANONICA_NAME,
        "provider_url": site + address_of("articles:front"),
        "cache_age": _KEPT_FOR,
    }
    words = description_of(page.rendering.lead, _LONGEST)
    width = min(_WIDEST, room.width or _WIDEST)
    height = _AROUND + _OF_A_LINE * ceil(len(words) * _OF_A_LETTER / max(width, 1))
    is_too_high = room.height is not None and room.height < height
    if not words or width < _NARROWEST or is_too_high:
        return told
    context = {
        "article": article,
        "words": words,
        "site_name": settings.CANONICA_NAME,
        "content": settings.CONTENT_LANGUAGE,
    }
    html = render_to_string("articles/_embedded.html", context).strip()
    return told | {"type": "rich", "html": html, "width": width, "height": height}
