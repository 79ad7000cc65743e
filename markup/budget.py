"""The budget of a page: how much work its text may ask of the parser."""

import re
import time

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from markup.speech import gettext, gettext_noop

MAX_OPENERS = 12_000
"""Brackets that may open a link; each costs up to 50 microseconds, and twice that
while another process shares the core: all of them fit into MAX_SECONDS even so."""
MAX_COLUMNS = 64
MAX_TABLE_CELLS = 20_000
MAX_LINKS = 5_000
MAX_NODES = 200_000
MAX_FORMULA_CHARACTERS = 50_000
"""Of all formulas together; each costs about 20 microseconds."""
MAX_SECONDS = 2.0
"""Processor time of the thread, so that a busy machine changes no verdict."""

_TABLE_RULE = re.compile(r"^[ >]*\|?[ :|-]*\|[ :|-]*$", re.MULTILINE)
_STEPS_BETWEEN_LOOKS = 32
# A formula costs as much as so many of its characters, besides them.
_FORMULA_ITSELF = 5


_TOO_LARGE = gettext_noop(
    "This page is larger than can be shown formatted. Dividing it would help."
)
_TOO_SLOW = gettext_noop(
    "This page takes too long to be shown formatted. Dividing it would help."
)
_TOO_WIDE = gettext_noop(
    "This page has a table with more columns than can be shown formatted. "
    "Dividing it would help."
)
_TOO_MANY_OPENERS = gettext_noop(
    "This page has more links and brackets than can be shown formatted. "
    "Dividing it would help."
)
_TOO_MANY_LINKS = gettext_noop(
    "This page has more links than can be shown formatted. Dividing it would help."
)
_TOO_MANY_CELLS = gettext_noop(
    "This page has more table cells than can be shown formatted. "
    "Dividing it would help."
)
_TOO_MANY_FORMULAS = gettext_noop(
    "This page has more formulas than can be shown formatted. Dividing it would help."
)


class OverBudget(Exception):
    """The text asks for too much; the message tells readers of what."""


def check_source(text: str) -> None:
    """Raise OverBudget for a text that is not worth starting on. One linear pass."""
    if sum(map(text.count, ("[", "![", "{{"))) > MAX_OPENERS:
        raise OverBudget(gettext(_TOO_MANY_OPENERS))
    rules = (found.group() for found in _TABLE_RULE.finditer(text))
    if any("-" in rule and rule.count("|") > MAX_COLUMNS for rule in rules):
        raise OverBudget(gettext(_TOO_WIDE))


def check_tokens(tokens: list[Token]) -> None:
    """Raise OverBudget for a parsed text that is too much to render."""
    nodes = links = cells = formula_characters = 0
    for token in tokens:
        children = token.children or []
        nodes += 1 + len(children)
        cells += token.type in {"td_open", "th_open"}
        formula_characters += _formula_length(token)
        for child in children:
            links += child.type in {"link_open", "wikilink_open", "category"}
            formula_characters += _formula_length(child)
    for found, most, reason in (
        (nodes, MAX_NODES, _TOO_LARGE),
        (links, MAX_LINKS, _TOO_MANY_LINKS),
        (cells, MAX_TABLE_CELLS, _TOO_MANY_CELLS),
        (formula_characters, MAX_FORMULA_CHARACTERS, _TOO_MANY_FORMULAS),
    ):
        if found > most:
            raise OverBudget(gettext(reason))


def _formula_length(token: Token) -> int:
    is_formula = token.type.startswith("math_")
    return len(token.content) + _FORMULA_ITSELF if is_formula else 0


class Deadline:
    """A moment after which the work is given up, looked at every few steps."""

    def __init__(self, seconds: float = MAX_SECONDS) -> None:
        self._end = time.thread_time() + seconds
        self._steps = 0

    def step(self) -> None:
        """Count one step, raising OverBudget when the time is up."""
        self._steps += 1
        if self._steps % _STEPS_BETWEEN_LOOKS == 0:
            self.look()

    def look(self) -> None:
        """Raise OverBudget when the time is up."""
        if time.thread_time() > self._end:
            raise OverBudget(gettext(_TOO_SLOW))


def budget_plugin(md: MarkdownIt) -> None:
    """Make the parser look at ``env["deadline"]`` before each block and inline step."""
    md.block.ruler.before("table", "deadline", _look_in_block, {"alt": ["paragraph"]})
    md.inline.ruler.before("text", "deadline", _look_in_line)


def _look_in_block(
    state: StateBlock, _start_line: int, _end_line: int, _silent: bool
) -> bool:
    state.env["deadline"].step()
    return False


def _look_in_line(state: StateInline, _silent: bool) -> bool:
    state.env["deadline"].step()
    return False
