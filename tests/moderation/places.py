"""Places: a page in each state of the matrix, people of each role, and their forms."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from accounts.blocking import Terms as BlockTerms
from accounts.blocking import block_account
from accounts.models import Block, User
from articles.counting import SHARE
from articles.deleting import delete
from articles.hiding import Hiding, hide
from articles.models import Origin, Patrol, Revision
from articles.protecting import Terms, protect
from markup import Title
from markup.attribution import digest_of
from moderation import switches
from moderation.models import HeldEdit, Switch
from tests.images import image_bytes
from tests.makers import PASSWORD, make_revision, make_user
from tests.moderation.matrix import ROLES, State
from tests.world import (
    DAY,
    picture,
    proposal,
    reported_and_blocked,
    rows,
    waiting_and_invited,
)

MACHINES = "A machine wrote this."
_LIFE = "\n\n## Life\n\n"
_ABSENT = 987654321

_LEVELS = {
    State.FOR_TRUSTED: {"edit": "trusted"},
    State.FOR_MODERATORS: {"edit": "moderator"},
    State.FOR_ADMINISTRATORS: {"edit": "administrator"},
    State.NAME_FIXED: {"rename": "moderator"},
    State.RESERVED: {"create": "moderator"},
}


@dataclass(frozen=True, slots=True)
class Place:
    """A title in some state, and the revisions there, if there are any."""

    title: str
    revisions: tuple[Revision, ...] = ()

    @property
    def arguments(self) -> dict[str, object]:
        """What routes take; without revisions, numbers that nothing has."""
        first, middle = (one.pk for one in self.revisions[:2] or (_NONE, _NONE))
        return {
            "title": self.title,
            "article_id": self.revisions[0].article_id if self.revisions else _ABSENT,
            "revision_id": middle,
            "old_id": first,
            "new_id": middle,
        }

    @property
    def last(self) -> Revision:
        return self.revisions[-1] if self.revisions else _NONE

    @property
    def base(self) -> object:
        return self.revisions[-1].pk if self.revisions else ""


_NAMES = {role: f"The {role}" for role in ROLES}
_NONE = Revision(pk=_ABSENT)


class World:
    """Pages, people and whatever else the doors lead to."""

    def __init__(self) -> None:
        self.root = make_user("Root", role="administrator")
        self.places = {state: self._place(state) for state in State}
        self.into = make_revision("Target", "Where it goes. {{cite|title=A}}")
        mary = make_user("Mary")
        self.sessions = {role: self._session(role) for role in ROLES}
        patrolled = Patrol.objects.exclude(revision__is_deleted=True).first()
        self.patrolled = patrolled.pk if patrolled else _ABSENT
        waiting_and_invited()
        of_pages = {
            **reported_and_blocked(self.into.article), **proposal("Rome"), **picture()
        }  # fmt: skip
        self.arguments: dict[str, object] = {
            **rows(),
            **of_pages,
            "name": "Mary",
            "address": "Ada|Lovelace",
            "user_id": mary.pk,
            "object_id": self.into.pk,
            "content_type_id": "1",
            "app_label": "articles",
            "number": self.into.article_id // SHARE,
            **DAY,
            "block_id": Block.objects.get(account__username=_NAMES["blocked"]).pk,
        }

    def browser(self, role: str) -> Client:
        """Return a new browser in which somebody of the role is signed in."""
        client = Client(raise_request_exception=False)
        if session := self.sessions[role]:
            client.cookies[settings.SESSION_COOKIE_NAME] = session
        return client

    def address_arguments(self, state: State) -> dict[str, object]:
        return self.arguments | self.places[state].arguments

    def _place(self, state: State) -> Place:
        title = state.name.replace("_", " ").capitalize()
        place = Place(title.replace(" ", "_"))
        if state not in {State.MISSING, State.RESERVED}:
            place = Place(place.title, self._history(title))
        if state in _LEVELS:
            terms = Terms(levels=_LEVELS[state], reason="Edit war")
            protect(Title.parse(title), terms, by=self.root)
        if state is State.SCARRED:
            hiding = Hiding(fields=["text"], reason="Abuse")
            hide(place.revisions[1], hiding, by=self.root)
        if state is State.DELETED:
            delete(Title.parse(title), by=self.root, reason="Nonsense")
        return place

    def _history(self, title: str) -> tuple[Revision, ...]:
        """Three edits of three people; the one in the middle can be taken back."""
        texts = ("One.", "Two.", "Two.\n\nMore.")
        first = make_revision(title, MACHINES + _LIFE + texts[0], origin=Origin.MACHINE)
        middle = make_revision(title, MACHINES + _LIFE + texts[1], base=first)
        last = make_revision(title, MACHINES + _LIFE + texts[2], base=middle)
        return first, middle, last

    def _session(self, role: str) -> str:
        if role == "nobody":
            return ""
        account = _account(role)
        if role == "blocked":
            block_account(account, BlockTerms(reason="War"), by=self.root)
        client = Client()
        client.force_login(account)
        return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def _account(role: str) -> User:
    if role == "temporary":
        return make_user("~2026-1", is_temporary=True)
    return make_user(_NAMES[role], role="editor" if role == "blocked" else role)


@contextmanager
def _switched(state: State) -> Iterator[None]:
    """Let the site be in a state for a while."""
    if state is State.HOLDING:
        Switch.objects.create(kind=Switch.Kind.HOLD_ALL, is_on=True)
    known = {"read-only": "Moving house."} if state is State.READ_ONLY else {}
    cache.set(switches.KEY, known, timeout=None)
    yield
    cache.set(switches.KEY, {}, timeout=None)


@contextmanager
def as_if_nothing_had_happened(state: State = State.PLAIN) -> Iterator[None]:
    """Roll back whatever is done meanwhile, in the site's state."""
    with transaction.atomic():
        with _switched(state):
            yield
        transaction.set_rollback(True)


