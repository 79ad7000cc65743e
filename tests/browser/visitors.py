"""Visitors: browsers that go to places, and what is said to them on the way there."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, ConsoleMessage, Page, Response

from tests.browser.conftest import MILLISECONDS
from tests.browser.places import Place
from tests.browser.world import World

_NOTE_VIOLATIONS = """
  window.violations = [];
  addEventListener("securitypolicyviolation", event =>
    violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser's page, and what was said since it set out for a place."""

    page: Page
    answers: list[Response] = field(default_factory=list)
    """The documents on the way there; the last one is the place itself."""
    said: list[ConsoleMessage] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def complaints(self) -> list[str]:
        """All errors, and all that the page's policy forbade.

        Chromium complains of each document with the status of an error: those belong
        to places where something is refused.
        """
        refused = {answer.url for answer in self.answers if answer.status >= 400}
        return [
            *self.errors,
            *self.page.evaluate("violations"),
            *(
                message.text
                for message in self.said
                if message.type in {"error", "warning"}
                and message.location["url"] not in refused
            ),
        ]

    def go(self, place: Place, world: World) -> None:
        for heard in (self.answers, self.said, self.errors):
            heard.clear()
        place.go(self.page, world)

    def listen(self) -> None:
        self.page.add_init_script(_NOTE_VIOLATIONS)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self.said.append(message))
        self.page.on("response", lambda answer: self._note(answer))

    def _note(self, answer: Response) -> None:
        if answer.request.is_navigation_request():
            self.answers.append(answer)


@dataclass(frozen=True, slots=True)
class Visitors:
    """Those who go from place to place, and others who are there for the first time.

    Somebody who was at many places has much of the next one already, which saves time;
    where something is done that leaves a trace, nobody else goes afterwards.
    """

    browser: Browser
    site: str
    walkers: dict[str, Visitor]
    stack: ExitStack

    @contextmanager
    def visiting(self, place: Place, world: World) -> Iterator[Visitor]:
        with ExitStack() as stay:
            if not place.walker:
                visitor = self._arrive(stay)
            elif place.walker in self.walkers:
                visitor = self.walkers[place.walker]
            else:
                visitor = self.walkers[place.walker] = self._arrive(self.stack)
            visitor.go(place, world)
            yield visitor

    def _arrive(self, stack: ExitStack) -> Visitor:
        context = self.browser.new_context(base_url=self.site, reduced_motion="reduce")
        stack.callback(context.close)
        context.set_default_timeout(MILLISECONDS)
        visitor = Visitor(context.new_page())
        visitor.listen()
        return visitor
