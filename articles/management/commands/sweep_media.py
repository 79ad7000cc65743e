"""Remove files of pictures that no upload names."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.media import orphans
from articles.models import Upload

_A_DAY = 24 * 3600


class Command(BaseCommand):
    help = "Remove files of pictures that no upload names, after a day. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count them")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        known = set(Upload.objects.values_list("digest", flat=True))
        found = list(orphans(known, older_than=time.time() - _A_DAY))
        files = "1 file" if len(found) == 1 else f"{len(found)} files"
        if dry_run:
            self.stdout.write(f"{files} of no upload.")
            return
        for path in found:
            path.unlink()
        self.stdout.write(f"Removed {files}.")
