"""How infoboxes, series, notices and what a page is look in HTML."""

from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from markup.boxes import kind_of_container
from markup.facts import Fact
from markup.speech import gettext, pgettext
from markup.tags import tag

ROWS_AT_ONCE = 6
"""Of an infobox: readers on a phone open the rest."""


class BoxRenderer:
    """Renders what stands beside the text; methods are named after tokens."""

    def infobox_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        env["rows"] = 0
        return '<div class="infobox"><table>\n'

    def infobox_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        is_folded = env["rows"] > ROWS_AT_ONCE
        return f"</table>{'</details>' if is_folded else ''}</div>\n"

    def infobox_title_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return tag("caption", dir="auto")

    def infobox_title_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return "</caption>\n"

    def infobox_image_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return '<tr><td class="infobox-image" colspan="2">'

    def infobox_image_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return "</td></tr>\n"

    infobox_caption_open, infobox_caption_close = (
        infobox_image_open,
        infobox_image_close,
    )

    def infobox_heading_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return '<tr><th dir="auto" colspan="2" scope="colgroup">'

    def infobox_heading_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return "</th></tr>\n"

    def infobox_label_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        env["rows"] = tokens[idx].meta["number"]
        row = '<tr><th dir="auto" scope="row">'
        if env["rows"] == ROWS_AT_ONCE + 1:
            more = escape(gettext("More"))
            return f"</table><details><summary>{more}</summary><table>\n{row}"
        return row

    def infobox_label_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return "</th>"

    def infobox_value_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        fact: Fact | None = tokens[idx].meta.get("fact")
        time = tag("time", datetime=fact.value) if fact and fact.kind == "date" else ""
        return f'<td dir="auto">{time}'

    def infobox_value_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        fact: Fact | None = tokens[idx - 2].meta.get("fact")
        return f"{'</time>' if fact and fact.kind == 'date' else ''}</td></tr>\n"

    def series_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return '<div class="series">'

    def series_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return "</div>\n"

    def series_previous_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        label = escape(pgettext("part of a series", "Previous"))
        return f'<p dir="auto" class="previous"><span class="label">{label}</span> '

    def series_title_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return '<p dir="auto" class="whole">'

    def series_next_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        label = escape(pgettext("part of a series", "Next"))
        return f'<p dir="auto" class="next"><span class="label">{label}</span> '

    def series_title_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return "</p>\n"

    series_previous_close = series_next_close = series_title_close
    navbox_title_close = series_title_close

    def container_notice_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        kind = kind_of_container(tokens[idx].info)
        is_known = kind in {"warning", "error", "ok"}
        return f"{tag('div', class_=f'notice {kind}' if is_known else 'notice')}\n"

    def container_hatnote_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return '<div class="hatnote">\n'

    def container_navbox_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return '<div class="navbox">\n'

    def navbox_title_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return tag("p", dir="auto", class_="label")

    def container_notice_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return "</div>\n"

    container_hatnote_close = container_navbox_close = container_notice_close

    def documentation(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return "<hr>\n"

    def disambiguation(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        words = gettext(
            "These are the articles that the name may stand for. "
            "A link that led you here should lead to one of them."
        )
        return f'<p class="notice">{escape(words)}</p>\n'
