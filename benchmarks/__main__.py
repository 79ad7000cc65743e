"""Measure how fast Canonica is, each figure beside a plain reference of one run."""

import logging
import os
import sys
from contextlib import nullcontext

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canonica.settings_test")


def main() -> int:
    """Run all benchmarks in a database of their own, and print a table."""
    django.setup()
    logging.disable(logging.INFO)
    # Only now can what needs Django be imported.
    from django.conf import settings  # noqa: PLC0415
    from django.test.utils import setup_databases, teardown_databases  # noqa: PLC0415

    from benchmarks import measures, report  # noqa: PLC0415
    from canonica.warming import warm  # noqa: PLC0415

    warm()  # as the web server does
    settings.ALLOWED_HOSTS.append("testserver")
    postgres = settings.EMBEDDED_POSTGRES
    with postgres.running() if postgres else nullcontext():
        databases = setup_databases(verbosity=0, interactive=False)
        try:
            figures = measures.measure_all()
        finally:
            teardown_databases(databases, verbosity=0)
    report.show(figures, sys.stdout)
    return 1 if any(figure.is_over for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
