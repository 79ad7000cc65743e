"""Limits hold when many tries come at once."""

from collections import Counter

import pytest

from accounts.limits import Limit, TooManyTries, count_try
from accounts.models import Attempts
from tests.articles.crowds import all_at_once

AT_ONCE = 50


@pytest.mark.django_db(transaction=True)
def test_a_burst_in_parallel_passes_no_limit():
    def try_once(_number: int) -> str:
        try:
            count_try(Limit("test", 10, 60), "ada")
        except TooManyTries:
            return "refused"
        return "allowed"

    outcomes = Counter(all_at_once(try_once, AT_ONCE))

    assert outcomes == {"allowed": 10, "refused": 40}
    assert Attempts.objects.get().count == AT_ONCE
