"""Rebuild what is derived from revisions."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import F, Q

from articles import counting
from articles.attribution import rebuild_locked
from articles.derived import refresh_locked
from articles.indexing import is_stale
from articles.models import Article
from articles.progress import shown_while
from articles.recalling import recall_alone, recall_titles
from articles.related import relate_alone
from markup import VERSION


class Command(BaseCommand):
    help = "Rebuild what is derived from current revisions. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--stale",
            action="store_true",
            help="only pages whose derived rows are missing or old",
        )

    def handle(self, *args: Any, stale: bool, **options: Any) -> None:
        articles = Article.objects.filter(current_revision__isnull=False)
        if stale:
            articles = articles.filter(
                Q(rendering=None)
                | ~Q(rendering__revision=F("current_revision"))
                | ~Q(rendering__version=VERSION)
                | is_stale()
                | Q(attribution=None)
                | ~Q(attribution__revision=F("current_revision"))
                | Q(attribution__returned=None)
                | Q(title_periods=None)
            )
        ids = list(articles.order_by("pk").values_list("pk", flat=True).distinct())
        for article_id in shown_while("Refreshing", ids, self.stdout):
            refresh_locked(article_id)
            rebuild_locked(article_id)
            recall_titles(article_id)
        # When a page was in its categories depends on the titles of its templates.
        for article_id in shown_while("Recalling", ids, self.stdout):
            recall_alone(article_id)
        # What articles have in common is known when the links of all are there.
        for article_id in shown_while("Relating", ids, self.stdout):
            relate_alone(article_id)
        if stale:
            counting.count_all()
        else:
            counting.recount()
        self.stdout.write(f"Refreshed {len(ids)} pages.")
