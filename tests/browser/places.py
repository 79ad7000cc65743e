"""Places: every kind of page there is, and how a visitor gets there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from playwright.sync_api import Page, expect

from tests.browser.people import press, publish, sign_up, text_field
from tests.browser.world import World


@dataclass(frozen=True, slots=True)
class Place:
    """A page, the status that its address answers with, and the way there."""

    name: str
    status: int
    go: Callable[[Page, World], None]

    def __str__(self) -> str:
        return self.name


def _at(name: str, path: str, status: int = 200) -> Place:
    """Return the place that has an address, which may name one of the world's ids."""
    return Place(name, status, partial(_go_to, path=path, status=status))


def _go_to(page: Page, world: World, *, path: str, status: int) -> None:
    ids = {"first": world.first, "second": world.second, "third": world.third}
    answer = page.goto(path.format(**ids))
    assert answer is not None
    assert answer.status == status


def _preview(page: Page, _world: World) -> None:
    page.goto("/edit/Harbour")
    press(page, "Show preview")
    expect(page.get_by_role("region", name="Preview", exact=True)).to_be_visible()


def _completions(page: Page, _world: World) -> None:
    page.goto("/edit/Harbour")
    text_field(page).press("Control+End")
    page.keyboard.type("[[soviet")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")


def _link_dialog(page: Page, _world: World) -> None:
    page.goto("/edit/Harbour")
    text_field(page).press("Control+k")
    page.get_by_role("combobox", name="Page").press_sequentially("soviet")
    expect(page.get_by_role("dialog").get_by_role("option").first).to_be_visible()


def _citation_dialog(page: Page, _world: World) -> None:
    page.goto("/edit/Harbour")
    page.get_by_role("button", name="Citation", exact=True).click()
    expect(page.get_by_role("dialog", name="Cite a source")).to_be_visible()


def _draft_offered(page: Page, _world: World) -> None:
    page.goto("/edit/Harbour")
    page.on("dialog", lambda dialog: dialog.accept())
    text_field(page).press_sequentially("Kept. ")
    kept = page.locator("[data-draft-state]").filter(has_text="Draft kept")
    expect(kept).to_be_visible()
    page.goto("/edit/Harbour")
    expect(page.get_by_role("region", name="Draft")).to_be_visible()


def _changes(page: Page, _world: World) -> None:
    page.goto("/edit/Harbour")
    text_field(page).fill("Harbours shelter boats.\n\n## Trade\n\nNone.\n")
    press(page, "Show changes")
    expect(page.get_by_role("region", name="Your changes")).to_be_visible()


def _conflict(page: Page, world: World) -> None:
    page.goto("/edit/Disputed_quay")
    world.dispute()
    publish(page, "The quay has very many bollards.\n")
    expect(page.locator(".passage")).to_be_visible()


def _refused_edit(page: Page, _world: World) -> None:
    page.goto("/edit/Nothing_to_say")
    publish(page, " \n")
    expect(page.get_by_role("alert")).to_be_visible()


def _published(page: Page, _world: World) -> None:
    page.goto("/edit/Guest_book")
    text = text_field(page).input_value()
    publish(page, f"{text}\nSomebody was here.\n")
    expect(page.get_by_role("status")).to_be_visible()


def _session_ended(page: Page, _world: World) -> None:
    page.goto("/edit/Harbour")
    page.context.clear_cookies()
    publish(page, "Kept.\n")
    expect(page.get_by_label("Your text")).to_be_visible()


def _signed_in(page: Page, _world: World) -> None:
    page.goto("/accounts/join?next=/wiki/Harbour")
    sign_up(page)
    page.get_by_role("navigation", name="Account").locator("summary").click()
    expect(page.get_by_role("link", name="My contributions")).to_be_visible()


def _refused_joining(page: Page, _world: World) -> None:
    page.goto("/accounts/join")
    page.get_by_label("Name", exact=True).fill("Somebody")
    page.get_by_label("Password", exact=True).fill("short")
    page.get_by_label("Password again").fill("other")
    press(page, "Create account")
    expect(page.get_by_role("alert")).to_be_visible()


