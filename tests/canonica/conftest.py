"""A shelf before Django, and strangers who ask there."""

from collections.abc import Iterator

import pytest

from canonica.shelf.door import Door, answer_from_shelf
from tests.canonica.at_the_door import Counted, Strangers


@pytest.fixture
def django() -> Counted:
    return Counted()


@pytest.fixture
def door(django: Counted) -> Iterator[Door]:
    door = answer_from_shelf(django)
    assert isinstance(door, Door)
    yield door
    door.close()


@pytest.fixture
def ask(door: Door) -> Strangers:
    return Strangers(door)
