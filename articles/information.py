"""Information: what is known of a page besides what it says."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from articles.models import (
    Article,
    Link,
    ProtectedAct,
    Protection,
    Redirect,
    Revision,
)
from articles.reading import Page, Viewer


@dataclass(frozen=True, slots=True)
class Guarded:
    """What only some may do with a page, and until when."""

    act: str
    level: str
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Information:
    """What is known of a page."""

    page: Page
    created: Revision | None
    """The first revision that the viewer may see."""
    revisions: int
    authors: int
    protections: list[Guarded]
    links_out: int
    links_here: int
    redirects_here: int


def information_of(page: Page, viewer: Viewer) -> Information:
    """Return what a viewer may know of a page. Six queries."""
    article = page.article
    revisions = Revision.objects.visible_to(viewer).filter(article=article)
    counted = revisions.aggregate(
        revisions=Count("pk"), authors=Count("author", distinct=True)
    )
    return Information(
        page=page,
        created=revisions.for_listing().order_by("number").first(),
        protections=_protections(article),
        **counted,
        **_links(article),
    )


def _protections(article: Article) -> list[Guarded]:
    found = Protection.objects.in_force().filter(article=article)
    return [
        Guarded(
            act=str(ProtectedAct(one.act).label),
            level=one.get_level_display(),
            expires_at=one.expires_at,
        )
        for one in found
    ]


def _links(article: Article) -> dict[str, int]:
    """Count the links from and to a page. Of what was deleted there are none."""
    return {
        "links_out": article.links.count(),
        "links_here": Link.objects.filter(target=article.title).count(),
        "redirects_here": Redirect.objects.filter(target=article.title).count(),
    }
