"""Reviewing: a person marks what a machine wrote as checked, passage by passage."""

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from articles import attribution
from articles.models import Article, Attribution, PassageReview
from articles.policy import EditRefused, check_reviewer
from articles.shares import machine_revisions
from markup import Title
from markup.attribution import digest_of, lines_of


@transaction.atomic
def review_passage(
    title: Title,
    *,
    digest: int,
    reviewer: User,
    is_reviewed: bool,
    address: str = "",
) -> PassageReview:
    """Note that a person has checked a passage, or takes that back.

    ``address`` is where they come from. Raises EditRefused if they may not, or if
    the page has no such passage of a machine: somebody may have edited it meanwhile.
    """
    article = Article.objects.lock(title)
    check_reviewer(reviewer, article, address)
    revision = article.current_revision
    if revision is None or digest not in _of_machines(article):
        raise EditRefused(
            gettext("The passage was edited meanwhile, so it has to be read anew.")
        )
    review = PassageReview.objects.create(
        article=article,
        revision=revision,
        digest=digest,
        reviewer=reviewer,
        is_reviewed=is_reviewed,
    )
    attribution.refresh_share(article)
    return review


def _of_machines(article: Article) -> set[int]:
    """Return the digests of the passages that a machine wrote some of."""
    row = Attribution.objects.filter(article=article).first()
    if row is None or article.current_revision is None:
        return set()
    machine = machine_revisions(row.origins)
    lines = lines_of(article.current_revision.text, attribution.stretches_of(row))
    return {
        digest_of(line.text)
        for line in lines
        if any(stretch.origin in machine for stretch in line.stretches)
    }
