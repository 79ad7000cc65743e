"""The matrix: what each door of the site asks of whoever comes, in one small table.

It is written down here, not taken from the code: ``test_matrix`` compares the two.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from accounts.rights import Right

ROLES = (
    "nobody", "temporary", "blocked", "editor", "trusted", "bot", "reviewer",
    "moderator", "administrator",
)  # fmt: skip
"""From the least rights to the most; the blocked one is an editor otherwise."""


class State(Enum):
    """What a page, or the site, can be like when somebody comes to the door."""

    PLAIN = "plain"
    FOR_TRUSTED = "only trusted editors may edit it"
    FOR_MODERATORS = "only moderators may edit it"
    FOR_ADMINISTRATORS = "only administrators may edit it"
    NAME_FIXED = "only moderators may rename it"
    SCARRED = "a revision of it is hidden"
    MISSING = "there is no page"
    RESERVED = "there is no page, and only moderators may begin it"
    DELETED = "the page was deleted"
    READ_ONLY = "the site can only be read"
    HOLDING = "all edits are held"


_ENDS = ("nobody", "blocked", "editor", "moderator")
WHO_MATTERS: dict[State, tuple[str, ...]] = {
    State.PLAIN: ROLES,
    State.HOLDING: ("nobody", "blocked", "editor", "bot", "reviewer"),
    State.FOR_TRUSTED: ("temporary", "blocked", "editor", "trusted", "bot"),
    State.FOR_MODERATORS: ("nobody", "blocked", "reviewer", "moderator"),
    State.FOR_ADMINISTRATORS: ("temporary", "moderator", "administrator"),
    State.NAME_FIXED: ("nobody", "blocked", "reviewer", "moderator"),
    State.RESERVED: ("nobody", "blocked", "reviewer", "moderator"),
    State.SCARRED: _ENDS,
    State.MISSING: _ENDS,
    State.DELETED: (*_ENDS, "reviewer"),
    State.READ_ONLY: ("nobody", "editor", "administrator"),
}
"""Whose cells are looked at: everybody's, or those around where the answer changes.

At length everybody's cells are, in each state."""

NO_PAGE = {State.MISSING, State.RESERVED, State.DELETED}
THERE = frozenset(set(State) - NO_PAGE)
OF_THE_SITE = frozenset({State.READ_ONLY, State.HOLDING})
ANYWHERE = frozenset(State)
SITE = frozenset({State.PLAIN, *OF_THE_SITE})
"""What is asked of a door that is of no page."""

EDIT_LEVELS = {
    State.FOR_TRUSTED: "trusted",
    State.FOR_MODERATORS: "moderator",
    State.FOR_ADMINISTRATORS: "administrator",
    State.RESERVED: "moderator",
}


