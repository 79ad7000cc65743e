"""The verdict on crowds: what it lets pass, and what it does not."""

from tests.crowd import verdict
from tests.crowd.lines import Asked


def asked(*seconds, status=200, at=0.0):
    return [Asked("read", at, one, status) for one in seconds]


def each_second(*seconds):
    """Return views, ten in each second, that took so long in it."""
    return [
        Asked("view", 100 + second + part / 10, took, 200)
        for second, took in enumerate(seconds)
        for part in range(10)
    ]


def test_views_that_take_twice_as_long_are_slow_enough():
    calm = asked(*[0.01] * 20)

    assert verdict.bar_of_views("view", calm, asked(*[0.02] * 20)).is_kept
    assert not verdict.bar_of_views("view", calm, asked(*[0.021] * 20)).is_kept


def test_a_view_that_is_refused_breaks_the_promise():
    calm, refused = asked(*[0.01] * 20), asked(0.01, status=503)

    bar = verdict.bar_of_views("view", calm, asked(*[0.01] * 19) + refused)

    assert not bar.is_kept


def test_four_of_five_have_to_be_answered():
    assert verdict.bar_of_goodput(100, 80).is_kept
    assert not verdict.bar_of_goodput(100, 79).is_kept


def test_refusals_have_to_be_quick_and_nobody_is_lost():
    quick, slow = asked(0.1, status=503), asked(0.101, status=429)

    assert verdict.bar_of_refusals(asked(9.0) + quick).is_kept
    assert not verdict.bar_of_refusals(quick + slow).is_kept
    assert not verdict.bar_of_refusals(quick + asked(0.1, status=0)).is_kept
    assert not verdict.bar_of_refusals(quick + asked(0.1, status=500)).is_kept


def test_it_is_as_before_when_views_are_fast_and_stay_so():
    calm = asked(*[0.01] * 20)

    assert verdict.recovery_of(calm, each_second(0.01, 0.01)) == 0
    assert verdict.recovery_of(calm, each_second(1, 0.01, 1, 0.01)) == 3
    assert verdict.recovery_of(calm, each_second(0.01, 1)) is None
    assert not verdict.bar_of_recovery(calm, each_second(0.01, 1)).is_kept


def test_it_may_take_half_a_minute():
    calm = asked(*[0.01] * 20)

    assert verdict.bar_of_recovery(calm, each_second(*[1] * 30, 0.01)).is_kept
    assert not verdict.bar_of_recovery(calm, each_second(*[1] * 31, 0.01)).is_kept
