"""Wikilinks and categories: ``[[Target#Section|label]]s`` and ``[[Category:X]]``."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from markup.anchors import anchor_of
from markup.calls import Call, known_calls, outermost, without_pipes
from markup.speech import gettext
from markup.titles import Namespace, Title

_WIKILINK = re.compile(
    r"\[\[(?P<target>[^\[\]|\n]{1,300}?)"
    r"(?:\\?\|(?P<label>[^\[\]\n]{0,500}))?\]\]"
    r"(?P<trail>[a-z]*)"
)
_REDIRECT = re.compile(r"\s*#REDIRECT:?\s*(?=\[\[)", re.IGNORECASE)
# The parser has replaced every NUL of the source, so it is free to be used here.
_HIDDEN_PIPE = "\0"
_SHOWN_ONLY_BY_COLON = {Namespace.CATEGORY, Namespace.FILE}
NOT_IN_A_LINK = {"link_open", "link_close", "wikilink_open", "wikilink_close"}


@dataclass(frozen=True, slots=True)
class Wikilink:
    """A link to a page by its title, or to a section of the page it stands on."""

    target: Title | None
    anchor: str = ""

    @property
    def href(self) -> str:
        """The address within the site, such as ``/wiki/Gulag#h-history``."""
        return self.href_with("")

    def href_with(self, query: str) -> str:
        """The address with what stands behind that of a page: ``?as_of=1956-02-25``."""
        page = f"/wiki/{self.target.path}{query}" if self.target else ""
        return f"{page}#{self.anchor}" if self.anchor else page

    @classmethod
    def parse(cls, raw: str) -> "Wikilink":
        """Return the link meant by raw, raising ValueError if it leads nowhere."""
        page, _, section = raw.partition("#")
        target = (
            Title.parse(page.lstrip(" ").removeprefix(":")) if page.strip() else None
        )
        anchor = anchor_of(section) if section.strip() else ""
        if target is None and not anchor:
            raise ValueError(gettext("A link needs a title or a section."))
        return cls(target, anchor)


@dataclass(frozen=True, slots=True)
class Membership:
    """That a page belongs to a category, and under which words it is sorted."""

    category: Title
    sort_key: str = ""


def memberships_written_in(text: str) -> set[str]:
    """Return the full titles of all categories that stand in a text as it is written.

    They are too many rather than too few: code is looked at like any other text.
    """
    found = set()
    for one in _WIKILINK.finditer(text):
        with suppress(ValueError):
            link = Wikilink.parse(one["target"])
            if link.target and _is_membership(one["target"], link):
                found.add(link.target.text)
    return found


def redirect_of(text: str) -> Wikilink | None:
    """Return where a page sends its readers, if its text is a redirect."""
    start = _REDIRECT.match(text)
    found = _WIKILINK.match(text, start.end()) if start else None
    if found is None:
        return None
    try:
        link = Wikilink.parse(found["target"])
    except ValueError:
        return None
    return link if link.target else None


def redirect_text(target: Title) -> str:
    """Return the text of a page that sends its readers to the target."""
    return f"#REDIRECT {_link_to(target)}"


def redirected_to(text: str, target: Title) -> str:
    """Return the text of a redirect with another target.

    The section it leads to, and what else it says, stays. Raises ValueError for a
    text that is no redirect.
    """
    start = _REDIRECT.match(text)
    found = _WIKILINK.match(text, start.end()) if start else None
    if found is None:
        raise ValueError("The text is no redirect.")
    section = found["target"].partition("#")[2]
    link = _link_to(target, section=section)
    return text[: found.start()] + link + text[found.end() :]


def _link_to(target: Title, *, section: str = "") -> str:
    colon = ":" if target.namespace in _SHOWN_ONLY_BY_COLON else ""
    return f"[[{colon}{target}{'#' if section else ''}{section}]]"


def wikilink_plugin(md: MarkdownIt) -> None:
    """Teach the parser wikilinks, also inside the cells of a table."""
    md.inline.ruler.before("link", "wikilink", _wikilink)
    table = next(rule.fn for rule in md.block.ruler.__rules__ if rule.name == "table")
    md.block.ruler.at("table", _table_with_wikilinks(table), {"alt": ["paragraph"]})


def _wikilink(state: StateInline, silent: bool) -> bool:
    """An inline rule: see markdown-it's documentation for its contract."""
    found = _WIKILINK.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    try:
        link = Wikilink.parse(found["target"])
    except ValueError:
        return False
    if not silent:
        if _is_membership(found["target"], link):
            _push_membership(state, link, found["label"] or "")
        else:
            _push_link(state, link, found)
    state.pos = (
        found.end()
        if not _is_membership(found["target"], link)
        else (found.end() - len(found["trail"]))
    )
    return True


def _is_membership(raw: str, link: Wikilink) -> bool:
    """``[[:Category:X]]`` links to the category; without the colon it joins it."""
    return (
        link.target is not None
        and link.target.namespace is Namespace.CATEGORY
        and not raw.lstrip().startswith(":")
    )


def _push_membership(state: StateInline, link: Wikilink, sort_key: str) -> None:
    token = state.push("category", "", 0)
    # The library says that it is of plain values, and keeps whatever it is given.
    token.meta = {"membership": Membership(link.target, sort_key.strip())}  # type: ignore[arg-type]


def _push_link(state: StateInline, link: Wikilink, found: re.Match[str]) -> None:
    opening = state.push("wikilink_open", "a", 1)
    opening.meta = {"link": link}
    before = len(state.tokens)
    if (found["label"] or "").strip():
        _parse_label(state, *found.span("label"))
    else:
        state.push("text", "", 0).content = found["target"].strip().removeprefix(":")
    state.tokens[before:] = [
        token for token in state.tokens[before:] if token.type not in NOT_IN_A_LINK
    ]
    if found["trail"]:
        state.push("text", "", 0).content = found["trail"]
    state.push("wikilink_close", "a", -1).meta = {"link": link}


def _parse_label(state: StateInline, start: int, end: int) -> None:
    outer_end = state.posMax
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = outer_end


BlockRule = Callable[[StateBlock, int, int, bool], bool]


def _table_with_wikilinks(table: BlockRule) -> BlockRule:
    """Wrap the table rule so that the pipe of ``[[A|b]]`` does not end a cell."""

    def rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        source, before = state.src, len(state.tokens)
        state.src = _with_hidden_pipes(state)
        try:
            is_table = table(state, start_line, end_line, silent)
        finally:
            state.src = source
        for token in state.tokens[before:]:
            token.content = token.content.replace(_HIDDEN_PIPE, "|")
        return is_table

    return rule


def _with_hidden_pipes(state: StateBlock) -> str:
    """Return the source, as long as before; made once for each."""
    known: dict[str, str] = state.env.setdefault("with_hidden_pipes", {})
    if state.src not in known:
        known[state.src] = _hide_pipes(state.src, known_calls(state.src, state.env))
    return known[state.src]


def _hide_pipes(source: str, calls: Mapping[int, Call]) -> str:
    """Replace the pipes of links, and those of calls that end in their line."""
    hidden = _WIKILINK.sub(
        lambda found: found.group().replace("|", _HIDDEN_PIPE), source
    )
    in_their_line = (
        call for call in outermost(calls) if "\n" not in source[call.start : call.end]
    )
    return without_pipes(hidden, in_their_line, sign=_HIDDEN_PIPE)
