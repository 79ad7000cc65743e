"""Templates: the texts that pages transclude, with what a call passes on put in."""

from collections.abc import Iterator, Mapping

from markup.budget import Deadline
from markup.calls import Call, calls_in, outermost
from markup.speech import gettext
from markup.titles import Namespace, Title
from markup.wikilinks import redirect_of

MAX_CALLS = 500
"""Transclusions on one page, those within templates included."""
MAX_DEPTH = 20
"""Templates within templates, and defaults within defaults."""
MAX_CHARACTERS = 500_000
"""Of all texts that are transcluded on one page."""

CITE = "cite"
NEEDED = "citation needed"
FAULT = "#fault"
REFERENCES = "references"
DOCUMENTATION = "documentation"
DISAMBIGUATION = "disambiguation"
BLOCKS = frozenset({REFERENCES, DOCUMENTATION, DISAMBIGUATION})
"""Built in, each on a line of its own."""
_BUILT_IN = BLOCKS | {CITE, NEEDED, FAULT}
_ALIASES = {"cn": NEEDED, "reflist": REFERENCES, "disambig": DISAMBIGUATION}

Library = Mapping[str, str]
"""The source texts of templates, by their full titles."""
NO_TEMPLATES: Library = {}


def built_in(name: str) -> str:
    """Return what is built in under this name, or nothing: "cite book" is "cite"."""
    name = " ".join(name.replace("_", " ").split()).casefold()
    name = _ALIASES.get(name, name)
    if name.partition(" ")[0] == CITE:
        return CITE
    return name if name in _BUILT_IN else ""


def template_title(name: str) -> Title | None:
    """Return the title of the template called name, if it can be one's.

    Only templates are transcluded: pages of other kinds are linked.
    """
    try:
        title = Title.parse(name, default=Namespace.TEMPLATE)
    except ValueError:
        return None
    return title if title.namespace is Namespace.TEMPLATE else None


def called_in(text: str) -> set[Title]:
    """Return all templates that a text may call, also from within calls.

    They are too many rather than too few: code is looked at like any other text. What
    a template redirects to counts as called by it.
    """
    calls = calls_in(text).values() if "{{" in text else ()
    names = {call.name for call in calls if not call.is_parameter} - {""}
    found = {template_title(name) for name in names if not built_in(name)}
    redirect = redirect_of(text)
    if redirect and redirect.target:
        found.add(redirect.target)
    return {title for title in found if title}


def body_of(text: str) -> str:
    """Return what of a template's text is transcluded: all above its documentation."""
    if DOCUMENTATION not in text.casefold():
        return text
    for call in outermost(calls_in(text)):
        if built_in(call.name) == DOCUMENTATION and not call.is_parameter:
            return text[: call.start].rstrip()
    return text


class _Refused(Exception):
    """A template is not transcluded; the message says why."""


