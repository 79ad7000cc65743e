"""Turn a switch of the whole site on or off, when the pages can't be reached."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.models import Switch
from moderation.switches import turn


class Command(BaseCommand):
    help = "Switch read-only mode, the holding of all edits, or the notice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=Switch.Kind.values)
        parser.add_argument("state", choices=["on", "off"])
        parser.add_argument("words", nargs="*", help="the reason, or the notice")

    def handle(
        self, *args: Any, kind: str, state: str, words: list[str], **options: Any
    ) -> None:
        try:
            turn(kind, is_on=state == "on", words=" ".join(words), by=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(f"{Switch.Kind(kind).label}: {state}.")
