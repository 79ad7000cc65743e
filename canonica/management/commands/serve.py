"""Serve Canonica: all that a new installation needs, in one command."""

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from canonica.preparation import has_administrator, prepare
from canonica.server import Program, ServerFailed, check_port, supervise


class Command(BaseCommand):
    help = "Prepare Canonica if need be, then serve it until Ctrl-C or SIGTERM."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)
        parser.add_argument("--workers", type=_count, default=2, help="processes")
        parser.add_argument("--threads", type=_count, default=4, help="in each process")
        parser.add_argument(
            "--log-format",
            choices=["text", "json"],
            default=os.environ.get("CANONICA_LOG_FORMAT") or "text",
        )

    def handle(self, *args: Any, log_format: str, **options: Any) -> None:
        try:
            check_port(options["host"], options["port"])
            self._say("Preparing the encyclopedia ...")
            prepare()
            self._welcome(options["host"], options["port"])
            supervise(
                _programs(options),
                {**os.environ, "CANONICA_LOG_FORMAT": log_format},
                settings.EMBEDDED_POSTGRES,
            )
        except ServerFailed as failure:
            raise CommandError(str(failure)) from failure
        except KeyboardInterrupt:
            self._say("Stopped before the server was started.")

    def _welcome(self, host: str, port: int) -> None:
        if not has_administrator():
            self._say(
                "There is no administrator yet. To become one, type in another"
                f" terminal:\n    {_python()} manage.py createsuperuser"
            )
        shown = f"[{host}]" if ":" in host else host
        self._say(f"Canonica is at http://{shown}:{port}/ - Ctrl-C stops it.")

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


def _programs(options: dict[str, Any]) -> list[Program]:
    web = [
        *(sys.executable, "-m", "canonica.webserver"),
        *(
            f"--{name}={options[name]}"
            for name in ("host", "port", "workers", "threads")
        ),
    ]
    work = [sys.executable, str(settings.BASE_DIR / "manage.py"), "work"]
    return [
        Program("web server", tuple(web), is_essential=True),
        Program("job worker", tuple(work), is_essential=False),
    ]


def _python() -> str:
    """Return the interpreter as one would type it here."""
    interpreter = Path(sys.executable)
    here = Path.cwd()
    if interpreter.is_relative_to(here):
        return str(interpreter.relative_to(here))
    return "python"


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number
