"""Pages are light and steady: few bytes, no shift, no stranger."""

import gzip

import pytest
from playwright.sync_api import Response, expect

from tests.browser.conftest import MILLISECONDS
from tests.browser.people import address, text_field

ARTICLE = address("wiki", "Secret Speech")
KILOBYTE = 1024
SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const shift of list.getEntries()) sum += shift.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


@pytest.fixture(scope="module")
def loaded(browser, site):
    """What a browser without a cache loads for an article, an edit and a history."""
    responses: dict[str, list[Response]] = {}
    context = browser.new_context(base_url=site)
    context.set_default_timeout(MILLISECONDS)
    for name in (ARTICLE, "/edit/Secret_Speech", "/history/Secret_Speech"):
        page = context.new_page()
        responses[name] = []
        page.on(
            "response", lambda response, found=responses[name]: found.append(response)
        )
        page.goto(name, wait_until="networkidle")
    yield responses
    context.close()


def test_an_article_takes_four_files(loaded):
    # Chromium may ask a second time for the image that is also the page's icon.
    kinds = {
        response.url: response.request.resource_type
        for response in reversed(loaded[ARTICLE])
        # Pictures further down come when the browser thinks fit.
        if "/media/" not in response.url
    }

    assert sorted(kinds.values()) == [
        "document",
        "image",
        "script",
        "stylesheet",
    ]


def test_nothing_comes_from_anywhere_else(loaded, site):
    addresses = [response.url for page in loaded.values() for response in page]

    assert [url for url in addresses if not url.startswith(f"{site}/")] == []


def test_styles_and_scripts_are_compressed_and_kept_for_ever(loaded):
    for response in _of_kinds(loaded, "stylesheet", "script"):
        assert response.headers["content-encoding"] in {"br", "gzip"}
        assert "immutable" in response.headers["cache-control"]


@pytest.mark.parametrize(("kind", "most"), [("stylesheet", 14), ("script", 15)])
def test_all_styles_and_all_scripts_are_small(loaded, kind, most):
    sizes = {
        response.url: len(gzip.compress(response.body()))
        for response in _of_kinds(loaded, kind)
    }

    assert sum(sizes.values()) <= most * KILOBYTE, sizes


def test_the_page_around_an_article_is_small(loaded):
    document = loaded[ARTICLE][0].text()
    start = document.index('<div class="prose"')
    end = document.index('<p class="last-edited')

    around = document[:start] + document[end:]

    assert len(gzip.compress(around.encode())) <= 6 * KILOBYTE


def test_the_first_view_of_an_article_is_light(loaded):
    texts = ("document", "stylesheet", "script")
    sizes = {
        response.url: len(gzip.compress(response.body()))
        for response in loaded[ARTICLE]
        if response.request.resource_type in texts
    }

    assert sum(sizes.values()) <= 20 * KILOBYTE, sizes


def test_what_machines_are_told_is_no_script_and_can_be_read(page):
    page.goto(ARTICLE)

    told = page.evaluate(
        "JSON.parse(document.querySelector('[type=\"application/ld+json\"]').text)"
    )

    article, breadcrumbs = told["@graph"]
    assert (article["@type"], breadcrumbs["@type"]) == ("Article", "BreadcrumbList")
    assert article["url"].endswith(ARTICLE)
    assert page.request.get(article["image"]).ok


def test_files_may_be_shown_by_search_engines(loaded):
    files = _of_kinds(loaded, "stylesheet", "script", "image")
    ours = [one for one in files if "/media/" not in one.url]

    assert [one.url for one in ours if "x-robots-tag" in one.headers] == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", [ARTICLE, "/", "/edit/{article}"])
def test_nothing_moves_while_it_loads(new_page, width, path):
    page = new_page(viewport={"width": width, "height": 900})
    # One that nobody else has open in the editor, which would be told.
    path = path.format(article="Glasnost" if width == 390 else "Perestroika")

    page.goto(path, wait_until="networkidle")

    assert page.evaluate(SHIFTS) < 0.02


def test_without_its_scripts_an_article_is_read_searched_and_edited(page):
    page.route("**/*.js", lambda route: route.abort())
    page.goto(ARTICLE)
    expect(page.locator(".prose")).to_contain_text("Nikita Khrushchev")
    expect(page.get_by_role("navigation", name="Contents")).to_be_visible()

    page.get_by_role("link", name="Edit", exact=True).click()
    expect(text_field(page)).to_have_value(
        page.request.get("/raw/Secret_Speech").text()
    )
    expect(page.get_by_role("region", name="Live preview")).to_be_hidden()

    page.get_by_label("Search articles").fill("Glasnost")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Glasnost")


def test_without_its_styles_an_article_is_in_reading_order(page):
    page.route("**/*.css", lambda route: route.abort())
    page.goto(ARTICLE)

    words = page.locator("body").inner_text()

    parts = ["Skip to content", "Log in", "From Canonica AI", "The term", "Tools"]
    places = [words.index(part) for part in parts]
    assert places == sorted(places)


def _of_kinds(loaded, *kinds):
    """The responses of these kinds, each once."""
    found = [
        response
        for page in loaded.values()
        for response in page
        if response.request.resource_type in kinds
    ]
    return {response.url: response for response in found}.values()
