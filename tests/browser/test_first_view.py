"""The first view of an article: three requests, few bytes; the rest when needed."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import address, new_title, tab_to, wait_for

ARTICLE = address("wiki", "Secret Speech")
MOST_BYTES = 30_000
"""Of the page, its styles and its script together, as they are sent."""


@dataclass(frozen=True, slots=True)
class Wire:
    """What goes over the wire for a page that is looked at for the first time."""

    page: Page
    kinds: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    def look_at(self, path: str) -> None:
        self.page.on("requestfinished", lambda request: self._note(request))
        self.page.goto(path, wait_until="networkidle")

    def _note(self, request):
        # Of pictures those come first that are seen, and when the others do is left to
        # the browser, which takes the network for slow if the machine is.
        if request.resource_type == "image":
            return
        sizes = request.sizes()
        self.kinds.append(request.resource_type)
        self.names.append(request.url.rpartition("/")[2].partition(".")[0])
        self.sizes.append(sizes["responseBodySize"] + sizes["responseHeadersSize"])


@pytest.fixture
def wire(page):
    return Wire(page)


def test_an_article_is_one_page_one_style_sheet_and_one_script(wire):
    wire.look_at(ARTICLE)

    assert sorted(wire.kinds) == ["document", "script", "stylesheet"]
    assert sum(wire.sizes) < MOST_BYTES, wire.sizes
    pictures = wire.page.locator(".prose img")
    assert {one.get_attribute("loading") for one in pictures.all()} == {"lazy"}


def test_a_touch_screen_asks_for_no_more(new_page):
    wire = Wire(new_page(has_touch=True, viewport={"width": 390, "height": 844}))

    wire.look_at(ARTICLE)

    assert sorted(wire.kinds) == ["document", "script", "stylesheet"]


def test_what_is_needed_comes_under_names_that_are_kept_for_ever(wire):
    wire.look_at(ARTICLE)
    page = wire.page

    with page.expect_response("**/search-suggestions.*.js") as search:
        page.get_by_label("Search articles").focus()
    with page.expect_response("**/contents.*.js") as contents:
        page.evaluate("scrollTo(0, 300)")
    with page.expect_response("**/link-cards.*.js") as cards:
        page.locator(".prose").get_by_role("link", name="glasnost").hover()
    expect(page.locator(".beside")).to_be_visible()

    for answer in (search, contents, cards):
        assert "immutable" in answer.value.headers["cache-control"]
        assert answer.value.headers["content-encoding"] in {"br", "gzip"}
    assert "card" in wire.names


def test_who_types_before_the_script_is_there_gets_suggestions_all_the_same(page):
    held = []
    page.route("**/search-suggestions.*.js", lambda route: held.append(route))
    page.goto(ARTICLE)

    page.get_by_label("Search articles").fill("gulag")
    wait_for(page, lambda: held)
    held[0].continue_()

    expect(page.get_by_role("option").first).to_contain_text("Gulag")


def test_a_page_with_a_table_asks_for_what_sorts_it(wire, writer):
    title = new_title("Buoy")
    writer.write(title, "| A | B |\n|---|---|\n| 1 | 2 |\n")

    wire.look_at(address("wiki", title))

    assert wire.names.count("sortable-tables") == 1


def test_printing_is_a_button_for_those_with_scripts(page, new_page):
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(ARTICLE)
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")

    other = new_page(java_script_enabled=False)
    other.goto(ARTICLE)
    expect(other.get_by_role("button", name="Print")).to_have_count(0)


def test_the_tools_stand_in_their_order(page):
    page.goto(ARTICLE)

    tools = page.get_by_role("navigation", name="Tools").locator("li").all_inner_texts()

    assert [
        tool for tool in tools if tool not in {"Show authors", "Who wrote what"}
    ] == [
        "What links here",
        "Cite this page",
        "Permanent link",
        "As it was on a day",
        "Page information",
        "Print",
        "Markdown source",
        "Report a problem",
    ]


def test_the_source_is_downloaded_under_the_pages_name(page):
    page.goto(ARTICLE)

    with page.expect_download() as download:
        page.get_by_role("link", name="Markdown source").click()

    assert download.value.suggested_filename == "Secret Speech.md"


def test_a_citation_is_copied(new_page):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/cite/Secret_Speech")
    section = page.get_by_role("region", name="BibTeX")

    tab_to(page, section.get_by_role("button", name="Copy BibTeX"))
    page.keyboard.press("Enter")

    expect(section.get_by_role("status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@misc{canonica-ai-secret-speech-")


def test_without_scripts_no_button_is_there_to_copy(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/cite/Secret_Speech")

    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    expect(page.get_by_text("Canonica AI contributors").first).to_be_visible()