class Expansion:
    """What one page transcludes: how much of it is left, and what it was."""

    def __init__(self, library: Library, deadline: Deadline) -> None:
        self.deadline = deadline
        self._library = library
        self._depth = 0
        self._calls_left = MAX_CALLS
        self._characters_left = MAX_CHARACTERS
        self._bodies: dict[Title, str] = {}
        self.used: dict[Title, None] = {}
        """The templates that were called, missing ones too, in their order."""

    def expand(self, call: Call, title: Title) -> str:
        """Return the template's text for a call of it, without any call left in it.

        What is built in stays, for the parser. A template that is missing becomes a
        link to it; one that cannot be transcluded becomes the reason.
        """
        return self._expanded(call, title, ())

    def _expanded(self, call: Call, title: Title, above: tuple[Title, ...]) -> str:
        self._depth += 1
        try:
            return self._expanded_in_its_depth(call, title, above)
        finally:
            self._depth -= 1

    def _expanded_in_its_depth(
        self, call: Call, title: Title, above: tuple[Title, ...]
    ) -> str:
        try:
            body = self._body_for(title, above)
        except _Refused as reason:
            return "{{" + FAULT + f"|{reason}" + "}}"
        if body is None:
            return f"[[{title}]]"
        try:
            arguments = {
                key: "".join(self._pieces(value, above))
                for key, value in call.arguments.items()
            }
            inner = self._joined(_with_arguments(body, arguments))
            return self._joined(self._pieces(inner, (*above, title)))
        except _Refused as reason:
            words = gettext("%(title)s is not shown: %(reason)s")
            fault = words % {"title": title, "reason": reason}
            return "{{" + FAULT + f"|{fault}" + "}}"

    def _body_for(self, title: Title, above: tuple[Title, ...]) -> str | None:
        """Return what the template says, or None if there is none."""
        self.deadline.look()
        self.used[title] = None
        if title in above:
            circle = " → ".join(
                one.name for one in (*above[above.index(title) :], title)
            )
            words = gettext("%(title)s is not shown within itself: %(circle)s.")
            raise _Refused(words % {"title": title, "circle": circle})
        if self._depth > MAX_DEPTH:
            words = gettext(
                "%(title)s is not shown: more than %(number)s templates in each other."
            )
            raise _Refused(words % {"title": title, "number": MAX_DEPTH})
        self._calls_left -= 1
        if self._calls_left < 0:
            words = gettext(
                "%(title)s is not shown: this page has more than %(number)s templates."
            )
            raise _Refused(words % {"title": title, "number": MAX_CALLS})
        return self._body(title)

    def _body(self, title: Title) -> str | None:
        if title not in self._bodies:
            text = self._library.get(title.text)
            redirect = redirect_of(text) if text else None
            if redirect and redirect.target:
                self.used[redirect.target] = None
                text = self._library.get(redirect.target.text)
            # As with pages, only one redirect is followed.
            if text is None or redirect_of(text):
                return None
            self._bodies[title] = body_of(text)
        return self._bodies[title]

    def _pieces(self, text: str, above: tuple[Title, ...]) -> Iterator[str]:
        """Yield a text piece by piece, with the templates it calls."""
        if "{{" not in text:
            yield text
            return
        position = 0
        for call in outermost(calls_in(text)):
            yield text[position : call.start]
            position = call.end
            yield self._piece(call, above)
        yield text[position:]

    def _piece(self, call: Call, above: tuple[Title, ...]) -> str:
        self.deadline.step()
        source = call.text[call.start : call.end]
        title = template_title(call.name)
        if call.is_parameter or (title is None and not built_in(call.name)):
            return source
        if title is None or built_in(call.name):
            return self._built_in(source, above)
        return self._expanded(call, title, above)

    def _built_in(self, source: str, above: tuple[Title, ...]) -> str:
        """Return a call of what is built in, with what it is given expanded."""
        if self._depth >= MAX_DEPTH:
            return source
        self._depth += 1
        try:
            return "{{" + "".join(self._pieces(source[2:-2], above)) + "}}"
        finally:
            self._depth -= 1

    def _joined(self, pieces: Iterator[str]) -> str:
        """Join pieces, as long as they are not too long; nothing longer is made."""
        kept = []
        for piece in pieces:
            self._characters_left -= len(piece)
            if self._characters_left < 0:
                raise _Refused(gettext("the page would be too long."))
            kept.append(piece)
        return "".join(kept)


def _with_arguments(
    body: str, arguments: Mapping[str, str], depth: int = 0
) -> Iterator[str]:
    """Yield a template's text piece by piece, with what is passed on to it.

    A parameter for which nothing is passed on is its default, or stays as it is
    written, so that whoever uses the template sees what is missing.
    """
    parameters = {
        call.start: call for call in calls_in(body).values() if call.is_parameter
    }
    position = 0
    for call in outermost(parameters):
        yield body[position : call.start]
        position = call.end
        if call.name in arguments:
            yield arguments[call.name]
        elif call.default is None or depth >= MAX_DEPTH:
            yield body[call.start : call.end]
        else:
            yield from _with_arguments(call.default, arguments, depth + 1)
    yield body[position:]
