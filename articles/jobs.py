"""Jobs: what the worker does after a save."""

from collections.abc import Callable

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from articles import counting, indexing, queue, recalling, related
from articles.derived import (
    REFRESH,
    REFRESH_LINKING,
    REFRESH_USING,
    REPAIR_REDIRECTS,
    refresh_locked,
)
from articles.lifecycle import repair_redirects
from articles.models import Article
from markup import Title


def work_off(most: int = 100) -> int:
    """Do up to ``most`` jobs that are due, and return how many were taken.

    Before them, what saves left behind is counted.
    """
    counting.count_waiting()
    taken = 0
    handlers = HANDLERS | _handlers_of_others()
    while taken < most and (job := queue.lease_next()):
        queue.run(job, handlers)
        taken += 1
    return taken


def _handlers_of_others() -> dict[str, Callable[[str], None]]:
    """Return what ``settings.JOB_HANDLERS`` names: the parts above add their own."""
    named = settings.JOB_HANDLERS.items()
    return {kind: import_string(path) for kind, path in named}


def _refresh(article_id: str) -> None:
    refresh_locked(int(article_id))


def _refresh_linking(title: str) -> None:
    """Ask for each page that links to the title: small jobs survive a restart."""
    _enqueue_refreshing(Article.objects.linking_to(Title.parse(title)))


def _refresh_using(template: str) -> None:
    """Ask for each page that shows what the template says."""
    _enqueue_refreshing(Article.objects.transcluding(Title.parse(template)))


def _enqueue_refreshing(articles: QuerySet[Article]) -> None:
    ids = articles.values_list("pk", flat=True).iterator(chunk_size=2000)
    queue.enqueue(REFRESH, *map(str, ids))


def _relate(article_id: str) -> None:
    """Relate an article whose links are others now, and weigh what they lead to."""
    related.relate(article_id)
    indexing.weigh_linked_to(int(article_id))


HANDLERS: dict[str, Callable[[str], None]] = {
    REFRESH: _refresh,
    REFRESH_LINKING: _refresh_linking,
    REFRESH_USING: _refresh_using,
    REPAIR_REDIRECTS: repair_redirects,
    recalling.RECALL: recalling.recall,
    related.RELATE: _relate,
    related.RELATE_AGAIN: related.relate_again,
    indexing.WEIGH: indexing.weigh,
}
