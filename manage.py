#!/usr/bin/env python3
"""Run one of Django's or Canonica's commands, with the database it needs."""

import os
import signal
import sys
from contextlib import nullcontext

from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.management.base import CommandParser, handle_default_options

from canonica.postgres import PostgresUnavailable

_WITHOUT_DATABASE = {"--help", "--version", "-h", "collectstatic", "help", "version"}


def main() -> None:
    """Run the command line, keeping our own PostgreSQL running meanwhile if need be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canonica.settings")
    # Whoever is told to end early still has to stop the database, if it is the last.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    _heed_settings_option()
    needs_database = len(sys.argv) > 1 and _WITHOUT_DATABASE.isdisjoint(sys.argv)
    postgres = settings.EMBEDDED_POSTGRES if needs_database else None
    try:
        with postgres.running() if postgres else nullcontext():
            execute_from_command_line(sys.argv)
    except PostgresUnavailable as error:
        sys.exit(str(error))


def _heed_settings_option() -> None:
    """Django reads ``--settings`` too late for us, who need them before the command."""
    parser = CommandParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--settings")
    parser.add_argument("--pythonpath")
    options, _ = parser.parse_known_args(sys.argv[2:])
    handle_default_options(options)


if __name__ == "__main__":
    main()
