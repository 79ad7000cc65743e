"""The grammar of article text: CommonMark with what an encyclopedia needs."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from markup.boxes import boxes_plugin
from markup.budget import (
    OverBudget,
    budget_plugin,
    check_source,
    check_tokens,
)
from markup.cleaner import URL_SCHEMES
from markup.embeds import embed_plugin
from markup.speech import gettext, gettext_noop
from markup.templates import Expansion
from markup.transclusion import transclusion_plugin
from markup.wikilinks import wikilink_plugin

MAX_NESTING = 20

_TOO_DEEP = gettext_noop(
    "This page has more things within each other than can be shown formatted. "
    "Dividing it would help."
)
_SCHEME = re.compile(r"\s*([^/?#:]*):")


class _MarkdownIt(MarkdownIt):
    """A parser that leaves links as they were typed if they lead to odd places."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the parser's own name
        scheme = _SCHEME.match(url)
        return scheme is None or scheme[1].lower() in URL_SCHEMES


def _parser() -> MarkdownIt:
    md = _MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    md.disable(["html_block", "html_inline"])
    md.enable(["table", "strikethrough"])
    md.use(footnote_plugin).use(deflist_plugin)
    md.use(
        dollarmath_plugin,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        double_inline=True,
    )
    md.use(transclusion_plugin).use(boxes_plugin)
    return md.use(wikilink_plugin).use(embed_plugin).use(budget_plugin)


# Parsing keeps its state in the environment of each call, so that all threads
# may share one parser.
_PARSER = _parser()


def tokens_of(text: str, expansion: Expansion) -> list[Token]:
    """Parse text (lines ended by LF) to tokens, raising OverBudget.

    Raw HTML is text like any other. What templates it calls, the expansion knows, and
    how much time there is.
    """
    check_source(text)
    env = {"deadline": expansion.deadline, "expansion": expansion}
    try:
        tokens = _PARSER.parse(text, env)
    except RecursionError:
        raise OverBudget(gettext(_TOO_DEEP)) from None
    check_tokens(tokens)
    return tokens
