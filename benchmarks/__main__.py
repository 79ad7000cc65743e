"""Measure how fast Canonica is, each figure beside a bar or a plain reference."""

import argparse
import logging
import os
import sys
from contextlib import nullcontext

import django

from benchmarks.parts import UnknownPart, chosen, described, sizes

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canonica.settings_test")


def main(arguments: list[str] | None = None) -> int:
    """Run the chosen benchmarks in databases of their own, and print tables."""
    options = _parser().parse_args(arguments)
    try:
        parts, growing = chosen(options.part), sizes(options.sizes)
    except (UnknownPart, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    django.setup()
    # Pages that are not there, or not for everybody, are opened on purpose.
    logging.disable(logging.ERROR)
    # Only now can what needs Django be imported.
    from django.conf import settings  # noqa: PLC0415

    from benchmarks.running import run  # noqa: PLC0415
    from canonica.warming import warm  # noqa: PLC0415

    warm()  # as the web server does
    settings.ALLOWED_HOSTS.append("testserver")
    postgres = settings.EMBEDDED_POSTGRES
    with postgres.running() if postgres else nullcontext():
        return run(parts, growing, is_fresh=options.fresh, is_drawn=options.draw)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        epilog=described(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--part", default="", help="names, with commas between")
    parser.add_argument(
        "--sizes", default="", help="of growth: numbers of articles, such as 1000,10000"
    )
    parser.add_argument(
        "--fresh", action="store_true", help="generate what is kept from before anew"
    )
    parser.add_argument(
        "--draw", action="store_true", help="write figures and plot into docs/"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
