"""One run: the rounds are played, then everything is compared with everything."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from tests.canonica.served import Served
from tests.ledger import history
from tests.ledger.journal import count_server_errors, count_silences, read_saves
from tests.ledger.page import Page
from tests.ledger.rounds import Shown, gather, play
from tests.ledger.site import database, integrity_problems, killing_workers
from tests.ledger.verdict import Verdict, judge


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be played."""

    title: str
    editors: int
    rounds: int
    kills_workers: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a plan."""

    plan: Plan
    verdict: Verdict
    chain: tuple[str, ...]
    """Where the history is not one chain that all can read, in sentences."""
    server_errors: int
    deadlocks: int
    silences: int
    """How often there was no answer."""
    killed: int
    seconds: float

    @property
    def is_broken(self) -> bool:
        """Whether any promise was."""
        errors = self.server_errors or self.deadlocks or self.chain
        return bool(errors) or self.verdict.is_broken

    @property
    def saves_per_second(self) -> float:
        return self.verdict.acknowledged / self.seconds


def run(
    plan: Plan,
    served: Served,
    environment: Mapping[str, str],
    ledgers: Path,
    shown: Shown,
) -> Outcome:
    """Play the rounds on a running site, and judge what is kept then.

    The ledgers are written into a folder that has to be absent.
    """
    page = Page(f"http://127.0.0.1:{served.port}", plan.title, plan.editors)
    with database(environment) as connection:
        deadlocks_before = history.deadlocks(connection)
    crowd = gather(page, ledgers)
    with _fate_of_workers(plan, served) as killed:
        played = play(crowd, range(1, plan.rounds + 1), shown)
    saves = read_saves(ledgers)
    with database(environment) as connection:
        kept = history.kept_of(connection, plan.title)
        pointers = history.shown_revisions(connection, plan.title)
        deadlocks = history.deadlocks(connection) - deadlocks_before
    chain = [
        *history.problems_of_chain(kept, pointers),
        *history.problems_of_pages(page, kept, shown),
        *integrity_problems(environment),
    ]
    return Outcome(
        plan=plan,
        verdict=judge(saves, kept, played.sightings),
        chain=tuple(chain),
        server_errors=count_server_errors(ledgers),
        deadlocks=deadlocks,
        silences=count_silences(ledgers),
        killed=len(killed),
        seconds=played.seconds,
    )


def _fate_of_workers(plan: Plan, served: Served) -> AbstractContextManager[list[int]]:
    return killing_workers(served) if plan.kills_workers else nullcontext([])
