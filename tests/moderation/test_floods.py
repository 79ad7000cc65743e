"""Floods: what comes in masses stays within the limits, and others go on editing.

Most of them knock where a form is published, not at the page around it: drawing a
thousand refusals would take the time, and be of no interest.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.limits import TooManyTries
from accounts.models import User
from accounts.rights import Role
from articles.editing import EditConflict
from articles.forms import EditForm
from articles.models import Article, Revision
from articles.views.editor import Desk
from articles.views.publishing import publish
from markup import Title
from tests.articles.crowds import all_at_once
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 40
"""So many threads, each with a connection; the server of the tests has two hundred."""
EVERY = 100
"""After so many of a flood, somebody honest saves an edit."""

Act = Callable[[int], int]


def flood(act: Act, many: int, honest: Act) -> Counter[int]:
    """Let so many act at once; return how often they were answered with what.

    Meanwhile somebody honest saves now and then, each time with success.
    """

    def one(number: int) -> int:
        status = act(number)
        if number % EVERY == 0:
            assert honest(number) == 302
        return status

    def some(first: int) -> list[int]:
        return [one(number) for number in range(first, many, AT_ONCE)]

    return Counter(chain.from_iterable(all_at_once(some, AT_ONCE)))


@pytest.fixture
def honest() -> Act:
    """Somebody with an account for long, in the same network as everybody here."""
    account = make_user("Honest", date_joined=timezone.now() - timedelta(days=30))
    return lambda number: send(f"Honest {number}", account, text="Well meant.")


@pytest.fixture(autouse=True)
def _real_limits(limits) -> None:
    """The strictest limits, on a site on which everybody may publish."""


def send(
    name: str,
    account: User | None = None,
    *,
    text: str = "Spam.",
    base: Revision | None = None,
    key: str = "",
    **headers: Any,
) -> int:
    """Publish a form as its page does, and return the status of the answer."""
    request: Any = RequestFactory().post("/", **headers)
    request.user = account or AnonymousUser()
    request.session = SessionStore()
    request._messages = FallbackStorage(request)
    title = Title.parse(name)
    form = EditForm({"text": text, "key": key})
    assert form.is_valid()
    desk = Desk(request, title, base.article if base else None)
    try:
        return publish(desk, form, base=base, text=text).status_code
    except TooManyTries:
        return 429
    except EditConflict:
        return 409


def flooded() -> int:
    """Return how many revisions there are, besides those of somebody honest."""
    return Revision.objects.exclude(author__username="Honest").count()


def assert_none_is_double() -> None:
    """Each page has the one revision that its form made."""
    begun = Article.objects.filter(current_revision__isnull=False)
    assert begun.count() == Revision.objects.count()


def address_of(number: int) -> str:
    """Return an address of another network for each number."""
    return f"10.{number % 200}.{number // 200}.1"


def test_one_address_gets_what_a_network_may_whatever_it_says_of_itself(honest):
    def forge(number: int) -> int:
        forged = address_of(number)
        return send(
            f"Spam {number}",
            HTTP_X_FORWARDED_FOR=forged,
            HTTP_FORWARDED=f"for={forged}",
            HTTP_X_REAL_IP=forged,
        )

    assert flood(forge, 200, honest) == {302: 6, 429: 194}

    assert flooded() == 6
    assert User.objects.filter(is_temporary=True).count() == 6
    assert_none_is_double()


def test_behind_a_proxy_only_what_it_adds_is_believed(limits, honest):
    limits.CANONICA_TRUSTED_PROXIES = 1

    def forge(number: int) -> int:
        hops = f"{address_of(number)}, 198.51.100.7"
        return send(f"Spam {number}", HTTP_X_FORWARDED_FOR=hops)

    assert flood(forge, 200, honest) == {302: 6, 429: 194}


def test_a_thousand_addresses_get_what_all_newcomers_may_together(limits, honest):
    limits.CANONICA_TRUSTED_PROXIES = 1

    def come_from_elsewhere(number: int) -> int:
        return send(f"Spam {number}", HTTP_X_FORWARDED_FOR=address_of(number))

    assert flood(come_from_elsewhere, 1000, honest) == {302: 20, 429: 980}

    assert flooded() == 20
    assert User.objects.filter(is_temporary=True).count() == 20
    assert_none_is_double()


def test_a_thousand_new_accounts_get_what_all_new_accounts_may_together(honest):
    pages = [make_revision(f"Page {number}", "One.") for number in range(10)]
    accounts = User.objects.bulk_create(
        User(username=f"New {number}", password="!", role=Role.EDITOR)
        for number in range(1000)
    )

    def edit(number: int) -> int:
        page, account = pages[number % len(pages)], accounts[number]
        address = address_of(number)
        words = f"Spam {number}."
        return send(page.title, account, text=words, base=page, REMOTE_ADDR=address)

    statuses = flood(edit, 1000, honest)

    # What contradicts an edit before it was tried, and counted, as well.
    assert set(statuses) == {302, 409, 429}
    assert statuses[302] + statuses[409] == 60
    assert flooded() == len(pages) + statuses[302]


def test_two_hundred_in_parallel_from_one_account_get_what_it_may(honest):
    account = make_user("New")

    def create(number: int) -> int:
        return send(f"Spam {number}", account)

    assert flood(create, 200, honest) == {302: 5, 429: 195}

    assert flooded() == 5
    assert_none_is_double()


def test_one_form_sent_in_parallel_is_one_edit_and_within_the_limit(honest):
    account = make_user("New")

    def create(_number: int) -> int:
        return send("Once", account, key="the same")

    assert flood(create, 200, honest) == {302: 5, 429: 195}

    assert flooded() == 1


def test_pages_answer_a_flood_with_429_and_nothing_else():
    def create(number: int) -> int:
        browser = Client(raise_request_exception=False)
        return browser.post(f"/edit/Spam_{number}", {"text": "Spam."}).status_code

    answers = Counter(all_at_once(create, AT_ONCE))

    assert answers == {302: 6, 429: AT_ONCE - 6}
    assert flooded() == 6
