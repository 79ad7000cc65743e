"""The viewer of pictures: over the article, by mouse and by keyboard."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import address, new_title
from tests.images import image_bytes


@pytest.fixture(scope="module")
def figures(world):
    """Two pictures, as the text of an article shows them."""
    found = []
    for alt, colour in (("quay", (122, 31, 43)), ("pier", (31, 78, 158))):
        name = new_title(alt.capitalize())
        picture = image_bytes(size=(700, 350), colour=colour)
        world.member.upload(name, picture, alt=alt)
        found.append(f"[[File:{name}.png|alt={alt}|The **{alt}** by day.]]")
    return found


@pytest.fixture
def show(figures, writer, new_page):
    """Return how an article with so many of the pictures is opened."""

    def open_article(count: int = 2, **options: Any) -> Page:
        title = new_title("Waterfront")
        writer.write(title, "\n\n".join([*figures[:count], "Words."]))
        page: Page = new_page(**options)
        page.goto(address("wiki", title))
        return page

    return open_article


def dialog(page: Page):
    return page.get_by_role("dialog", name="Picture")


def test_a_picture_opens_in_its_largest_size_with_its_caption(show):
    page = show()

    page.get_by_role("link", name="quay").first.click()

    viewer = dialog(page)
    expect(viewer).to_be_visible()
    expect(viewer.get_by_role("img")).to_have_attribute("alt", "quay")
    assert viewer.get_by_role("img").get_attribute("src").endswith("/700.png")
    expect(viewer).to_contain_text("The quay by day.")
    expect(viewer).to_contain_text("1 of 2")
    link = viewer.get_by_role("link", name="About this picture")
    assert "/wiki/File:Quay" in link.get_attribute("href")


def test_it_is_used_by_keys_alone_and_gives_the_focus_back(show):
    page = show()
    page.get_by_role("link", name="quay").first.focus()

    page.keyboard.press("Enter")
    expect(dialog(page).get_by_role("img")).to_have_attribute("alt", "quay")
    page.keyboard.press("ArrowRight")
    expect(dialog(page).get_by_role("img")).to_have_attribute("alt", "pier")
    page.keyboard.press("ArrowRight")
    expect(dialog(page).get_by_role("img")).to_have_attribute("alt", "quay")
    page.keyboard.press("ArrowLeft")
    expect(dialog(page)).to_contain_text("2 of 2")
    page.keyboard.press("Escape")

    expect(dialog(page)).to_be_hidden()
    expect(page.get_by_role("link", name="pier").first).to_be_focused()


def test_buttons_do_what_the_keys_do(show):
    page = show()
    page.get_by_role("link", name="pier").first.click()

    page.get_by_role("button", name="Next").click()
    expect(dialog(page)).to_contain_text("1 of 2")
    page.get_by_role("button", name="Previous").click()
    expect(dialog(page)).to_contain_text("2 of 2")
    page.get_by_role("button", name="Close").click()

    expect(dialog(page)).to_be_hidden()


def test_one_picture_has_nowhere_to_go(show):
    page = show(count=1)
    page.get_by_role("link", name="quay").first.click()

    page.keyboard.press("ArrowRight")

    expect(dialog(page).get_by_role("img")).to_have_attribute("alt", "quay")
    expect(page.get_by_role("button", name="Next")).to_have_count(0)


def test_a_new_tab_gets_the_page_of_the_picture(show):
    page = show()

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="quay").first.click(modifiers=["ControlOrMeta"])

    opened.value.wait_for_url("**/wiki/File:Quay*")
    expect(dialog(page)).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_picture_fits_the_window(width, show):
    page = show()
    page.set_viewport_size({"width": width, "height": 500})

    page.get_by_role("link", name="quay").first.click()

    image = dialog(page).get_by_role("img")
    expect(image).to_be_visible()
    page.wait_for_function("document.querySelector('.viewer img').complete")
    box = image.bounding_box()
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= page.locator(".viewer-words").bounding_box()["y"]
    assert abs(box["width"] / box["height"] - 2) < 0.05


def test_without_scripts_the_picture_leads_to_its_page(show):
    page = show(java_script_enabled=False)

    page.get_by_role("link", name="quay").first.click()

    page.wait_for_url("**/wiki/File:Quay*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("File:Quay")


def test_pages_without_pictures_load_no_viewer(new_page):
    page = new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/wiki/Secret_Speech", wait_until="networkidle")

    assert not [url for url in asked if "picture" in url]
