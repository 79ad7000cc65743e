"""A crowd loses and doubles nothing, and a site without its protections is caught."""

import pytest

from tests.canonica.served import discard
from tests.ledger.run import Plan, run
from tests.ledger.site import environment_of, running_site

EDITORS = 12
ROUNDS = 3
# Of 12 editors a round one hangs up for ever, one is refused, and of two who change
# the same sentence one wins. The page is cleared after each round, and in the end.
SAVES = ROUNDS * (EDITORS - 3 + 1) + 1


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("ledger") / "data"


@pytest.fixture(scope="module")
def environment(data):
    environment = environment_of(data)
    yield environment
    discard(environment)


@pytest.fixture(scope="module")
def served(data, environment):
    """The site as it is; the others share its data."""
    with running_site(data, environment) as served:
        yield served


def test_a_crowd_loses_and_doubles_nothing(served, environment, tmp_path):
    plan = Plan("Crowd", EDITORS, ROUNDS)

    outcome = run(plan, served, environment, tmp_path / "ledgers", _silently)

    verdict = outcome.verdict
    assert not outcome.is_broken, outcome
    assert verdict.acknowledged == SAVES
    assert (verdict.conflicts, verdict.refused, verdict.unknown) == (ROUNDS,) * 3
    assert verdict.merged > 0


def test_no_save_is_lost_or_doubled_by_killed_workers(served, environment, tmp_path):
    plan = Plan("Killed workers", EDITORS, ROUNDS, kills_workers=True)

    outcome = run(plan, served, environment, tmp_path / "ledgers", _silently)

    assert not outcome.is_broken, outcome
    assert outcome.killed > 0
    assert outcome.verdict.acknowledged == SAVES


@pytest.mark.usefixtures("served")
def test_without_idempotency_saves_are_doubled(data, environment, tmp_path):
    plan = Plan("Without idempotency", EDITORS, rounds=2)

    with running_site(data, environment, "idempotency") as site:
        outcome = run(plan, site, environment, tmp_path / "ledgers", _silently)

    assert outcome.is_broken
    assert len(outcome.verdict.doubled) == 2


@pytest.mark.usefixtures("served")
def test_without_locking_saves_fail(data, environment, tmp_path):
    plan = Plan("Without locking", EDITORS, rounds=2)

    with running_site(data, environment, "locking") as site:
        outcome = run(plan, site, environment, tmp_path / "ledgers", _silently)

    assert outcome.is_broken
    assert outcome.server_errors > 0


def _silently(_what, items):
    return items
