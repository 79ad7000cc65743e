"""How notes, citations and what is missing look in HTML."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from markup.citations import NAMELESS, Citation, fault_of_isbn
from markup.references import NOTE_GROUP, Mark
from markup.speech import gettext, gettext_noop
from markup.tags import outward_link, tag

_GROUP_NAMES = {"": gettext_noop("References"), NOTE_GROUP: gettext_noop("Notes")}


class NoteRenderer:
    """Renders what tells where something is from; methods are named after tokens."""

    def footnote_ref(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        mark: Mark = tokens[idx].meta["mark"]
        link = tag("a", href=f"#fn-{mark.anchor}", id=_use_anchor(tokens[idx]))
        return f'<sup class="reference">{link}[{escape(mark.shown)}]</a></sup>'

    def footnote_block_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        group, env["note"] = tokens[idx].meta["group"], 0
        classes = "references lettered" if group == NOTE_GROUP else "references"
        # Sources and remarks have headings of their own, or need none.
        is_named = group not in _GROUP_NAMES
        name = f'<p class="label">{escape(group)}</p>' if is_named else ""
        label = group if is_named else gettext(_GROUP_NAMES[group])
        return f"{tag('section', class_=classes, aria_label=label)}{name}<ol>\n"

    def footnote_block_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return "</ol></section>\n"

    def footnote_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        mark: Mark = tokens[idx].meta["mark"]
        is_next = mark.number == env["note"] + 1
        env["note"] = mark.number
        value = "" if is_next else str(mark.number)
        return tag("li", dir="auto", id=f"fn-{mark.anchor}", value=value)

    def footnote_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return "</li>\n"

    def footnote_anchor(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        number = tokens[idx].meta.get("subId", 0) + 1
        words = escape(
            gettext("Jump up to use %(number)s of this note") % {"number": number}
        )
        back = tag("a", href=f"#{_use_anchor(tokens[idx])}", class_="backlink")
        return f' {back}<span class="visually-hidden">{words}</span>↑</a>'

    def citation(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return _cited(tokens[idx].meta["citation"])

    def citation_needed(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        reason = tokens[idx].meta["reason"]
        because = f'<span class="visually-hidden">: {escape(reason)}</span>'
        opening = tag("sup", class_="needed", title=reason)
        words = escape(gettext("citation needed"))
        return f"{opening}[{words}{because if reason else ''}]</sup>"

    def fault(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return f'<span class="fault">{escape(tokens[idx].content)}</span>'


def _use_anchor(token: Token) -> str:
    """Where a note is used: "fnref-1", and "fnref-1-2" where it is used again."""
    use = token.meta.get("subId", 0) + 1
    mark: Mark = token.meta["mark"]
    return f"fnref-{mark.anchor}" if use == 1 else f"fnref-{mark.anchor}-{use}"


def _cited(citation: Citation) -> str:
    """Return a source as it stands in a list: who, when, what, where, and the quote."""
    if not citation.name:
        return f'<span class="fault">{escape(gettext(NAMELESS))}</span>'
    name = f"<cite>{escape(citation.name)}</cite>"
    if citation.web_address:
        name = f"{outward_link(citation.web_address)}{name}</a>"
    date = f"({citation.date})" if citation.date else ""
    author = " ".join(filter(None, (citation.author, date)))
    sentences = map(escape, filter(None, [author, *citation.particulars]))
    first, *others = [*sentences] if author else ["", *sentences]
    shown = [first, name, *others, *_numbers(citation), *_copies(citation)]
    quote = f" <q>{escape(citation.quote)}</q>" if citation.quote else ""
    ended = " ".join(
        one if one.endswith((".", "?")) else f"{one}." for one in shown if one
    )
    return f'<span class="citation">{ended}{quote}</span>'


def _numbers(citation: Citation) -> Iterator[str]:
    isbn, doi = map(escape, citation.numbers)
    if isbn:
        fault = fault_of_isbn(citation.isbn)
        yield f'{isbn} <span class="fault">({escape(fault)})</span>' if fault else isbn
    if doi:
        address = citation.doi_address
        words = escape(gettext("no DOI"))
        fault = f'<span class="fault">({words})</span>'
        yield f"{outward_link(address)}{doi}</a>" if address else f"{doi} {fault}"


def _copies(citation: Citation) -> Iterator[str]:
    """Yield where there is a copy, and when the source was looked at."""
    if citation.archive_address:
        words = escape(gettext("Archived copy"))
        yield f"{outward_link(citation.archive_address)}{words}</a>"
    if citation.accessed:
        yield escape(gettext("Retrieved %(date)s") % {"date": citation.accessed})
