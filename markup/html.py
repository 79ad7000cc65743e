"""HTML: from a document to the page's body, cleaned as the very last step."""

from collections.abc import Container, Mapping, Sequence
from html import escape
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from markup.cleaner import clean
from markup.document import Document, Heading
from markup.formulas import mathml_of
from markup.html_boxes import BoxRenderer
from markup.html_notes import NoteRenderer
from markup.html_pictures import PictureRenderer
from markup.pictures import Picture
from markup.speech import gettext, gettext_noop
from markup.tags import outward_link, tag
from markup.titles import Title
from markup.wikilinks import Wikilink

_MISSING = gettext_noop("page does not exist")
_NO_PICTURES: Mapping[str, Picture] = {}
_DIRECTED = {"blockquote", "dd", "dt", "li", "p", "td", "th"} | {
    f"h{rank}" for rank in range(2, 7)
}
"""Blocks of words, each of which runs from right to left if its first letters do."""
_OPTIONS: Any = OptionsDict(
    {
        "maxNesting": 20,
        "html": False,
        "linkify": False,
        "typographer": False,
        "quotes": "",
        "xhtmlOut": False,
        "breaks": False,
        "langPrefix": "",
        "highlight": None,
    }
)


def to_html(
    document: Document,
    *,
    existing: Container[str] = frozenset(),
    pictures: Mapping[str, Picture] = _NO_PICTURES,
    editable: Title | None = None,
    query: str = "",
) -> str:
    """Render a document as clean HTML.

    Links to titles whose text is not among the existing ones are marked as
    missing, and so are files that are not among the pictures. With an editable title,
    each section has a link to edit it there. The query goes on the address of each page
    of the wiki that is linked to.
    """
    if document.over_budget:
        return clean(_as_typed(document))
    env = {
        "existing": existing,
        "pictures": pictures,
        "editable": editable,
        "query": query,
    }
    return clean(_Renderer().render(document.tokens, _OPTIONS, env))


def _as_typed(document: Document) -> str:
    words = gettext("%(reason)s Until then it is shown as it was typed.")
    return (
        f'<p class="notice">{escape(words % {"reason": document.over_budget})}</p>'
        f'<pre dir="auto" class="as-typed" tabindex="0">{escape(document.source)}</pre>'
    )


class _Renderer(NoteRenderer, BoxRenderer, PictureRenderer, RendererHTML):
    """Turns tokens to HTML; a method is named after the token it renders."""

    def __init__(self) -> None:
        # Looking all of its methods up takes as long as rendering a paragraph.
        self.rules = {name: getattr(self, name) for name in _RULES}

    def renderToken(  # noqa: N802 - the parser calls it so
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        """Render a token that has no method of its own."""
        html, tag = super().renderToken(tokens, idx, options, env), tokens[idx].tag
        if tokens[idx].nesting != 1 or tag not in _DIRECTED:
            return html
        return html.replace(f"<{tag}", f'<{tag} dir="auto"', 1)

    def heading_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        heading: Heading = tokens[idx].meta["heading"]
        opening = tag(_rank(heading), dir="auto", id=heading.anchor)
        return f'<div class="section-heading">{opening}'

    def heading_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        heading: Heading = tokens[idx - 2].meta["heading"]
        return f"</{_rank(heading)}>{_edit_link(heading, env['editable'])}</div>\n"

    def wikilink_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        link: Wikilink = tokens[idx].meta["link"]
        href = link.href_with(env["query"])
        if _is_missing(link, env):
            title = f"{link.target} ({gettext(_MISSING)})"
            return tag("a", href=href, class_="missing", title=title)
        return tag("a", href=href)

    def wikilink_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        if not _is_missing(tokens[idx].meta["link"], env):
            return "</a>"
        words = escape(gettext(_MISSING))
        return f'<span class="visually-hidden"> ({words})</span></a>'

    def transclusion_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return ""  # what a template says stands like any other text

    transclusion_close = transclusion_open

    def category(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return ""  # a category is shown below the article, not in it

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        env["is_in_link"] = True
        href = str(tokens[idx].attrGet("href") or "")
        return outward_link(_with_query(href, env["query"]))

    def link_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        env["is_in_link"] = False
        return "</a>"

    def image(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        # A picture from elsewhere would tell its owner who reads the page.
        source = str(tokens[idx].attrGet("src") or "")
        words = self.renderInlineAsText(tokens[idx].children, options, env)
        if env.get("is_in_link"):
            return escape(words or source)
        return f"{outward_link(source)}{escape(words or source)}</a>"

    def fence(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return (
            f'<pre tabindex="0"><code>{escapeHtml(tokens[idx].content)}</code></pre>\n'
        )

    code_block = fence

    def table_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        label = gettext("Table %(number)s") % {"number": tokens[idx].meta["number"]}
        return (
            tag("div", class_="scrolling", role="group", tabindex="0", aria_label=label)
            + "<table>\n"
        )

    def table_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return "</table></div>\n"

    def th_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return tag("th", dir="auto", scope="col", class_=_alignment(tokens[idx]))

    def td_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return tag("td", dir="auto", class_=_alignment(tokens[idx]))

    def math_inline(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return mathml_of(tokens[idx].content)

    def math_inline_double(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return mathml_of(tokens[idx].content, is_block=True)

    def math_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        formula = mathml_of(tokens[idx].content, is_block=True)
        return f'<div class="formula" tabindex="0">{formula}</div>\n'


_RULES = tuple(
    name
    for name in dir(_Renderer)
    if not name.startswith(("render", "_")) and callable(getattr(_Renderer, name))
)
"""The tokens that have a method, as markdown-it-py finds them."""


def _rank(heading: Heading) -> str:
    """The page's title is the only h1, so sections begin at h2."""
    return f"h{min(heading.depth + 1, 6)}"


def _edit_link(heading: Heading, editable: Title | None) -> str:
    if editable is None or heading.line is None:
        return ""
    link = tag(
        "a",
        href=f"/edit/{editable.path}?section={heading.anchor}",
        class_="section-edit",
    )
    words = gettext('edit<span class="visually-hidden"> section %(heading)s</span>')
    return f"{link}{words % {'heading': escape(heading.text)}}</a>"


def _with_query(href: str, query: str) -> str:
    """Return an address, with the query if it is that of a page of the wiki."""
    if not href.startswith("/wiki/") or "?" in href:
        return href
    page, sign, anchor = href.partition("#")
    return f"{page}{query}{sign}{anchor}"


def _is_missing(link: Wikilink, env: Any) -> bool:
    return link.target is not None and link.target.text not in env["existing"]


def _alignment(cell: Token) -> str:
    """A class instead of the parser's inline style, which the page's CSP refuses."""
    side = str(cell.attrGet("style") or "").removeprefix("text-align:")
    return f"align-{side}" if side else ""
