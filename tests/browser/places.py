"""Places: every kind of page there is, and how a visitor gets there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from playwright.sync_api import Page

from tests.browser import refusals, states
from tests.browser.people import address
from tests.browser.world import LONG_TITLE, World


@dataclass(frozen=True, slots=True)
class Place:
    """A page, the status that it is answered with, and the way there."""

    name: str
    status: int
    go: Callable[[Page, World], None]
    walker: str = ""
    """Who goes there on the way from another place; if nobody, then somebody new."""

    def __str__(self) -> str:
        return self.name


def _at(name: str, path: str, status: int = 200) -> Place:
    """Return the place that has an address, which may name one of the world's ids."""
    return Place(name, status, partial(_go_to, path=path), "stranger")


def _to_members(name: str, path: str, status: int = 200) -> Place:
    """Return the place at an address as it is for somebody who is signed in."""
    return Place(name, status, partial(_go_signed_in, path=path), "member")


def _to_keepers(name: str, path: str, status: int = 200) -> Place:
    """Return the place at an address as it is for an administrator."""
    return Place(name, status, partial(_go_as_keeper, path=path), "keeper")


def _go_to(page: Page, world: World, *, path: str) -> None:
    page.goto(path.format(**world.ids))


def _go_signed_in(page: Page, world: World, *, path: str) -> None:
    world.member.sign_in(page)
    _go_to(page, world, path=path)


def _go_as_keeper(page: Page, world: World, *, path: str) -> None:
    world.administrator.sign_in(page)
    _go_to(page, world, path=path)


