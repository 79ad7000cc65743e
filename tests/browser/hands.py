"""Hands: how somebody uses a page who has no JavaScript, or no pointer."""

from abc import ABC, abstractmethod

from playwright.sync_api import Locator, Page, expect

_MOST_TABS = 150
_MOST_OPTIONS = 20
_HAS_FOCUS = "element => element === document.activeElement"
_GROUP_HAS_FOCUS = """option => {
  const { name, form } = document.activeElement;
  return name === option.name && form === option.form;
}"""
_CHOSEN = "menu => menu.selectedOptions[0].label"


class Hands(ABC):
    """What one does with the parts of a page, in one way or another."""

    has_scripts: bool

    def __init__(self, page: Page):
        self.page = page

    def follow(self, name: str) -> None:
        """Follow a link of the page itself."""
        self.go(self._main().get_by_role("link", name=name, exact=True))

    def press(self, name: str) -> None:
        """Press a button of the page itself."""
        self.go(self._main().get_by_role("button", name=name, exact=True))

    def go(self, control: Locator) -> None:
        """Use a control that leads to another page, and wait for that."""
        with self.page.expect_navigation():
            self.use(control)

    @abstractmethod
    def use(self, control: Locator) -> None:
        """Do what a link, a button or a summary is there for."""

    @abstractmethod
    def write(self, field: Locator, words: str) -> None:
        """Replace what is in a field of one line."""

    @abstractmethod
    def write_before(self, field: Locator, words: str) -> None:
        """Write something before the text of a larger field."""

    @abstractmethod
    def choose(self, option: Locator) -> None:
        """Choose one of several radio buttons."""

    @abstractmethod
    def tick(self, box: Locator) -> None:
        """Put a mark into a box."""

    @abstractmethod
    def select(self, menu: Locator, label: str) -> None:
        """Choose from a menu."""

    def _main(self) -> Locator:
        return self.page.get_by_role("main")


class WithoutScripts(Hands):
    """With a pointer, in a browser that runs no script."""

    has_scripts = False

    def use(self, control: Locator) -> None:
        control.click()

    def write(self, field: Locator, words: str) -> None:
        field.fill(words)

    def write_before(self, field: Locator, words: str) -> None:
        field.fill(words + field.input_value())

    def choose(self, option: Locator) -> None:
        option.check()

    def tick(self, box: Locator) -> None:
        box.check()

    def select(self, menu: Locator, label: str) -> None:
        menu.select_option(label=label)


class ByKeyboard(Hands):
    """With Tab, Enter, Space, the arrows, and letters."""

    has_scripts = True

    def use(self, control: Locator) -> None:
        self._reach(control)
        self.page.keyboard.press("Enter")

    def write(self, field: Locator, words: str) -> None:
        self._reach(field)
        self.page.keyboard.type(words)

    def write_before(self, field: Locator, words: str) -> None:
        self._reach(field)
        self.page.keyboard.type(words)

    def choose(self, option: Locator) -> None:
        self._reach(option, _GROUP_HAS_FOCUS)
        self.page.keyboard.press("Space")
        for _ in range(_MOST_OPTIONS):
            if option.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrows never reached {option}")

    def tick(self, box: Locator) -> None:
        self._reach(box)
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def select(self, menu: Locator, label: str) -> None:
        self._reach(menu)
        for _ in range(_MOST_OPTIONS):
            if menu.evaluate(_CHOSEN) == label:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrows never reached {label}")

    def _reach(self, goal: Locator, is_reached: str = _HAS_FOCUS) -> None:
        """Press Tab until the goal has the focus, where it can be seen."""
        expect(goal).to_be_visible()
        for _ in range(_MOST_TABS):
            self.page.keyboard.press("Tab")
            if goal.evaluate(is_reached):
                expect(self.page.locator(":focus-visible")).to_be_in_viewport()
                return
        raise AssertionError(f"Tab never reached {goal}")
