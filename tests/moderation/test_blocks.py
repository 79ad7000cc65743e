"""Blocks: of accounts and addresses, whole and partial, with an end and an appeal."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.addresses import note_address
from accounts.blocking import Terms, block_account, block_network, lift
from accounts.models import Appeal, Block, LogEntry
from accounts.rights import NotAllowed, Role
from accounts.roles import give_role
from articles.models import Article, Origin, PassageReview, Revision
from markup.attribution import digest_of
from tests.articles.pages import form_of, links_of, main_of, words_of
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db

FOREVER = Terms(reason="Vandalism")


def edit(browser, title="Ada_Lovelace", address="203.0.113.7"):
    return browser.post(f"/edit/{title}", {"text": "Text."}, REMOTE_ADDR=address)


def test_a_blocked_account_edits_nothing_and_reads_everything(moderator, signed_in):
    vandal = make_user("Vandal")
    made = block_account(vandal, FOREVER, by=moderator)

    refused = edit(signed_in(vandal))

    assert refused.status_code == 422
    words = words_of(main_of(refused))
    assert "There is a block on your account" in words
    assert "Vandalism" in words
    assert f"block #{made.pk}" in words
    assert form_of(refused)["text"] == "Text."
    assert signed_in(vandal).get("/all").status_code == 200
    assert Revision.objects.count() == 0


@pytest.mark.parametrize("title", ["Ada_Lovelace", "A_page_to_be"])
def test_whoever_is_blocked_is_told_before_they_write(title, moderator, signed_in):
    make_revision()
    vandal = make_user("Vandal")
    made = block_account(vandal, FOREVER, by=moderator)

    page = signed_in(vandal).get(f"/edit/{title}")

    assert f"block #{made.pk}" in words_of(main_of(page))
    assert f"/block/{made.pk}" in links_of(page)


def test_whom_a_block_does_not_concern_is_told_of_none(moderator, signed_in):
    make_revision("Ada Lovelace", "Text. [[Category:People]]")
    make_revision("London", "Text. [[Category:Towns]]")
    neighbour = make_user("Neighbour")
    terms = Terms(reason="Fights", categories=["Category:Towns"])
    block_account(neighbour, terms, by=moderator)
    browser = signed_in(neighbour)

    assert "There is a block" in browser.get("/edit/London").text
    assert "There is a block" not in browser.get("/edit/Ada_Lovelace").text
    assert "There is a block" not in browser.get("/edit/A_page_to_be").text


def test_a_block_that_is_over_or_lifted_keeps_nobody(moderator, signed_in):
    vandal = make_user("Vandal")
    ends = timezone.now() + timedelta(days=1)
    made = block_account(vandal, Terms(reason="Spam", expires_at=ends), by=moderator)
    later = timezone.now() - timedelta(seconds=1)
    Block.objects.filter(pk=made.pk).update(
        created_at=later - timedelta(days=2), expires_at=later
    )
    other = block_account(vandal, FOREVER, by=moderator)
    lift(other, by=moderator, reason="Enough")

    assert edit(signed_in(vandal)).status_code == 302


@pytest.mark.parametrize(
    ("terms", "title", "status"),
    [
        ({"titles": ["Ada Lovelace"]}, "Ada_Lovelace", 422),
        ({"titles": ["Ada Lovelace"]}, "Babbage", 302),
        ({"categories": ["Category:People"]}, "Known", 422),
        ({"categories": ["Category:Places"]}, "Known", 302),
        ({"acts": ["create"]}, "Babbage", 422),
        ({"acts": ["create"]}, "Known", 302),
        ({"acts": ["report"]}, "Babbage", 302),
    ],
)
def test_a_block_may_be_partial(terms, title, status, moderator, signed_in):
    known = make_revision("Known", "[[Category:People]]")
    editor = make_user()
    block_account(editor, Terms(reason="War", **terms), by=moderator)

    answer = signed_in(editor).post(
        f"/edit/{title}",
        {"text": "New.", "base": known.pk if title == "Known" else ""},
    )

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("network", "address", "is_blocked"),
    [
        ("203.0.113.7", "203.0.113.7", True),
        ("203.0.113.0/24", "203.0.113.99", True),
        ("203.0.113.0/24", "203.0.114.1", False),
        ("2001:db8::/32", "2001:db8:1::5", True),
        ("2001:db8::/32", "2001:db9::5", False),
    ],
)
def test_a_range_of_addresses_is_blocked(network, address, is_blocked, moderator):
    block_network(network, FOREVER, by=moderator)

    assert edit(Client(), address=address).status_code == (422 if is_blocked else 302)


@pytest.mark.parametrize(
    ("role", "too", "status"),
    [("editor", False, 302), ("editor", True, 422), ("trusted", True, 302)],
)
def test_accounts_do_not_pay_for_their_neighbours(
    role, too, status, moderator, signed_in
):
    terms = Terms(reason="Spam", is_for_accounts_too=too)
    block_network("203.0.113.0/24", terms, by=moderator)

    assert edit(signed_in(make_user(role=role))).status_code == status


def test_the_addresses_of_a_blocked_account_are_blocked_for_a_day(moderator):
    vandal = make_user("Vandal")
    note_address(vandal, "203.0.113.7")

    made = block_account(vandal, FOREVER, by=moderator)

    automatic = Block.objects.get(network__isnull=False)
    assert automatic.expires_at == made.created_at + timedelta(days=1)
    assert automatic.target == "an address"
    refused = edit(Client())
    assert refused.status_code == 422
    assert "203.0.113.7" not in Client().get("/blocks").text + Client().get("/log").text


def test_lifting_a_block_lifts_those_that_followed_from_it(moderator):
    vandal = make_user("Vandal")
    note_address(vandal, "203.0.113.7")
    made = block_account(vandal, FOREVER, by=moderator)

    lift(made, by=moderator, reason="A mistake")

    assert edit(Client()).status_code == 302
    acts = LogEntry.objects.values_list("act", flat=True)
    assert list(acts) == ["unblock", "block"]


def test_who_is_blocked_checks_no_passages(moderator, signed_in):
    text = "A machine wrote this."
    make_revision(text=text, origin=Origin.MACHINE)
    vandal = make_user("Vandal")
    block_account(vandal, FOREVER, by=moderator)

    answer = signed_in(vandal).post(
        "/attribution/Ada_Lovelace", {"passage": str(digest_of(text))}
    )

    assert answer.status_code == 409
    assert "There is a block on your account" in words_of(main_of(answer))
    assert PassageReview.objects.count() == 0


def test_it_is_made_on_a_page(moderator, signed_in):
    make_user("Vandal")
    desk = signed_in(moderator)
    fields = form_of(desk.get("/block/account/Vandal"))

    sent = desk.post(
        "/block",
        fields | {"reason": "Spam", "days": "7", "pages": "Known\nCategory:People"},
    )

    made = Block.objects.get()
    assert (sent.status_code, sent.url) == (302, f"/block/{made.pk}")
    assert (made.titles, made.categories) == (["Known"], ["Category:People"])
    week = timezone.now() + timedelta(days=6.9), timezone.now() + timedelta(days=7)
    assert Block.objects.filter(expires_at__range=week).exists()


@pytest.mark.parametrize(
    "network", ["nonsense", "10.0.0.0/8", "2001:db8::/20", "203.0.113.0/33", ""]
)
def test_a_range_that_is_none_or_too_wide_is_refused(network, moderator):
    with pytest.raises(ValidationError):
        block_network(network, FOREVER, by=moderator)

    assert Block.objects.count() == 0


def test_moderators_block_no_moderators(moderator, administrator):
    other = make_user(role="moderator")

    with pytest.raises(ValidationError, match="administrators only"):
        block_account(other, FOREVER, by=moderator)
    with pytest.raises(NotAllowed):
        block_account(make_user(), FOREVER, by=make_user(role="reviewer"))

    assert block_account(other, FOREVER, by=administrator).is_in_force


def test_nobody_lifts_their_own_block(moderator, administrator, signed_in):
    terms = Terms(reason="Fights", titles=["London"])
    made = block_account(moderator, terms, by=administrator)
    asked = Appeal.objects.create(block=made, text="I did nothing.")
    desk = signed_in(moderator)

    lifted = desk.post(f"/block/{made.pk}", {"action": "lift", "reason": "Well"})
    granted = desk.post(f"/appeal/{asked.pk}", {"reason": "Well", "is_granted": "on"})

    assert (lifted.status_code, granted.status_code) == (403, 403)
    assert "Somebody else has to lift" in words_of(main_of(lifted))
    made.refresh_from_db()
    assert made.is_in_force


def test_a_moderator_who_is_blocked_guards_nothing_and_may_appeal(
    moderator, administrator, signed_in
):
    revision = make_revision("Ada Lovelace")
    made = block_account(moderator, FOREVER, by=administrator)
    desk = signed_in(moderator)
    tried = {"reason": "Well", "level": "moderator", "action": "lift"}
    doors = [
        "/delete/Ada_Lovelace",
        "/protect/Ada_Lovelace",
        f"/hide/{revision.pk}",
        "/block/account/Vandal",
        "/patrol",
        "/lists",
        f"/block/{made.pk}",
    ]

    statuses = {door: desk.post(door, tried).status_code for door in doors}

    assert statuses == dict.fromkeys(doors, 403)
    told = words_of(main_of(desk.post("/patrol")))
    assert f"“Vandalism”. You can appeal: it is block #{made.pk}." in told
    assert Article.objects.published().count() == 1
    page = desk.get(f"/block/{made.pk}")
    assert "Lift the block" not in words_of(main_of(page))
    assert desk.post(f"/block/{made.pk}", {"text": "Sorry"}).status_code == 302
    lift(made, by=administrator, reason="Enough")
    assert desk.post("/delete/Ada_Lovelace", {"reason": "Spam"}).status_code == 302


def test_a_moderator_who_is_blocked_is_led_to_the_block_and_offered_no_other(
    moderator, administrator, signed_in
):
    other = block_account(make_user("Vandal"), FOREVER, by=moderator)
    made = block_account(moderator, FOREVER, by=administrator)
    desk = signed_in(moderator)

    refusal = main_of(desk.get("/patrol"))
    page = main_of(desk.get(f"/block/{other.pk}"))

    link = refusal.find(f".//a[@href='/block/{made.pk}']")
    assert link.text == f"Look at block #{made.pk}"
    assert "Lift the block" not in words_of(page)


def test_an_administrator_who_is_blocked_can_still_keep_the_house(administrator):
    other = make_user(role="administrator")
    block_account(administrator, FOREVER, by=other)

    give_role(other, Role.EDITOR, by=administrator, reason="Gone rogue")

    other.refresh_from_db()
    assert other.role == Role.EDITOR


def test_whoever_may_not_lift_a_block_is_told_so(moderator, signed_in):
    made = block_account(make_user("Vandal"), FOREVER, by=moderator)
    somebody = signed_in(make_user())

    refused = somebody.post(f"/block/{made.pk}", {"action": "lift", "reason": "Well"})

    assert refused.status_code == 403
    assert "needs the rights of a moderator" in words_of(main_of(refused))


@pytest.mark.parametrize(
    ("network", "kept"),
    [
        ("::ffff:203.0.113.7", "203.0.113.7/32"),
        ("::ffff:203.0.113.0/120", "203.0.113.0/24"),
        ("2001:db8::1/64", "2001:db8::/64"),
    ],
)
def test_an_address_is_blocked_as_it_comes(network, kept, moderator):
    assert block_network(network, FOREVER, by=moderator).network == kept


def test_of_ipv6_a_blocked_account_takes_its_network_along(moderator):
    vandal = make_user("Vandal")
    note_address(vandal, "2001:db8:0:7::1")
    note_address(vandal, "2001:db8:0:7::2")

    block_account(vandal, FOREVER, by=moderator)

    [followed] = Block.objects.exclude(caused_by=None)
    assert followed.network == "2001:db8:0:7::/64"


def test_a_block_from_reporting_in_a_category_holds(moderator, signed_in):
    make_revision("Ada Lovelace", "Text. [[Category:People]]")
    loud = make_user("Loud")
    terms = Terms(reason="Noise", acts=["report"], categories=["Category:People"])
    block_account(loud, terms, by=moderator)

    sent = signed_in(loud).post("/report/Ada_Lovelace", {"cause": "spam"})

    assert sent.status_code == 403
    assert "There is a block on your account" in words_of(main_of(sent))