def form_for(door: str, world: World, state: State) -> dict[str, object]:
    """Return a complete form for a door, as its page would send it."""
    place, last = world.places[state], world.places[state].last
    base = place.base
    because: dict[str, object] = {"reason": "Because"}
    block = {"days": "1", **because}
    back = {"summary": "Back", "base": base}
    held = HeldEdit.objects.get(pk=str(world.arguments["held_id"]))
    forms: dict[str, dict[str, object]] = {
        "articles:edit": {
            "text": f"{last.text}\n\nNew.",
            "base": "" if state is State.DELETED else base,
        },
        "articles:edit a section": {
            "text": "## Life\n\nAnew.", "section": "h-life", "base": base
        },
        "articles:preview": {"content": "Words."},
        "articles:draft": {"text": "A draft.", "base": base},
        "articles:editing": {"key": "k"},
        "articles:restore": back,
        "articles:undo": back,
        "articles:rollback": back,
        "articles:rename": {"new_title": "Another name"},
        "articles:merge": {
            "taken_in": last.pk, "base": world.into.pk, "text": "Both in one."
        },
        "articles:split": {
            "base": base, "section": "h-life", "new_title": "Their life",
            "new_text": "A life.", "left_text": "## Life\n\nElsewhere.",
        },
        "articles:upload": _picture(),
        "articles:protect": {"edit": "trusted", **because},
        "articles:feature": because,
        "articles:delete": because,
        "articles:undelete": because,
        "articles:hide": {"fields_hidden": ["summary"], **because},
        "articles:attribution": {"passage": str(digest_of(MACHINES))},
        "moderation:report": {"cause": "spam"},
        "moderation:review-proposal": {"action": "accept"},
        "moderation:review-proposal claim": {"action": "claim"},
        "moderation:proposal": {"text": f"{held.text} Amended."},
        "moderation:proposal withdraw": {"action": "withdraw"},
        "moderation:patrol": {"revision": world.patrolled},
        "moderation:settle-report": {"outcome": "settled", "answer": "Done"},
        "moderation:settle-report claim": {"action": "claim"},
        "moderation:block": {"name": "Mary", **block},
        "moderation:block-account": {"name": "Mary", **block},
        "moderation:block-network": {"network": "198.51.100.0/24", **block},
        "moderation:block-detail": {"text": "It was my brother."},
        "moderation:block-detail lift": {"action": "lift", **because},
        "moderation:appeal": because,
        "moderation:role": {"role": "trusted", **because},
        "moderation:addresses": {"who": "Mary", **because},
        "moderation:holding": {"title": "Rome", "level": "trusted", **because},
        "moderation:operate": {"kind": "notice", "is_on": "on", "words": "Hear."},
        **_forms_of_accounts(world),
    }  # fmt: skip
    return forms[door]


def _picture() -> dict[str, object]:
    return {
        "title": "Gate", "description": "A gate.", "alt": "A gate of iron",
        "credit": "Ada", "licence": "cc0-1.0", "source": "Own work",
        "file": SimpleUploadedFile("gate.png", image_bytes()),
    }  # fmt: skip


def _forms_of_accounts(world: World) -> dict[str, dict[str, object]]:
    account: dict[str, object] = {"username": "Mary", "password": PASSWORD}
    return {
        "accounts:join": {
            "username": "Newcomer", "password1": PASSWORD, "password2": PASSWORD
        },
        "accounts:confirm-address": {},
        "accounts:change-password": {
            "old_password": PASSWORD,
            "new_password1": "a better battery",
            "new_password2": "a better battery",
        },
        "accounts:set-password": {},
        "accounts:forgotten": {"username": "Nobody at all"},
        "accounts:waiting": {
            "application": world.arguments["application_id"], "action": "approve"
        },
        "accounts:invitations": {"note": "For Ada"},
        "lists": {"kind": "name", "pattern": "vandal"},
        "accounts:log-in": account,
        "accounts:log-out": {"next": "/"},
        "accounts:preferences": {"theme": "dark", "size": "large", "width": "wide"},
        "/admin/login/": account,
    }  # fmt: skip
