"""Documents: what a text says about itself, found in one parse."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from markup.anchors import Anchors
from markup.budget import Deadline, OverBudget
from markup.citations import Citation
from markup.embeds import hoist_pictures
from markup.facts import Fact, facts_in
from markup.grammar import tokens_of
from markup.prose import inline_text, parts_of_lines
from markup.references import place_notes
from markup.templates import NO_TEMPLATES, Expansion, Library
from markup.titles import Title
from markup.wikilinks import Membership, Wikilink, redirect_of

_NAVBOX = {"container_navbox_open": 1, "container_navbox_close": -1}
_TRANSCLUSION = {"transclusion_open": 1, "transclusion_close": -1}


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
    citations: tuple[Citation, ...] = ()
    """Every source that is cited, in its order; one may be there several times."""
    facts: tuple[Fact, ...] = ()
    """What its infoboxes say."""
    pictures: tuple[Title, ...] = ()
    templates: tuple[Title, ...] = ()
    """Those it transcludes, missing ones too, and those that these do."""
    redirect: Wikilink | None = None
    lead: str = ""
    plain_text: str = ""
    over_budget: str = ""
    """Tells readers why the text is shown as it was typed; empty if it is not."""


def parse(text: str, templates: Library = NO_TEMPLATES) -> Document:
    """Parse an article's text, with the texts of the templates that it may call.

    Never raises: every text is some document.
    """
    expansion = Expansion(templates, Deadline())
    try:
        tokens = tokens_of(text, expansion)
    except OverBudget as reason:
        return Document(
            source=text,
            plain_text=text,
            over_budget=str(reason),
            templates=tuple(expansion.used),
        )
    tokens = place_notes(hoist_pictures(_without_empty_paragraphs(tokens)))
    headings = _headings(tokens)
    shown = tuple(_without_empty_headings(tokens, headings))
    _number_tables(shown)
    pictures = _pictures(tokens)
    return Document(
        source=text,
        tokens=shown,
        headings=headings,
        links=tuple(dict.fromkeys((*links_in(tokens), *pictures))),
        categories=_categories(tokens),
        references=_references(tokens),
        citations=_citations(tokens),
        facts=facts_in(tokens),
        pictures=pictures,
        templates=tuple(expansion.used),
        redirect=redirect_of(text),
        lead=_lead(shown),
        plain_text="\n".join(filter(None, map(inline_text, shown))),
    )


def links_in(tokens: Iterable[Token]) -> tuple[Title, ...]:
    """Return the titles to which the tokens link, each once."""
    links = (
        child.meta["link"].target
        for child in parts_of_lines(tokens)
        if child.type == "wikilink_open"
    )
    return tuple(dict.fromkeys(target for target in links if target))


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
    transcluded = _transcluded(tokens)
    given, empty = _anchors(tokens, transcluded), _empty_headings(tokens)
    found: list[Heading] = []
    outer_levels: list[int] = []
    for index, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        level, text = int(token.tag[1]), inline_text(tokens[index + 1])
        is_empty = not text or id(token) in empty
        outer = [above for above in outer_levels if above < level]
        # Readers see no gap above the sections of a heading they do not see.
        outer_levels = outer if is_empty else [*outer, level]
        found.append(
            Heading(
                text=text,
                anchor=given[index],
                depth=len(outer) + 1,
                level=level,
                line=None if index in transcluded else _line_of(token),
                height=token.map[1] - token.map[0] if token.map else 1,
                is_empty=is_empty,
            )
        )
    return tuple(found)


def _line_of(heading: Token) -> int | None:
    return heading.map[0] if heading.map and heading.level == 0 else None


def _anchors(tokens: list[Token], transcluded: set[int]) -> dict[int, str]:
    """Return the anchors of all headings, by where they stand.

    The text's own come first: what a template brings changes no link to them.
    """
    anchors = Anchors()
    headings = [index for index, one in enumerate(tokens) if one.type == "heading_open"]
    headings.sort(key=transcluded.__contains__)
    return {
        index: anchors.next_for(inline_text(tokens[index + 1])) for index in headings
    }


def _transcluded(tokens: Iterable[Token]) -> set[int]:
    """Return which of the headings a template brings."""
    depth, found = 0, set()
    for index, token in enumerate(tokens):
        depth += _TRANSCLUSION.get(token.type, 0)
        if depth and token.type == "heading_open":
            found.add(index)
    return found


def _empty_headings(tokens: Iterable[Token]) -> set[int]:
    """Return the ids of the headings whose sections have nothing but headings in them.

    What belongs to the page and not to a section, wherever it stands, doesn't count.
    """
    content = list(_without_furniture(tokens))
    return {
        id(token)
        for index, token in enumerate(content)
        if token.type == "heading_open" and _is_empty(content, index)
    }


def _without_furniture(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens without categories, without tables of links."""
    depth = 0
    for token in tokens:
        step = _NAVBOX.get(token.type, 0)
        depth += step
        is_furniture = depth or step or token.type in _TRANSCLUSION
        if not is_furniture and not _only_categories(token):
            yield token


def _is_empty(content: list[Token], index: int) -> bool:
    level, position = int(content[index].tag[1]), index + 3
    while position < len(content):
        token = content[position]
        if token.type == "footnote_block_open":
            return not token.meta.get("is_placed")
        if token.type != "heading_open":
            return False
        if int(token.tag[1]) <= level:
            return True
        position += 3
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


def _categories(tokens: list[Token]) -> tuple[Membership, ...]:
    """Each category once; the sort key given last counts."""
    memberships = (
        child.meta["membership"]
        for child in parts_of_lines(tokens)
        if child.type == "category"
    )
    return tuple({found.category: found for found in memberships}.values())


def _citations(tokens: list[Token]) -> tuple[Citation, ...]:
    """The sources that are cited; of notes only those that are used are there."""
    return tuple(
        child.meta["citation"]
        for child in parts_of_lines(tokens)
        if child.type == "citation"
    )


def _pictures(tokens: list[Token]) -> tuple[Title, ...]:
    """The files that are shown, each once."""
    embeds = (
        child.meta["embed"]
        for child in parts_of_lines(tokens)
        if child.type == "picture_open"
    )
    return tuple(dict.fromkeys(embed.file for embed in embeds))


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
