"""Prove that a crowd editing one page loses and doubles nothing.

    python -m tests.ledger [--editors 50] [--rounds 200] [--kill-workers]
                           [--without locking|idempotency]

In each round all editors open the form of one page, wait for each other, and send it
at once: most change a sentence of their own, some all the same one, some send twice,
some hang up. What they mean to save, and what they are told, is on the disk before
they go on; in the end it is compared with what the site kept. The exit status is 0
only if nothing is lost, doubled, half-written or misreported. Without one of the
protections it has to be 1: a check that can't fail shows nothing.
"""

import argparse
import sys
import tempfile
from functools import partial
from pathlib import Path

from django.core.management.base import OutputWrapper

from articles.progress import shown_while
from tests.canonica.served import discard
from tests.ledger.report import show
from tests.ledger.rounds import FEWEST_EDITORS
from tests.ledger.run import Plan, run
from tests.ledger.site import PROTECTIONS, environment_of, running_site


def main() -> int:
    """Run everything, and return the exit status."""
    options = _parser().parse_args()
    plan = Plan("Ledger", options.editors, options.rounds, options.kill_workers)
    output = OutputWrapper(sys.stdout)
    shown = partial(shown_while, output=output)
    with tempfile.TemporaryDirectory(prefix="canonica-ledger-") as folder:
        data, ledgers = Path(folder) / "data", Path(folder) / "ledgers"
        environment = environment_of(data)
        try:
            output.write("Serving a new site ...")
            with running_site(data, environment, options.without) as served:
                outcome = run(plan, served, environment, ledgers, shown)
        finally:
            discard(environment)
    show(outcome, output)
    return 1 if outcome.is_broken else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.ledger")
    parser.add_argument("--editors", type=_crowd, default=50)
    parser.add_argument("--rounds", type=_count, default=200)
    parser.add_argument("--without", choices=PROTECTIONS)
    parser.add_argument("--kill-workers", action="store_true")
    return parser


def _crowd(text: str) -> int:
    if (number := int(text)) < FEWEST_EDITORS:
        raise argparse.ArgumentTypeError(f"fewer than {FEWEST_EDITORS} are no crowd")
    return number


def _count(text: str) -> int:
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError("there has to be one")
    return number


if __name__ == "__main__":
    sys.exit(main())
