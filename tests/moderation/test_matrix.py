"""Who may do what: every role at every door, with every state of a page."""

from collections.abc import Iterator
from itertools import product

import pytest

from accounts.rights import Right, Role
from tests.lengths import AT_LENGTH
from tests.moderation.matrix import (
    ALLOWED,
    GET,
    HELD,
    LOWEST,
    OTHERS,
    POST,
    REFUSED,
    ROLES,
    SITE,
    WHO_MATTERS,
    Asks,
    Door,
    State,
    expected,
    reaches,
)
from tests.moderation.places import as_if_nothing_had_happened, form_for
from tests.routes import Route, routes
from tests.writes import forget_writes, written

pytestmark = pytest.mark.django_db

FEW_ROLES = ("nobody", "editor", "moderator")
LOOKED_AT = {
    State.PLAIN, State.FOR_ADMINISTRATORS, State.SCARRED, State.MISSING,
    State.RESERVED, State.DELETED,
}  # fmt: skip
OF_A_PAGE = {"title", "article_id", "revision_id", "new_id"}
ROUTES = {route.name: route for route in routes()}
ADMINISTRATION = [
    route
    for route in routes()
    if route.is_of_the_administration and route.name not in {*GET, *OTHERS}
]
OF_ADMINISTRATORS = {
    "admin:accounts_auditentry_changelist",
    "admin:moderation_switch_changelist",
}
"""The lists there that moderators don't see."""


def test_every_route_is_in_the_matrix():
    known = {name.partition(" ")[0] for name in [*GET, *POST]}
    administration = {route.name for route in ADMINISTRATION}

    assert set(ROUTES) == known | set(OTHERS) | administration
    assert {*ROLES} >= {*Role.values} - {Role.READER.value}


@pytest.mark.parametrize("name", GET)
def test_whoever_looks_sees_what_the_matrix_says(name, world):
    door, found = GET[name], {}
    route = ROUTES[name]
    for role, state in _cells_to_look_at(door, route):
        address = route.filled(world.address_arguments(state))
        outcome = _outcome(world.browser(role).get(address))
        if outcome != expected("GET", door, role, state):
            found[role, state.name] = outcome

    assert found == {}


@pytest.mark.parametrize("name", POST)
def test_whoever_sends_gets_what_the_matrix_says(name, world):
    door, found = POST[name], {}
    route = ROUTES[name.partition(" ")[0]]
    for role, state in _cells_to_send(door):
        with as_if_nothing_had_happened(state):
            form = form_for(name, world, state)
            address = route.filled(world.address_arguments(state))
            browser = world.browser(role)
            forget_writes()
            outcome = _outcome(browser.post(address, form))
            tables = written()
        wanted = expected("POST", door, role, state)
        if outcome != wanted or not _fits(wanted, door, tables):
            found[role, state.name] = (outcome, *sorted(tables))

    assert found == {}


@pytest.mark.parametrize("name", [*GET, *POST])
def test_a_door_that_is_not_in_the_matrix_is_closed(name, world):
    name = name.partition(" ")[0]
    others = {"GET": GET, "POST": POST}
    address = ROUTES[name].filled(world.address_arguments(State.PLAIN))
    browser = world.browser("administrator")

    with as_if_nothing_had_happened():
        forget_writes()
        for method in [one for one, table in others.items() if name not in table]:
            answer = browser.generic(method, address)
            is_static = name in {"/favicon.ico", "/livez", "/readyz"}
            assert answer.status_code == 405 or is_static, method
        assert written() == set()


@pytest.mark.parametrize("route", ADMINISTRATION, ids=lambda route: route.path)
def test_the_administration_opens_for_moderators_and_changes_nothing(route, world):
    address, found = route.filled(world.address_arguments(State.PLAIN)), {}
    for role in ("nobody", "reviewer", "moderator", "administrator"):
        browser = world.browser(role)
        shown = _outcome(browser.get(address))
        with as_if_nothing_had_happened():
            forget_writes()
            browser.post(address, {"post": "yes", "name": "x", "reason": "Because"})
            tables = written()
        is_in = reaches(role, LOWEST[Right.ADMINISTRATION])
        # Whoever is in may still find a page missing, or closed for everybody.
        is_right = shown == REFUSED if not is_in else not shown.startswith("broken: 5")
        if not is_right or tables:
            found[role] = (shown, *sorted(tables))

    assert found == {}


@pytest.mark.parametrize("role", ["nobody", "reviewer", "moderator"])
def test_the_lists_of_the_administration_are_for_moderators(role, world):
    lists = [route for route in ADMINISTRATION if "_changelist" in route.name]
    browser = world.browser(role)

    seen = {
        route.name for route in lists if _outcome(browser.get(route.path)) == ALLOWED
    }

    everything = {route.name for route in lists}
    assert len(everything) > 10
    assert seen == (everything - OF_ADMINISTRATORS if role == "moderator" else set())


def _cells_to_look_at(door: Door, route: Route) -> Iterator[tuple[str, State]]:
    """Looking depends on less than sending: not on whose edits are let through."""
    is_of_a_page = OF_A_PAGE & {*route.parameters}
    if AT_LENGTH:
        states = set(State) - {State.READ_ONLY, State.HOLDING}
        yield from product(ROLES, states if is_of_a_page else {State.PLAIN})
        return
    for state in LOOKED_AT if is_of_a_page else {State.PLAIN}:
        roles = FEW_ROLES if door.asks is Asks.NOTHING else WHO_MATTERS[state]
        yield from ((role, state) for role in roles)


def _cells_to_send(door: Door) -> Iterator[tuple[str, State]]:
    for state in SITE - {State.HOLDING} if door.where == SITE else State:
        yield from product(ROLES if AT_LENGTH else WHO_MATTERS[state], [state])


def _outcome(response) -> str:
    """Say in a word what came of a request."""
    status = response.status_code
    if status == 202:
        return HELD
    if 300 <= status < 400:
        sent_away = ("/accounts/login", "/admin/login")
        is_away = response.url.startswith(sent_away) or response.url == "/admin/"
        return REFUSED if is_away else ALLOWED
    if status in {401, 403, 404, 409, 410, 422, 503}:
        return REFUSED
    return ALLOWED if 200 <= status < 300 else f"broken: {status}"


def _fits(wanted: str, door: Door, tables: set[str]) -> bool:
    """Whether what was written is what had to be, and nothing else if refused."""
    if wanted == REFUSED:
        return not tables
    if wanted == HELD:
        return "moderation_heldedit" in tables and "articles_revision" not in tables
    return not door.writes or door.writes in tables
