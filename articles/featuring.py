"""Featuring: people choose which article stands on the front page."""

from django.db import transaction
from django.utils.translation import gettext

from accounts import log
from accounts.models import LogAct, User
from accounts.rights import Right, require
from articles.models import Article, Feature
from articles.policy import EditRefused
from markup import Namespace, Title


@transaction.atomic
def feature(title: Title, *, by: User, reason: str) -> None:
    """Put an article on the front page, before all chosen until now, and note it.

    Raises NotAllowed, and EditRefused without a reason or for what is no article.
    """
    require(by, Right.FEATURE)
    if not reason.strip():
        raise EditRefused(gettext("Choosing an article needs a reason."))
    if title.namespace is not Namespace.MAIN:
        raise EditRefused(gettext("Only articles stand on the front page."))
    article = Article.objects.select_for_update().filter(title=title.text).first()
    if article is None or not article.is_published:
        words = gettext("There is no page called “%(title)s”.")
        raise EditRefused(words % {"title": title})
    if hasattr(article, "redirect"):
        words = gettext("“%(title)s” only leads to another page.")
        raise EditRefused(words % {"title": title})
    Feature.objects.filter(article=article).delete()
    Feature.objects.create(article=article, by=by)
    log.note(LogAct.FEATURE, title.text, by=by, reason=reason)


@transaction.atomic
def unfeature(title: Title, *, by: User, reason: str) -> None:
    """Take an article off the front page, and note it in the log.

    Raises NotAllowed, and EditRefused without a reason, or if it was not chosen.
    """
    require(by, Right.FEATURE)
    if not reason.strip():
        raise EditRefused(gettext("Taking it off needs a reason."))
    gone, _ = Feature.objects.filter(article__title=title.text).delete()
    if not gone:
        raise EditRefused(gettext("Nobody chose it for the front page."))
    log.note(LogAct.UNFEATURE, title.text, by=by, reason=reason)
