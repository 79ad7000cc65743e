"""What search engines and messengers are told of an article, gathered for its page."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.translation import gettext

from accounts.requests import viewer_of
from accounts.routes import address_of
from articles.models import Origin, Revision
from articles.policy import may_edit, may_move
from articles.reading import Page
from articles.structured import (
    Facts,
    InScript,
    Named,
    Publisher,
    article_data,
    description_of,
)
from articles.views.depending import depends_on_page
from markup import Title

_BY_PEOPLE = {Origin.PERSON, Origin.ASSISTED}


def context_of(request: HttpRequest, page: Page) -> dict[str, object]:
    """Return what the template of any page takes, and state it. No query."""
    depends_on_page(request, page)
    return {
        "page": page,
        "title": page.title,
        **described(request, page),
        "rendering": page.rendering,
        "may_edit": may_edit(viewer_of(request), page.article),
        "may_move": may_move(viewer_of(request), page.article),
        "is_redirect_shown": page.redirects_to is not None,
    }


def described(request: HttpRequest, page: Page) -> dict[str, object]:
    """Return the description of a page, and its data for a script element. No query."""
    named = {"title": page.title, "site": settings.CANONICA_NAME}
    lead = page.rendering.lead or gettext("%(title)s, in %(site)s.") % named
    facts = _facts(request, page, description_of(lead))
    data = InScript(article_data(facts, _publisher(request)))
    return {"description": facts.description, "data": data, "image": facts.image}


def _facts(request: HttpRequest, page: Page, description: str) -> Facts:
    article, revision, share = page.article, page.revision, page.machine_share
    named = {"title": page.title, "site": settings.CANONICA_NAME}
    return Facts(
        article=_page(request, page.title),
        permanent_address=_whole(request, address_of("articles:by-id", article.pk)),
        description=description,
        revision=revision.number,
        begun=page.begun_at,
        edited=revision.created_at,
        authors=Named(
            gettext("The authors of “%(title)s” in %(site)s") % named,
            _whole(request, address_of("articles:attribution", page.title)),
        ),
        editor=_editor(request, revision),
        machine_percent=share.machine_percent if share else 0,
        reviewed_percent=share.reviewed_percent if share else 0,
        categories=[
            replace(_page(request, category), name=category.name)
            for category in page.categories
        ],
        citations=page.rendering.cited,
        image=_whole(request, page.rendering.picture) if page.rendering.picture else "",
        details=[
            (label, f"{value} {unit}".strip())
            for label, _kind, value, unit in page.rendering.facts
        ],
    )


def _editor(request: HttpRequest, revision: Revision) -> Named | None:
    """Return who edited the page last, if it was a person with a name that is seen."""
    author = revision.author
    is_person = revision.origin in _BY_PEOPLE and not author.is_temporary
    if revision.is_author_hidden or not is_person:
        return None
    return Named(author.username, _whole(request, author.get_absolute_url()))


def _publisher(request: HttpRequest) -> Publisher:
    return Publisher(
        name=settings.CANONICA_NAME,
        address=_whole(request, address_of("articles:front")),
        image=_whole(request, static("img/card.png")),
        language=settings.CONTENT_LANGUAGE.code,
    )


def _page(request: HttpRequest, title: Title) -> Named:
    address = address_of("articles:read", title)
    return Named(title.text, _whole(request, address))


def _whole(request: HttpRequest, address: str) -> str:
    """Pictures may have a host of their own: their addresses are whole already."""
    return request.build_absolute_uri(address)
