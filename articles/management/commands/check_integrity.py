"""Prove that history and derived data agree."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.integrity import (
    problems_of_article,
    problems_of_counts,
    problems_of_history,
    problems_of_revision,
    problems_of_upload,
)
from articles.models import Article, Revision, Upload
from articles.progress import shown_while


class Command(BaseCommand):
    help = "Check every revision and everything derived from it. Changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        problems = list(problems_of_history())
        ids = list(Revision.objects.order_by("pk").values_list("pk", flat=True))
        for revision_id in shown_while("Revisions", ids, self.stdout):
            problems += problems_of_revision(Revision.objects.get(pk=revision_id))
        ids = list(Upload.objects.order_by("pk").values_list("pk", flat=True))
        for upload_id in shown_while("Pictures", ids, self.stdout):
            problems += problems_of_upload(Upload.objects.get(pk=upload_id))
        ids = list(Article.objects.order_by("pk").values_list("pk", flat=True))
        pages = Article.objects.select_related("current_revision")
        for article_id in shown_while("Pages", ids, self.stdout):
            problems += problems_of_article(pages.get(pk=article_id))
        # They follow from the rows: where those are wrong, so are the numbers.
        problems = problems or list(problems_of_counts())
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} problems.")
        self.stdout.write(f"No problems in {len(ids)} pages.")
