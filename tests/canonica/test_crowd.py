"""A crowd: fifty people save one article at the same time, over HTTP."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import requests

from tests.canonica.served import Served, discard, environment_for

PEOPLE = 50
LIMIT = {
    "CANONICA_UNREGISTERED_EDITS": "publish",
    "CANONICA_LIMITS": "off",
}
_FIELD = re.compile(r'name="(base|key|csrfmiddlewaretoken)" value="([^"]*)"')


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where a real server answers."""
    data = tmp_path_factory.mktemp("crowd") / "data"
    environment = environment_for(data) | LIMIT
    served = Served(data, environment)
    try:
        served.wait_until_ready()
        yield f"http://127.0.0.1:{served.port}"
    finally:
        served.end()
        discard(environment)


class Person:
    """Somebody without an account, with an open form."""

    def __init__(self, address: str, title: str):
        self.session = requests.Session()
        self.edit = f"{address}/edit/{title}"
        page = self.session.get(self.edit, timeout=30).text
        self.fields = dict(_FIELD.findall(page))

    def publish(self, text: str) -> int:
        """Send the form, and return the status of what comes back at once."""
        response = self.session.post(
            self.edit,
            data={**self.fields, "text": text, "action": "publish"},
            allow_redirects=False,
            timeout=60,
        )
        return response.status_code


def all_at_once(people: list[Person], texts: list[str]) -> Counter[int]:
    barrier = Barrier(len(people))

    def publish(person: Person, text: str) -> int:
        barrier.wait()
        return person.publish(text)

    with ThreadPoolExecutor(len(people)) as pool:
        return Counter(pool.map(publish, people, texts))


def test_fifty_edits_of_different_paragraphs_are_all_kept_once(address):
    paragraphs = [f"Paragraph {number} is old." for number in range(PEOPLE)]
    Person(address, "Crowd").publish("\n\n".join(paragraphs))
    people = [Person(address, "Crowd") for _ in range(PEOPLE)]
    texts = [
        "\n\n".join(paragraphs).replace(f"Paragraph {number} is old", f"New {number}")
        for number in range(PEOPLE)
    ]

    statuses = all_at_once(people, texts)

    kept = requests.get(f"{address}/raw/Crowd", timeout=30).text
    assert statuses == {302: PEOPLE}
    assert kept.split("\n\n") == [f"New {number}." for number in range(PEOPLE)]


def test_of_fifty_edits_of_one_sentence_one_wins_and_the_others_are_told(address):
    Person(address, "Sentence").publish("A sentence.")
    people = [Person(address, "Sentence") for _ in range(PEOPLE)]
    texts = [f"Sentence number {number}." for number in range(PEOPLE)]

    statuses = all_at_once(people, texts)

    assert statuses == {302: 1, 409: PEOPLE - 1}


def test_one_form_sent_ten_times_at_once_makes_one_revision(address):
    people = [Person(address, "Repeated")] * 10

    statuses = all_at_once(people, ["Sent ten times."] * 10)

    history = requests.get(f"{address}/history/Repeated", timeout=30).text
    assert statuses == {302: 10}
    assert history.count('class="revision"') == 1
