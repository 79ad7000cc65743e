"""Measure what becomes of readers when very many ask for very much.

    python -m tests.crowd [--networks 10000] [--seconds 10]

A site is served, and asked by people who are signed in, first for as much as it can
answer, then for three times that. Then very many networks crawl the past of its pages,
in turns with calm. The exit status is 0 only if articles take at most twice as long
during the crawl, and four of five of what can be answered still is when too much is
asked, and refusals are quick, and everything is as before soon after.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.canonica.served import discard, environment_for
from tests.crowd.run import Outcome, Plan, run
from tests.crowd.verdict import answered, lost, quantile, refused


def main() -> int:
    """Run everything, and return the exit status."""
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="canonica-crowd-") as folder:
        data = Path(folder) / "data"
        environment = environment_for(data)
        try:
            plan = Plan(options.networks, options.seconds)
            outcome = run(plan, data, environment, _say)
        finally:
            discard(environment)
    _show(outcome)
    return 1 if outcome.is_broken else 0


def _show(outcome: Outcome) -> None:
    names = ("asked", "answered", "p50", "p95", "p99", "refused", "p95", "p99", "lost")
    _say("\nTimes are in ms.")
    _say(f"{'':<26}" + "".join(f"{name:>10}" for name in names))
    for row in outcome.rows:
        good, bad = answered(row.asked), refused(row.asked)
        cells = [
            len(row.asked), len(good), *_times(good, 0.5, 0.95, 0.99),
            len(bad), *_times(bad, 0.95, 0.99), lost(row.asked),
        ]  # fmt: skip
        _say(f"{row.name:<26}" + "".join(f"{cell:>10}" for cell in cells))
    _say(
        f"\nanswered a second: {outcome.capacity:.0f}, and {outcome.goodput:.0f} of 3 x"
    )
    for bar in outcome.bars:
        word = "kept" if bar.is_kept else "MISSED"
        _say(f"{bar.name:<26}{bar.figure:>20}  {bar.wanted:<28}{word}")


def _times(seconds: list[float], *shares: float) -> list[str]:
    return [f"{quantile(seconds, share) * 1000:.1f}" for share in shares]


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.crowd")
    parser.add_argument("--networks", type=_number, default=10_000)
    parser.add_argument("--seconds", type=_number, default=10)
    return parser


def _number(text: str) -> int:
    if not 3 <= (number := int(text)) <= 50_000:
        raise argparse.ArgumentTypeError("it has to be from 3 to 50,000")
    return number


if __name__ == "__main__":
    sys.exit(main())
