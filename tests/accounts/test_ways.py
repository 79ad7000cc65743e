"""Ways: how one gets an account is what the operator chose, and is said kindly."""

import pytest

from accounts.blocking import Terms, block_network
from accounts.joining import JoinRefused, make_account
from accounts.models import User
from accounts.ways import Way
from tests.accounts.doors import JOIN, LOG_IN, account_of, join
from tests.articles.pages import heading_of, main_of, words_of
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def _closed(settings):
    settings.CANONICA_SIGN_UP = "closed"


@pytest.mark.usefixtures("_closed")
@pytest.mark.parametrize("method", ["get", "post"])
def test_where_sign_up_is_closed_that_is_said(client, method):
    response = getattr(client, method)(JOIN)

    assert response.status_code == 403
    assert heading_of(response) == "Create an account"
    assert "Nobody can make an account here at the moment." in words_of(
        main_of(response)
    )
    assert "<form method" not in response.text.partition("<main")[2]


@pytest.mark.usefixtures("_closed")
def test_where_sign_up_is_closed_nobody_gets_an_account(client):
    response = join(client)

    assert response.status_code == 403
    assert not User.objects.exists()


@pytest.mark.usefixtures("_closed")
def test_where_sign_up_is_closed_it_is_closed_behind_the_door_too():
    with pytest.raises(JoinRefused):
        make_account(User(username="Ada"))

    assert not User.objects.exists()


@pytest.mark.usefixtures("_closed")
@pytest.mark.parametrize("address", ["/", LOG_IN, "/no/such/page", "/edit/Ada"])
@pytest.mark.parametrize("unregistered", ["publish", "refuse"])
def test_where_sign_up_is_closed_no_page_leads_there(
    client, settings, address, unregistered
):
    settings.CANONICA_UNREGISTERED_EDITS = unregistered

    assert JOIN not in client.get(address).text


@pytest.mark.parametrize("way", [one for one in Way if one is not Way.CLOSED])
def test_otherwise_the_header_leads_there(client, settings, way):
    settings.CANONICA_SIGN_UP = way.value

    assert JOIN in client.get("/").text


@pytest.mark.parametrize("way", list(Way))
def test_people_without_an_account_edit_in_all_ways(client, settings, way):
    settings.CANONICA_SIGN_UP = way.value
    base = make_revision("Algebra", "Letters.")

    response = client.post(
        "/edit/Algebra", {"text": "Letters and signs.", "base": base.pk}
    )

    assert response.status_code == 302
    assert User.objects.filter(is_temporary=True).count() == 1


@pytest.mark.parametrize("way", [Way.OPEN, Way.EMAIL, Way.APPROVAL])
def test_who_is_blocked_from_making_accounts_makes_none(client, settings, way):
    settings.CANONICA_SIGN_UP = way.value
    moderator = make_user(role="moderator")
    block_network("127.0.0.0/24", Terms(reason="Spam.", acts=["join"]), by=moderator)

    response = join(client, email="ada@one.example")

    assert response.status_code == 403
    assert "from making accounts: “Spam.”" in words_of(main_of(response))
    assert 'value="Ada"' in response.text
    assert list(User.objects.all()) == [moderator]


def test_a_block_from_editing_keeps_nobody_from_joining(client):
    moderator = make_user(role="moderator")
    block_network("127.0.0.0/24", Terms(reason="Spam.", acts=["edit"]), by=moderator)

    join(client)

    assert account_of(client) == str(User.objects.get(username="Ada").pk)
