"""A real Canonica and a real Chromium, for all that a person does with both.

The fixtures that last end with this folder, not with the session: while Playwright
is at work an event loop runs in this thread, and Django rightly refuses to let the
tests of other folders use the database beside one.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from canonica.postgres import EmbeddedPostgres
from tests.browser import chromium
from tests.browser.people import PASSWORD, Administrator, Member, Writer
from tests.browser.world import World, make_world
from tests.canonica.embedded_users import PATIENCE, ROOT, end_server
from tests.canonica.served import Served, discard, environment_for

LIMITS = {
    "CANONICA_UNREGISTERED_EDITS": "publish",
    "CANONICA_LIMITS": "off",
    "CANONICA_SIGNUPS_PER_HOUR": "1000",
}
QUIET = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
MILLISECONDS = 20_000
"""How long a page may take at most to show what a test waits for."""

OpenPage = Callable[..., Page]


@pytest.fixture(scope="package")
def environment(tmp_path_factory):
    data = tmp_path_factory.mktemp("browser") / "data"
    environment = environment_for(data) | LIMITS
    yield environment
    end_server(EmbeddedPostgres(data))
    discard(environment)


@pytest.fixture(scope="package")
def server(environment, tmp_path_factory) -> Iterator[Served]:
    """A running Canonica with its first articles."""
    log_beside = tmp_path_factory.mktemp("served") / "server"
    server = Served(log_beside, environment)
    try:
        server.wait_until_ready()
        yield server
    finally:
        server.end()


@pytest.fixture(scope="package")
def site(server) -> str:
    """The address of the running Canonica."""
    return f"http://127.0.0.1:{server.port}"


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        pytest.fail("There is no Chromium: python -m tests.browser.chromium")
    with sync_playwright() as playwright:
        expect.set_options(timeout=MILLISECONDS)
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def administrator(site, environment) -> Iterator[Administrator]:
    """Someone who was made an administrator the way README.md says."""
    command = ["manage.py", "createsuperuser", "--noinput", "--username=Keeper"]
    subprocess.run(
        [sys.executable, *command, "--email=keeper@example.org"],
        cwd=ROOT,
        env=environment | {"DJANGO_SUPERUSER_PASSWORD": PASSWORD},
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=PATIENCE,
    )
    with Administrator(site, "Keeper") as administrator:
        yield administrator


@pytest.fixture(scope="package")
def writer(site) -> Iterator[Writer]:
    """Somebody else who writes, without a browser."""
    with Writer(site) as writer:
        yield writer


@pytest.fixture(scope="package")
def member(site) -> Iterator[Member]:
    """Somebody with an account, whose session browsers can have."""
    with Member(site) as member:
        yield member


@pytest.fixture(scope="package")
def world(writer, administrator, member, environment) -> World:
    """Pages in every state that a page can be in."""
    return make_world(writer, administrator, member, environment)


@pytest.fixture
def new_page(browser: Browser, site: str) -> Iterator[OpenPage]:
    """A function that opens a page for one more visitor, with cookies of their own."""
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(base_url=site, **options)
        context.set_default_timeout(MILLISECONDS)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: OpenPage) -> Page:
    return new_page()