def _refused_login(page: Page, _world: World) -> None:
    page.goto("/accounts/login")
    page.get_by_label("Name", exact=True).fill("Nobody")
    page.get_by_label("Password", exact=True).fill("not the password")
    press(page, "Log in")
    expect(page.get_by_role("alert")).to_be_visible()


def _suggestions(page: Page, _world: World) -> None:
    page.goto("/wiki/Harbour")
    page.get_by_label("Search articles").press_sequentially("soviet")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")


PLACES = [
    _at("front", "/"),
    _at("article", "/wiki/Secret_Speech"),
    _at("redirected", "/wiki/Harbours"),
    _at("redirect", "/wiki/Harbours?redirect=no"),
    _at("rich article", "/wiki/Harbour"),
    _at("article with notes", "/wiki/Joseph_Stalin"),
    _at("article with a list", "/wiki/Glasnost"),
    _at("category", "/wiki/Category:Soviet_politics"),
    _at("undescribed category", "/wiki/Category:Harbours"),
    _at("missing", "/wiki/Nothing_here", 404),
    _at("bad title", "/wiki/%3C", 404),
    _at("edit", "/edit/Secret_Speech"),
    _at("edit a section", "/edit/Harbour?section=h-trade"),
    _at("create", "/edit/Nothing_here"),
    Place("edit with preview", 200, _preview),
    Place("edit with changes", 200, _changes),
    Place("edit with completions", 200, _completions),
    Place("edit with a link dialog", 200, _link_dialog),
    Place("edit with a citation dialog", 200, _citation_dialog),
    Place("edit with a draft", 200, _draft_offered),
    Place("edit refused", 422, _refused_edit),
    Place("conflict", 409, _conflict),
    Place("published", 200, _published),
    Place("session ended", 403, _session_ended),
    _at("source", "/edit/Protected_pier"),
    _at("history", "/history/Harbour"),
    _at("difference", "/diff/{first}/{third}?view=side"),
    _at("difference inline", "/diff/{first}/{third}?view=inline"),
    _at("difference as readers see it", "/diff/{first}/{third}?view=page"),
    _at("no difference", "/diff/{third}/{third}"),
    _at("first difference", "/diff/{first}"),
    _at("old revision", "/revision/{first}"),
    _at("restore", "/restore/{first}"),
    _at("undo", "/undo/{third}"),
    _at("undo refused", "/undo/{second}", 409),
    _at("roll back refused", "/rollback/{first}", 422),
    _at("authors in the page", "/wiki/Secret_Speech?authors=show"),
    _at("attribution", "/attribution/Secret_Speech"),
    _at("rename", "/rename/Harbour"),
    _at("merge", "/merge/Harbour"),
    _at("merge with text", "/merge/Harbour?into=Secret_Speech"),
    _at("split", "/split/Harbour"),
    _at("split with text", "/split/Harbour?section=h-trade&new_title=Trade_of_ports"),
    _at("history filtered", "/history/Harbour?minor=hide&size=20"),
    _at("recent changes filtered", "/recent?tag=blanking"),
    _at("all pages", "/all"),
    _at("categories", "/categories"),
    _at("links", "/links/Secret_Speech"),
    _at("no links", "/links/Nothing_here"),
    _at("recent changes", "/recent"),
    _at("contributions", "/contributions/Keeper"),
    _at("search", "/search?q=stalin"),
    _at("search finds nothing", "/search?q=zzyzx"),
    _at("search for nothing", "/search"),
    Place("suggestions", 200, _suggestions),
    _at("join", "/accounts/join"),
    Place("join refused", 422, _refused_joining),
    _at("log in", "/accounts/login"),
    Place("log in refused", 422, _refused_login),
    Place("signed in", 200, _signed_in),
    _at("log out", "/accounts/logout"),
    _at("preferences", "/accounts/preferences"),
    _at("not found", "/no/such/address", 404),
]