FIRST_DAY = "2026-11-23"
"""When the first articles were written."""
SPLIT = "/split/Harbour?section=h-trade&new_title="
READING = [
    _at("front", "/"),
    _at("article", "/wiki/Secret_Speech"),
    _at("redirected", "/wiki/Harbours"),
    _at("redirect", "/wiki/Harbours?redirect=no"),
    _at("rich article", "/wiki/Harbour"),
    _at("article with notes", "/wiki/Joseph_Stalin"),
    _at("article with a list", "/wiki/Glasnost"),
    _at("article with boxes", "/wiki/Lighthouse"),
    _at("disambiguation", "/wiki/Soviet"),
    _at("template", "/wiki/Template:Infobox_person"),
    _at("users of a template", "/links/Template:Infobox_person"),
    _at("help on formatting", "/wiki/Help:Formatting"),
    _at("sources", "/sources"),
    Place("source", 200, states.source),
    _at("article with a long title", address("wiki", LONG_TITLE)),
    _at("article by a machine", "/wiki/Mole"),
    _at("category", "/wiki/Category:Soviet_politics"),
    _at("undescribed category", "/wiki/Category:Harbours"),
    _at("missing", "/wiki/Nothing_here", 404),
    _at("deleted", "/wiki/Sunken_pier", 410),
    _at("bad title", "/wiki/%3C", 404),
    _at("authors in the page", "/wiki/Secret_Speech?authors=show"),
    _at("attribution", "/attribution/Secret_Speech"),
    _at("attribution to a machine", "/attribution/Mole"),
    Place("attribution with reviews", 200, states.reviews),
    _at("all pages", "/all"),
    _at("pages by their beginning", "/all?prefix=P"),
    _at("categories", "/categories"),
    _at("tree of categories", "/wiki/Category:Lights"),
    _at("day", "/day/5/3"),
    _at("citations", "/cite/Secret_Speech"),
    _at("citations of a long title", address("cite", LONG_TITLE)),
    _at("citations of an old revision", "/cite/Harbour?revision={first}"),
    _at("information", "/info/Secret_Speech"),
    _at("information of a protected page", "/info/Protected_pier"),
    _at("links", "/links/Secret_Speech"),
    _at("no links", "/links/Nothing_here"),
    _at("search", "/search?q=stalin"),
    _at("search finds nothing", "/search?q=zzyzx"),
    _at("search for nothing", "/search"),
    Place("suggestions", 200, states.suggestions),
    _at("keyboard", "/help/keyboard"),
]
WRITING = [
    _at("edit", "/edit/Secret_Speech"),
    _at("edit a section", "/edit/Harbour?section=h-trade"),
    _at("create", "/edit/Nothing_here"),
    Place("edit with preview", 200, states.preview),
    Place("edit with changes", 200, states.changes),
    Place("edit with completions", 200, states.completions),
    Place("edit with a link dialog", 200, states.link_dialog),
    Place("edit with a citation dialog", 200, states.citation_dialog),
    Place("edit with a draft", 200, states.draft_offered),
    Place("edit with a draft on the server", 200, states.server_draft_offered),
    Place("edit that goes on with a draft", 200, states.server_draft_continued),
    Place("edit with somebody else", 200, states.somebody_else_editing),
    Place("edit refused", 422, refusals.refused_edit),
    Place("edit after the session", 403, refusals.edit_after_the_session_ended),
    Place("published", 200, states.published),
    Place("drafts", 200, states.my_drafts),
    _at("source text", "/edit/Protected_pier"),
    Place("conflict", 409, refusals.conflict),
    Place("conflict of a section", 409, refusals.conflict_of_a_section),
    Place("conflict with preview", 200, refusals.conflict_previewed),
    Place("conflict with errors", 422, refusals.conflict_undecided),
    Place("conflict after the session", 403, refusals.conflict_after_the_session_ended),
]
PICTURES = [
    _at("file", "/wiki/File:Quay.png"),
    _to_members("file of one's own", "/wiki/File:Quay.png"),
    _at("file without a picture", "/wiki/File:No_picture.png"),
    _to_members("missing file", "/wiki/File:Nothing_here.png", 404),
    _at("upload as a stranger", "/upload"),
    _to_members("upload", "/upload"),
    _to_members("upload a new version", "/upload?title=File:Quay.png"),
    Place("upload refused", 422, refusals.upload_refused),
]
HISTORY = [
    _at("history", "/history/Harbour"),
    _at("history filtered", "/history/Harbour?minor=hide&size=20"),
    _at("history that nothing matches", "/history/Harbour?author=Nobody"),
    _at("difference", "/diff/{first}/{third}?view=side"),
    _at("difference inline", "/diff/{first}/{third}?view=inline"),
    _at("difference as readers see it", "/diff/{first}/{third}?view=page"),
    _at("difference with moves", "/diff/{moved}?view=side"),
    _at("difference with moves inline", "/diff/{moved}?view=inline"),
    _at("difference too large", "/diff/{large}?view=side"),
    _at("no difference", "/diff/{third}/{third}?view=side"),
    _at("first difference", "/diff/{first}?view=side"),
    _at("old revision", "/revision/{first}"),
    _at("as of a day", f"/wiki/Secret_Speech?as_of={FIRST_DAY}"),
    _at("as of a time", f"/wiki/Joseph_Stalin?as_of={FIRST_DAY}T12:00:00Z"),
    _at("before it was there", "/wiki/Secret_Speech?as_of=1956-02-25", 404),
    _at("a category as of a day", f"/wiki/Category:Soviet_politics?as_of={FIRST_DAY}"),
    _at("choosing a day", "/wiki/Secret_Speech?as_of="),
    _at("no day", "/wiki/Secret_Speech?as_of=yesterday", 400),
    _at("restore", "/restore/{first}"),
    _at("undo", "/undo/{third}"),
    _at("undo refused", "/undo/{first}", 422),
    _at("undo contradicted", "/undo/{second}", 409),
    Place("undo after the session", 403, refusals.undo_after_the_session_ended),
    _at("roll back", "/rollback/{run}"),
    _at("roll back refused", "/rollback/{first}", 422),
    _at("roll back contradicted", "/rollback/{contradicted}", 409),
    _at("recent changes", "/recent"),
    _at("recent changes filtered", "/recent?tag=blanking"),
    _at("contributions", "/contributions/Keeper"),
    _at("contributions filtered", "/contributions/Keeper?minor=hide"),
]
MOVING = [
    _at("rename as a stranger", "/rename/Harbour"),
    _to_members("rename", address("rename", LONG_TITLE)),
    Place("rename refused", 422, refusals.rename_refused),
    Place("rename after the session", 403, refusals.rename_after_the_session_ended),
    Place("renamed", 200, states.renamed),
    _at("merge as a stranger", "/merge/Harbour"),
    _at("merge with text as a stranger", "/merge/Harbour?into=Secret_Speech"),
    _to_members("merge", "/merge/Harbour"),
    _to_members("merge with nothing", "/merge/Harbour?into=Nothing_here", 422),
    _to_members("merge with text", f"/merge/Harbour?into={LONG_TITLE}"),
    Place("merge refused", 422, refusals.merge_refused),
    _at("split as a stranger", "/split/Harbour"),
    _at("split with text as a stranger", f"{SPLIT}Trades"),
    _to_members("split", "/split/Harbour"),
    _to_members("split into a bad title", f"{SPLIT}%3C", 422),
    _to_members("split with text", f"{SPLIT}Trades"),
    Place("split refused", 422, refusals.split_refused),
]
ACCOUNTS = [
    _at("join", "/accounts/join"),
    Place("join refused", 422, refusals.refused_joining),
    _at("log in", "/accounts/login"),
    Place("log in refused", 422, refusals.refused_login),
    Place("log in too often", 429, refusals.too_many_tries),
    Place("signed in", 200, states.signed_in),
    _at("log out", "/accounts/logout"),
    _at("preferences", "/accounts/preferences"),
    _at("forgotten password", "/accounts/password/forgotten"),
    _at("a link that was used", "/accounts/password/set?account=1&token=x", 410),
    _to_members("changing a password", "/accounts/password"),
]
GUARDING = [
    _at("moderation as a stranger", "/moderation", 403),
    _at("public log", "/log"),
    _at("rights", "/rights"),
    _at("blocks", "/blocks"),
    _at("block", "/block/{block}"),
    _at("report", "/report/Harbour"),
    _at("revision with something hidden", "/revision/{hidden}"),
    Place("edit that waits", 202, states.waiting_edit),
    _at("own proposal", "/proposal/{held_token}"),
    _at("own proposal that came back", "/proposal/{sent_back_token}"),
    _to_keepers("moderation", "/moderation"),
    _to_keepers("proposals", "/review"),
    _to_keepers("proposal", "/review/{held}"),
    _to_keepers("proposal that is contradicted", "/review/{contested}"),
    _to_keepers("proposal that was sent back", "/review/{sent_back}"),
    _to_keepers("patrol", "/patrol"),
    _to_keepers("reported page", "/settle/{report}"),
    _to_keepers("appeals", "/appeals"),
    _to_keepers("appeal", "/appeal/{appeal}"),
    _to_keepers("block of an account", "/block/account/Keeper"),
    _to_keepers("block of a network", "/block/network"),
    _to_keepers("role", "/role/Keeper"),
    _to_keepers("addresses", "/addresses"),
    _to_keepers("holding", "/holding"),
    _to_keepers("switches", "/operate"),
    _to_keepers("audit", "/audit"),
    _to_keepers("protect", "/protect/Harbour"),
    _to_keepers("front page of keepers", "/feature/Harbour"),
    _to_keepers("delete", "/delete/Harbour"),
    _to_keepers("undelete", "/undelete/Sunken_pier"),
    _to_keepers("hide", "/hide/{hidden}"),
]
ERRORS = [
    _at("not found", "/no/such/address", 404),
    Place("session ended", 403, refusals.session_ended),
    Place("broken", 500, refusals.broken),
    Place("no room", 503, refusals.no_room),
    Place("only read", 503, refusals.only_read),
]
PLACES = [
    *READING,
    *WRITING,
    *PICTURES,
    *HISTORY,
    *MOVING,
    *ACCOUNTS,
    *GUARDING,
    *ERRORS,
]
