"""Limits hold when many tries come at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.limits import Limit, TooManyTries, count_try
from accounts.models import Attempts

AT_ONCE = 50


@pytest.mark.django_db(transaction=True)
def test_a_burst_in_parallel_passes_no_limit():
    start = Barrier(AT_ONCE)

    def try_once(_number: int) -> str:
        with connection.cursor():
            start.wait()
        try:
            count_try(Limit("test", 10, 60), "ada")
        except TooManyTries:
            return "refused"
        finally:
            connection.close()
        return "allowed"

    with ThreadPoolExecutor(AT_ONCE) as people:
        outcomes = Counter(people.map(try_once, range(AT_ONCE)))

    assert outcomes == {"allowed": 10, "refused": 40}
    assert Attempts.objects.get().count == AT_ONCE
