"""The report: a small table, and examples of what is wrong."""

from django.core.management.base import OutputWrapper

from tests.ledger.run import Outcome

_EXAMPLES = 5


def show(outcome: Outcome, output: OutputWrapper) -> None:
    """Write what came of a run."""
    verdict = outcome.verdict
    wrongs: dict[str, tuple[str, ...]] = {
        "lost": verdict.lost,
        "doubled": verdict.doubled,
        "half-written": verdict.half_written,
        "misreported": verdict.misled,
        "broken chain": outcome.chain,
    }
    for name, number in _figures(outcome, wrongs):
        output.write(f"{name:<18}{number:>10}")
    for name, examples in wrongs.items():
        for example in examples[:_EXAMPLES]:
            output.write(f"    {name}: {example}")
    output.write("A promise is broken." if outcome.is_broken else "All is kept.")


def _figures(
    outcome: Outcome, wrongs: dict[str, tuple[str, ...]]
) -> list[tuple[str, str]]:
    verdict = outcome.verdict
    numbers = {
        "editors": outcome.plan.editors,
        "rounds": outcome.plan.rounds,
        "acknowledged": verdict.acknowledged,
        "merged": verdict.merged,
        "conflicts": verdict.conflicts,
        "refused": verdict.refused,
        "unknown": verdict.unknown,
        "answers not got": outcome.silences,
        "workers killed": outcome.killed,
        **{name: len(found) for name, found in wrongs.items()},
        "status 5xx": outcome.server_errors,
        "deadlocks": outcome.deadlocks,
    }
    figures = [(name, f"{number:,}") for name, number in numbers.items()]
    return [*figures, ("saves per second", f"{outcome.saves_per_second:,.1f}")]
