"""A real Canonica under a crawl from very many networks, and under too many edits."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.canonica.at_the_door import wait_for
from tests.canonica.served import discard, environment_for
from tests.canonica.shelf_site import Person, Read, Site
from tests.crowd.lines import Asked, Wish, as_fast_as_answered
from tests.crowd.site import PAGE, crawl, running_site, sign_up, views, write_a_past

NETWORKS = 10_000
PROCESSES, DESKS = 2, 4
STRICT = {
    "CANONICA_SIGNUPS_PER_HOUR": "1000",
    "CANONICA_LIMITS": "1000",
    "CANONICA_SHELF_MEGABYTES": "8",
    "CANONICA_COSTLY_PAGES_PER_MINUTE": "12",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    data = tmp_path_factory.mktemp("crowds") / "data"
    environment = environment_for(data) | STRICT
    try:
        with running_site(data, environment) as served:
            yield Site(served, data, environment)
    finally:
        discard(environment)


@pytest.fixture(scope="module")
def revisions(site):
    return write_a_past(site.served.port, 30)


def statuses(asked: list[Asked]) -> Counter[int]:
    return Counter(one.status for one in asked)


def ask_all(site: Site, wishes: list[Wish]) -> list[Asked]:
    """Ask for everything once, a few at a time."""
    return as_fast_as_answered(site.served.port, wishes, people=8, seconds=120)


def test_a_crawl_from_ten_thousand_networks_is_refused_and_readers_are_not(
    site, revisions
):
    reader = sign_up(site.served.port)
    wishes = crawl(revisions, NETWORKS)
    wanted = [*views(label="view"), *views(reader.cookies, label="signed in")]
    size = memory_of(site)
    with ThreadPoolExecutor(1) as pool:
        crawled = pool.submit(ask_all, site, wishes)
        read = ask_all(site, wanted * 100)
        asked = crawled.result()

    crawler = statuses(asked)
    assert statuses(read) == {200: 200}
    assert crawler.keys() <= {200, 429, 503}
    assert crawler[200] < crawler[429] + crawler[503]
    assert crawler.total() == NETWORKS
    # Rows, differences and templates have room of their own in each process.
    assert memory_of(site) - size < PROCESSES * 70_000
    refused = first_refused(site)
    assert refused.headers["retry-after"] == "60"
    assert "Please try again in 60 seconds, or log in" in refused.body
    answer = ask_all(site, known_reader(reader.cookies, revisions))
    assert statuses(answer)[200] > statuses(answer)[429]


def first_refused(site: Site) -> Read:
    """Go on as one network after the other, until it is too much of all together."""
    pages = (
        site.read(
            f"/history/{PAGE}?before={number}",
            **{"X-Forwarded-For": f"127.200.{number % 250}.{number // 250}"},
        )
        for number in range(1, 5000)
    )
    return next(page for page in pages if page.status == 429)


def known_reader(cookies: str, revisions: list[int]) -> list[Wish]:
    """Return differences that somebody asks for who is signed in."""
    lines = "Host: 127.0.0.1\r\nX-Forwarded-For: 127.0.0.1\r\nCookie: " + cookies
    return [
        Wish("signed in", f"GET /diff/{one} HTTP/1.1\r\n{lines}\r\n\r\n".encode())
        for one in revisions[:20]
    ]


def memory_of(site: Site) -> int:
    """Return how many kilobytes the web processes take."""
    told = [
        line
        for process in site.served.web_workers()
        for line in Path(f"/proc/{process}/status").read_text().splitlines()
    ]
    return sum(int(one.split()[1]) for one in told if one.startswith("VmRSS"))


def test_a_crowd_of_editors_waits_and_uses_a_connection_for_each_desk(site):
    people = [Person(site) for _ in range(40)]

    with ThreadPoolExecutor(len(people)) as pool:
        numbered = list(enumerate(people))
        list(pool.map(lambda one: one[1].save(f"Of_{one[0]}", "Theirs."), numbered))

    kept = [site.read(f"/raw/Of_{number}").body for number in range(len(people))]
    assert [one.strip() for one in kept] == ["Theirs."] * len(people)
    # One that was closed because of its age may take a moment to be gone.
    wait_for(lambda: connections_of(site) <= PROCESSES * DESKS, 10)


def connections_of(site: Site) -> int:
    """Return how many connections the web processes have, to work on requests."""
    told = site.ask(
        "SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database()"
        " AND usename = 'canonica_web' AND application_name = ''"
    )
    return int(str(told[0][0]))
