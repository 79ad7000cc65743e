"""Kinds of work: what each address of the site asks for."""

from typing import Any

import pytest

from canonica.crowds.kinds import DOORS, Kind, kind_of
from canonica.robots import TO_BE_FOUND
from tests.routes import routes

ASKED = {
    "/": Kind.READ,
    "/wiki/Ada_Lovelace": Kind.READ,
    "/wiki/History/of/diff": Kind.READ,
    "/wiki/Category:People?from=B": Kind.READ,
    "/sitemap-3.xml": Kind.READ,
    "/edit/Ada_Lovelace": Kind.EDIT,
    "/history/Ada_Lovelace": Kind.COSTLY,
    "/history/wiki/static": Kind.COSTLY,
    "/diff/1/2": Kind.COSTLY,
    "/revision/1": Kind.COSTLY,
    "/feeds/recent.atom": Kind.COSTLY,
    "/wiki/Ada_Lovelace?as_of=2026-01-31": Kind.COSTLY,
    "/wiki/Ada_Lovelace?x=y&%61s_of=2026-01-31": Kind.COSTLY,
    "/wiki/Ada_Lovelace?authors=show": Kind.COSTLY,
    "/nowhere": Kind.COSTLY,
    "/search?q=as_of=": Kind.SEARCH,
    "/suggest?q=ada": Kind.SEARCH,
    "/static/css/base.css": Kind.FREE,
    "/livez": Kind.FREE,
}


def environ_of(address: str, method: str = "GET", **more: str) -> dict[str, Any]:
    path, _, query = address.partition("?")
    asked = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query}
    return asked | more


@pytest.mark.parametrize(("address", "kind"), ASKED.items())
def test_each_address_asks_for_a_kind_of_work(address, kind):
    assert kind_of(environ_of(address)) is kind


def test_each_route_of_the_site_is_named_with_its_kind():
    doors = {route.path.split("/")[1] for route in routes()}

    unnamed = {one for one in doors if not one.startswith("sitemap-")} - DOORS.keys()

    assert unnamed - {"nonsense", "<path:address>"} == set()


def test_no_door_is_named_that_is_not_there():
    doors = {route.path.split("/")[1] for route in routes()}

    assert DOORS.keys() - doors == {"static"}


def test_what_is_to_be_found_is_read_and_costs_little():
    found = [route for route in routes() if route.name in TO_BE_FOUND]

    assert {kind_of(environ_of(one.path)) for one in found} == {Kind.READ}


@pytest.mark.parametrize("address", ["/wiki/Ada", "/diff/1/2", "/search", "/nowhere"])
def test_whoever_sends_a_form_edits(address):
    assert kind_of(environ_of(address, "POST")) is Kind.EDIT


def test_who_asks_for_another_day_in_a_header_asks_for_much():
    day = "Thu, 31 Jan 2026 00:00:00 GMT"

    asked = environ_of("/wiki/Ada_Lovelace", HTTP_ACCEPT_DATETIME=day)

    assert kind_of(asked) is Kind.COSTLY
