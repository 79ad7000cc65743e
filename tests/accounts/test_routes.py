"""The address of a page is what Django would write, for every route there is."""

import pytest
from django.urls import NoReverseMatch, reverse

from accounts.routes import address_of
from markup import Title
from tests.routes import routes

ODD = ("Ada Lovelace", "Über & ünder/50%?x'\"#", "Talk:Ада", "C++ (a;b,c=d)@~!*$", "%s")
_OF_KINDS: dict[str, list[object]] = {
    "title": [Title.parse(title) for title in ODD if "#" not in title],
    "address": ["Ada|Lovelace", "%3C"],
    "name": ["Mary", "Ада & Bob/50%", "%s"],
    "digest": ["ab" * 32],
    "extension": ["webp"],
    "token": ["abc-DEF_123"],
}


def values_of(route):
    kinds = [_OF_KINDS.get(name, [0, 7, 10**18]) for name in route.parameters]
    return [[kind[number % len(kind)] for kind in kinds] for number in range(5)]


@pytest.mark.parametrize(
    "name", sorted({one.name for one in routes() if ":" in one.name})
)
def test_it_is_the_address_that_django_writes(name):
    for route in (one for one in routes() if one.name == name):
        for values in values_of(route):
            try:
                expected = reverse(name, args=values)
            except NoReverseMatch:
                continue  # nothing of ours is called so
            assert address_of(name, *values) == expected


def test_a_route_with_no_namespace_is_found_too():
    assert address_of("keyboard") == reverse("keyboard")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("articles:nothing", []),
        ("nothing:read", ["x"]),
        ("articles:read", []),
        ("articles:read", ["a", "b"]),
        ("articles:read", [""]),
        ("articles:revision", [""]),
        ("articles:front", [1]),
    ],
)
def test_what_is_no_address_is_said_as_django_says_it(name, values):
    with pytest.raises(NoReverseMatch):
        address_of(name, *values)