class Asks(Enum):
    """What a door may ask besides a right."""

    NOTHING = "nothing"
    ACCOUNT = "an account, be it temporary"
    EDITING = "the right to edit the page; without an account the edit is held"
    OPENING = "what editing asks, but nothing is held and blocks do not matter"
    CHECKING = "to be able to edit the page at once, and no bot"
    MOVING = "the right to move pages, and this one"
    BEING_BLOCKED = "to be who is blocked"
    NOT_BLOCKED = "not to be blocked"
    PASSWORD = "an account with a password"


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What one method of one route asks, and where there is anything to be had."""

    asks: Right | Asks = Asks.NOTHING
    where: frozenset[State] = THERE
    """In other states everybody is refused, whatever their rights."""
    writes: str = ""
    """For a POST: the table in which it shows that it was done."""
    is_always_open: bool = False
    """Whether it works while the site can only be read."""
    keeps_to_levels: bool = False
    """Whether the right does not suffice where the page is protected higher."""


def _door(asks: Right | Asks, where: frozenset[State], writes: str = "") -> Door:
    return Door(asks=asks, where=where, writes=writes)


_N, _A, _R = Asks.NOTHING, Asks, Right
_UNHIDDEN = THERE - {State.SCARRED}
_WITH_ROW = ANYWHERE - {State.MISSING}
_OLD = THERE | {State.DELETED}
"""Revisions of deleted pages are there for those who may delete."""
_WITHOUT_A_LINK = Door(where=frozenset())
"""Closed for everybody who has no link, from a letter or to what is meant."""
_REVISION = "articles_revision"
_LOG = "accounts_logentry"

GET: dict[str, Door] = {
    "articles:front": _door(_N, SITE),
    "articles:read": _door(_N, THERE),
    "articles:by-id": _door(_N, THERE),
    "articles:timemap": _door(_N, THERE),
    "articles:raw": _door(_N, THERE),
    "articles:edit": _door(_N, ANYWHERE),
    "articles:drafts": _door(_A.ACCOUNT, SITE),
    "articles:history": _door(_N, THERE),
    "articles:revision": _door(_N, _OLD),
    "articles:diff": _door(_N, _OLD),
    "articles:diff-to-parent": _door(_N, _OLD),
    "articles:restore": _door(_N, _UNHIDDEN),
    "articles:undo": _door(_N, _UNHIDDEN),
    "articles:rollback": _door(_N, _UNHIDDEN),
    "articles:rename": _door(_N, THERE),
    "articles:merge": _door(_N, THERE),
    "articles:split": _door(_N, THERE),
    "articles:protect": _door(_R.PROTECT, ANYWHERE),
    "articles:feature": _door(_R.FEATURE, THERE),
    "articles:delete": _door(_R.DELETE, THERE),
    "articles:undelete": _door(_R.DELETE, _WITH_ROW),
    "articles:hide": _door(_R.HIDE, _OLD),
    "articles:attribution": _door(_N, THERE),
    "articles:credit": _door(_N, THERE),
    "articles:upload": _door(_N, SITE),
    "articles:media": _door(_N, SITE),
    "articles:cite": _door(_N, THERE),
    "articles:info": _door(_N, THERE),
    "articles:card": _door(_N, THERE),
    "articles:links": _door(_N, ANYWHERE),
    "articles:all": _door(_N, SITE),
    "articles:categories": _door(_N, SITE),
    "articles:sources": _door(_N, SITE),
    "articles:source": _door(_N, SITE),
    "articles:day": _door(_N, SITE),
    "articles:oembed": _WITHOUT_A_LINK,
    "articles:recent": _door(_N, SITE),
    "articles:contributions": _door(_N, SITE),
    "articles:random": _door(_N, SITE),
    "articles:sitemap": _door(_N, SITE),
    "articles:sitemap-part": _door(_N, SITE),
    "search:description": _door(_N, SITE),
    "articles:recent-feed": _door(_N, SITE),
    "articles:new-feed": _door(_N, SITE),
    "articles:history-feed": _door(_N, THERE),
    "articles:category-feed": _door(_N, ANYWHERE),
    "articles:contributions-feed": _door(_N, SITE),
    "keyboard": _door(_N, SITE),
    "search:results": _door(_N, SITE),
    "search:suggestions": _door(_N, SITE),
    "moderation:inbox": _door(_R.REVIEW, SITE),
    "moderation:review": _door(_R.REVIEW, SITE),
    "moderation:review-proposal": _door(_R.REVIEW, SITE),
    "moderation:proposal": _door(_N, SITE),
    "moderation:patrol": _door(_R.REVIEW, SITE),
    "moderation:report": _door(_N, THERE),
    "moderation:settle-report": _door(_R.SETTLE_REPORTS, SITE),
    "moderation:blocks": _door(_N, SITE),
    "moderation:block": _door(_R.BLOCK, SITE),
    "moderation:block-account": _door(_R.BLOCK, SITE),
    "moderation:block-network": _door(_R.BLOCK, SITE),
    "moderation:block-detail": _door(_N, SITE),
    "moderation:appeals": _door(_R.BLOCK, SITE),
    "moderation:appeal": _door(_R.BLOCK, SITE),
    "moderation:role": _door(_R.SET_ROLES, SITE),
    "moderation:addresses": _door(_R.SEE_ADDRESSES, SITE),
    "moderation:holding": _door(_R.PROTECT, SITE),
    "moderation:operate": _door(_R.OPERATE, SITE),
    "moderation:log": _door(_N, SITE),
    "moderation:rights": _door(_N, SITE),
    "moderation:audit": _door(_R.SEE_AUDIT, SITE),
    "accounts:join": _door(_N, SITE),
    "accounts:confirm-address": _WITHOUT_A_LINK,
    "accounts:change-password": _door(_A.PASSWORD, SITE),
    "accounts:set-password": _WITHOUT_A_LINK,
    "accounts:forgotten": _door(_N, SITE),
    "accounts:waiting": _door(_R.INVITE, SITE),
    "accounts:invitations": _door(_R.INVITE, SITE),
    "lists": _door(_R.KEEP_LISTS, SITE),
    "accounts:log-in": _door(_N, SITE),
    "accounts:log-out": _door(_N, SITE),
    "accounts:preferences": _door(_N, SITE),
    "/admin/login/": _door(_N, SITE),
    "/favicon.ico": _door(_N, SITE),
    "/robots.txt": _door(_N, SITE),
    "/livez": _door(_N, SITE),
    "/readyz": _door(_N, SITE),
}

POST: dict[str, Door] = {
    "articles:edit": _door(_A.EDITING, ANYWHERE, _REVISION),
    "articles:edit a section": _door(_A.EDITING, THERE, _REVISION),
    "articles:preview": Door(where=SITE, is_always_open=True),
    "articles:draft": _door(_A.ACCOUNT, ANYWHERE, "articles_draft"),
    "articles:editing": _door(_A.OPENING, ANYWHERE, "articles_presence"),
    "articles:restore": _door(_A.EDITING, _UNHIDDEN, _REVISION),
    "articles:undo": _door(_A.EDITING, _UNHIDDEN, _REVISION),
    "articles:rollback": _door(_A.EDITING, _UNHIDDEN, _REVISION),
    "articles:rename": _door(_A.MOVING, THERE, _REVISION),
    "articles:merge": _door(_A.MOVING, THERE, _REVISION),
    "articles:split": _door(_A.MOVING, THERE, _REVISION),
    "articles:upload": _door(_R.UPLOAD, SITE, "articles_upload"),
    "articles:protect": Door(
        asks=_R.PROTECT, where=ANYWHERE, writes=_LOG, keeps_to_levels=True
    ),
    "articles:feature": _door(_R.FEATURE, THERE, _LOG),
    "articles:delete": Door(asks=_R.DELETE, writes=_LOG, keeps_to_levels=True),
    "articles:undelete": _door(_R.DELETE, frozenset({State.DELETED}), _LOG),
    "articles:hide": _door(_R.HIDE, _OLD, _LOG),
    "articles:attribution": _door(_A.CHECKING, THERE, "articles_passagereview"),
    "moderation:report": _door(_R.REPORT, THERE, "moderation_report"),
    "moderation:review-proposal": _door(_R.REVIEW, SITE, _REVISION),
    "moderation:review-proposal claim": _door(_R.REVIEW, SITE, "moderation_heldedit"),
    "moderation:proposal": _door(_N, SITE, "moderation_heldedit"),
    "moderation:proposal withdraw": _door(_N, SITE, "moderation_heldedit"),
    "moderation:patrol": _door(_R.REVIEW, SITE, "articles_patrol"),
    "moderation:settle-report": _door(_R.SETTLE_REPORTS, SITE, _LOG),
    "moderation:settle-report claim": _door(
        _R.SETTLE_REPORTS, SITE, "moderation_report"
    ),
    "moderation:block": _door(_R.BLOCK, SITE, "accounts_block"),
    "moderation:block-account": _door(_R.BLOCK, SITE, "accounts_block"),
    "moderation:block-network": _door(_R.BLOCK, SITE, "accounts_block"),
    "moderation:block-detail": _door(_A.BEING_BLOCKED, SITE, "accounts_appeal"),
    "moderation:block-detail lift": _door(_R.BLOCK, SITE, _LOG),
    "moderation:appeal": _door(_R.BLOCK, SITE, "accounts_appeal"),
    "moderation:role": _door(_R.SET_ROLES, SITE, "accounts_user"),
    "moderation:addresses": _door(_R.SEE_ADDRESSES, SITE, "accounts_auditentry"),
    "moderation:holding": _door(_R.PROTECT, SITE, "moderation_holdrule"),
    "moderation:operate": Door(
        asks=_R.OPERATE, where=SITE, writes="moderation_switch", is_always_open=True
    ),
    "accounts:join": _door(_A.NOT_BLOCKED, SITE, "accounts_user"),
    "accounts:confirm-address": _WITHOUT_A_LINK,
    "accounts:change-password": _door(_A.PASSWORD, SITE, "accounts_user"),
    "accounts:set-password": _WITHOUT_A_LINK,
    "accounts:forgotten": _door(_N, SITE),
    "accounts:waiting": _door(_R.INVITE, SITE, "accounts_user"),
    "accounts:invitations": _door(_R.INVITE, SITE, "accounts_invitation"),
    "lists": _door(_R.KEEP_LISTS, SITE, "accounts_listentry"),
    "accounts:log-in": Door(
        where=SITE, writes="accounts_auditentry", is_always_open=True
    ),
    "accounts:log-out": Door(where=SITE, is_always_open=True),
    "accounts:preferences": _door(_N, SITE),
    "/admin/login/": _door(_N, SITE, "accounts_auditentry"),
}
"""Doors of one route that do different things have a word behind its name."""

OTHERS = {
    "/wiki/<path:address>": "answers titles that can be none, with 404",
    "admin:login": "stands behind our own log-in, which has the same address",
}
"""Routes that are no doors, and why."""

LOWEST = {
    Right.UPLOAD: "editor",
    Right.REVIEW: "reviewer",
    Right.PROTECT: "moderator",
    Right.FEATURE: "moderator",
    Right.DELETE: "moderator",
    Right.HIDE: "moderator",
    Right.BLOCK: "moderator",
    Right.SETTLE_REPORTS: "moderator",
    Right.INVITE: "moderator",
    Right.KEEP_LISTS: "moderator",
    Right.ADMINISTRATION: "moderator",
    Right.SET_ROLES: "administrator",
    Right.SEE_ADDRESSES: "administrator",
    Right.SEE_AUDIT: "administrator",
    Right.KEEP_ACCOUNTS: "administrator",
    Right.OPERATE: "administrator",
}
"""From which role on somebody has a right."""

ALLOWED, HELD, REFUSED = "allowed", "held", "refused"


def expected(method: str, door: Door, role: str, state: State) -> str:
    """Return what comes of it when somebody sends a complete form, or looks."""
    if state not in door.where:
        return REFUSED
    if method == "POST" and state is State.READ_ONLY and not door.is_always_open:
        return REFUSED
    if state is State.DELETED and door.where == _OLD:
        # Whoever may delete a page sees its revisions; all others don't.
        return _if(reaches(role, "moderator"))
    if door.keeps_to_levels and not _passes(role, state):
        return REFUSED
    if isinstance(door.asks, Right):
        return _if(_has(role, door.asks))
    return _ASKED[door.asks](role, state)


def reaches(role: str, level: str) -> bool:
    """Whether a role has at least the rights of another one."""
    order = ROLES.index
    return order(role) >= order(level)


def _has(role: str, right: Right) -> bool:
    if right is Right.REPORT:
        return role not in {"bot", "blocked"}
    return reaches(role, LOWEST[right])


def _if(is_allowed: bool) -> str:
    return ALLOWED if is_allowed else REFUSED


def _passes(role: str, state: State) -> bool:
    """Whether the protection of the page lets somebody edit or begin it."""
    return state not in EDIT_LEVELS or reaches(role, EDIT_LEVELS[state])


def _editing(role: str, state: State) -> str:
    if role == "blocked" or not _passes(role, state):
        return REFUSED
    is_held = state is State.HOLDING and not reaches(role, "reviewer")
    return HELD if is_held or role in _WITHOUT_ACCOUNT else ALLOWED


def _moving(role: str, state: State) -> str:
    if state is State.NAME_FIXED and not reaches(role, "moderator"):
        return REFUSED
    return _if(_editing(role, state) == ALLOWED)


def _checking(role: str, state: State) -> str:
    is_one_who_checks = role not in {*_WITHOUT_ACCOUNT, "blocked", "bot"}
    return _if(is_one_who_checks and _passes(role, state))


_WITHOUT_ACCOUNT = ("nobody", "temporary")
_ASKED: dict[Asks, Callable[[str, State], str]] = {
    Asks.NOTHING: lambda _role, _state: ALLOWED,
    Asks.ACCOUNT: lambda role, _state: _if(role != "nobody"),
    Asks.EDITING: _editing,
    Asks.OPENING: lambda role, state: _if(_passes(role, state)),
    Asks.CHECKING: _checking,
    Asks.MOVING: _moving,
    Asks.BEING_BLOCKED: lambda role, _state: _if(role == "blocked"),
    Asks.PASSWORD: lambda role, _state: _if(role not in _WITHOUT_ACCOUNT),
    Asks.NOT_BLOCKED: lambda role, _state: _if(role != "blocked"),
}
