"""Documents: what a text says about itself, found in one parse."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from markup.anchors import Anchors
from markup.budget import OverBudget
from markup.grammar import tokens_of
from markup.titles import Title
from markup.wikilinks import Membership, Wikilink, redirect_of

_REFERENCE_HEADINGS = {"references", "notes", "footnotes", "citations", "sources"}
_UNSEEN = {"footnote_ref", "footnote_anchor", "category"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a document, and where its section begins in the source."""

    text: str
    anchor: str
    depth: int
    """1 for a section, 2 for a section of a section, and so on: no gaps."""
    level: int
    """As the author wrote it: the number of # signs."""
    line: int | None
    """The line of the source, from 0; None inside a quotation or a list."""
    height: int
    """How many lines of the source it has: more than one if it is underlined."""
    is_empty: bool
    """Whether it has no words or nothing follows it: readers are not shown it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed text. It can be rendered any number of times."""

    source: str
    tokens: tuple[Token, ...] = ()
    headings: tuple[Heading, ...] = ()
    links: tuple[Title, ...] = ()
    categories: tuple[Membership, ...] = ()
    references: tuple[str, ...] = ()
    redirect: Wikilink | None = None
    lead: str = ""
    plain_text: str = ""
    over_budget: str = ""
    """Tells readers why the text is shown as it was typed; empty if it is not."""


def parse(text: str) -> Document:
    """Parse an article's text. Never raises: every text is some document."""
    try:
        tokens = tokens_of(text)
    except OverBudget as reason:
        return Document(source=text, plain_text=text, over_budget=str(reason))
    tokens = _without_empty_paragraphs(tokens)
    headings = _headings(tokens)
    shown = tuple(_without_empty_headings(tokens, headings))
    _number_tables(shown)
    return Document(
        source=text,
        tokens=shown,
        headings=headings,
        links=links_in(tokens),
        categories=_categories(tokens),
        references=_references(tokens),
        redirect=redirect_of(text),
        lead=_lead(shown),
        plain_text="\n".join(filter(None, map(inline_text, shown))),
    )


def links_in(tokens: Iterable[Token]) -> tuple[Title, ...]:
    """Return the titles to which the tokens link, each once."""
    links = (
        child.meta["link"].target
        for child in _inline(tokens)
        if child.type == "wikilink_open"
    )
    return tuple(dict.fromkeys(target for target in links if target))


def inline_text(token: Token) -> str:
    """Return the words of one block's token, without any markup."""
    if token.type in {"fence", "code_block", "math_block"}:
        return token.content.strip()
    return "".join(map(_words, token.children or ())).strip()


def _words(child: Token) -> str:
    if child.type in {"softbreak", "hardbreak"}:
        return " "
    if child.type == "image":
        return "".join(map(_words, child.children or ()))
    return "" if child.type in _UNSEEN else child.content


def _without_empty_paragraphs(tokens: list[Token]) -> list[Token]:
    """Drop the paragraphs that hold nothing but category links."""
    kept: list[Token] = []
    for token in tokens:
        kept.append(token)
        if token.type == "paragraph_close" and _only_categories(kept[-2]):
            # The categories stay, the paragraph around them goes.
            kept[-3:] = [kept[-2]]
    return kept


def _only_categories(token: Token) -> bool:
    children = token.children or ()
    return any(child.type == "category" for child in children) and all(
        child.type in {"category", "softbreak"}
        or (child.type == "text" and not child.content.strip())
        for child in children
    )


def _headings(tokens: list[Token]) -> tuple[Heading, ...]:
    anchors, found = Anchors(), []
    outer_levels: list[int] = []
    for index, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        level, text = int(token.tag[1]), inline_text(tokens[index + 1])
        is_empty = not text or _is_empty(tokens, index)
        outer = [above for above in outer_levels if above < level]
        # Readers see no gap above the sections of a heading they do not see.
        outer_levels = outer if is_empty else [*outer, level]
        found.append(
            Heading(
                text=text,
                anchor=anchors.next_for(text),
                depth=len(outer) + 1,
                level=level,
                line=token.map[0] if token.map and token.level == 0 else None,
                height=token.map[1] - token.map[0] if token.map else 1,
                is_empty=is_empty,
            )
        )
    return tuple(found)


def _is_empty(tokens: list[Token], index: int) -> bool:
    """Whether the section that begins at index has nothing but headings in it."""
    level, position = int(tokens[index].tag[1]), index + 3
    last_heading = inline_text(tokens[index + 1])
    while position < len(tokens):
        token = tokens[position]
        if token.type == "footnote_block_open":
            return last_heading.casefold() not in _REFERENCE_HEADINGS
        if token.type == "heading_open":
            if int(token.tag[1]) <= level:
                return True
            last_heading = inline_text(tokens[position + 1])
            position += 3
        elif _only_categories(token):
            position += 1
        else:
            return False
    return True


def _without_empty_headings(
    tokens: list[Token], headings: tuple[Heading, ...]
) -> Iterator[Token]:
    remaining, is_skipping = iter(headings), False
    for token in tokens:
        if token.type == "heading_open":
            heading = next(remaining)
            token.meta["heading"] = heading
            is_skipping = heading.is_empty
        if not is_skipping:
            yield token
        if token.type == "heading_close":
            is_skipping = False


def _number_tables(tokens: Iterable[Token]) -> None:
    tables = (token for token in tokens if token.type == "table_open")
    for number, table in enumerate(tables, start=1):
        table.meta["number"] = number


def _inline(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or ()


def _categories(tokens: list[Token]) -> tuple[Membership, ...]:
    """Each category once; the sort key given last counts."""
    memberships = (
        child.meta["membership"]
        for child in _inline(tokens)
        if child.type == "category"
    )
    return tuple({found.category: found for found in memberships}.values())


def _references(tokens: list[Token]) -> tuple[str, ...]:
    notes: list[list[str]] = []
    for token in tokens:
        if token.type == "footnote_open":
            notes.append([])
        elif notes and (words := inline_text(token)):
            notes[-1].append(words)
    return tuple(" ".join(note) for note in notes)


def _lead(tokens: tuple[Token, ...]) -> str:
    """The first paragraph, wherever it stands: an article may open with a heading."""
    paragraphs = (
        inline_text(tokens[index + 1])
        for index, token in enumerate(tokens)
        if token.type == "paragraph_open" and token.level == 0
    )
    return next(filter(None, paragraphs), "")
