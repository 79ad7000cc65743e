"""The parser's rules for calls: templates, citations, and what else is built in."""

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from markup.calls import Call, known_calls
from markup.citations import Citation
from markup.speech import gettext
from markup.templates import (
    BLOCKS,
    CITE,
    FAULT,
    NEEDED,
    Expansion,
    built_in,
    template_title,
)
from markup.wikilinks import NOT_IN_A_LINK


def transclusion_plugin(md: MarkdownIt) -> None:
    """Teach the parser ``{{calls}}``, with the templates of ``env["expansion"]``.

    A template becomes the tokens of its text where it is called: alone on its lines
    those of blocks, and those of a line elsewhere.
    """
    md.block.ruler.before("table", "transclusion", _block)
    md.inline.ruler.before("link", "transclusion", _inline)


def _block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A block rule: see markdown-it's documentation for its contract."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    call = _call_at(state, start)
    if call is None or state.is_code_block(start_line):
        return False
    last_line = _line_of_end(state, call, start_line, end_line)
    name, title = built_in(call.name), template_title(call.name)
    if last_line is None or (name not in BLOCKS if name else title is None):
        return False
    if silent:
        return True
    state.line = last_line + 1
    lines = [start_line, state.line]
    if name:
        token = state.push(name, "", 0)
        token.map, token.meta = lines, {"arguments": call.arguments}
    elif title:
        text = _expansion(state.env).expand(call, title)
        _transclude(state, text, lines)
    return True


def _line_of_end(
    state: StateBlock, call: Call, start_line: int, end_line: int
) -> int | None:
    """Return the line that a call ends, if nothing but the call is in its lines."""
    for line in range(start_line, end_line):
        if line > start_line and state.sCount[line] < state.blkIndent:
            return None
        if call.end <= state.eMarks[line]:
            rest = state.src[call.end : state.eMarks[line]]
            return line if not rest.strip() else None
    return None


def _transclude(state: StateBlock, text: str, lines: list[int]) -> None:
    state.push("transclusion_open", "", 0)
    tokens: list[Token] = []
    state.md.block.parse(text, state.md, state.env, tokens)
    for token in tokens:
        # In the page they stand where the call does, whatever the template's lines.
        token.level += state.level
        token.map = lines if token.map else None
    state.tokens.extend(tokens)
    state.push("transclusion_close", "", 0)


def _inline(state: StateInline, silent: bool) -> bool:
    """An inline rule: see markdown-it's documentation for its contract."""
    call = _call_at(state, state.pos)
    if call is None or call.end > state.posMax:
        return False
    name, title = built_in(call.name), template_title(call.name)
    if name in BLOCKS or (not name and title is None):
        return False
    if not silent:
        if name:
            _push_built_in(state, name, call)
        elif title:
            text = _expansion(state.env).expand(call, title).strip()
            if text.startswith(":::"):
                fault = gettext("%(title)s stands on lines of its own, not within one.")
                state.push("fault", "", 0).content = fault % {"title": title}
            else:
                _push_template(state, text)
    state.pos = call.end
    return True


def _push_built_in(state: StateInline, name: str, call: Call) -> None:
    if name == CITE:
        citation = Citation.parse(call.arguments)
        token = state.push("citation", "", 0)
        token.content = citation.words
        token.meta = {"citation": citation, "arguments": call.arguments}
    elif name == NEEDED:
        reason = call.arguments.get("reason", "")
        state.push("citation_needed", "", 0).meta = {"reason": reason}
    elif name == FAULT:
        state.push("fault", "", 0).content = call.arguments.get("1", "")


def _push_template(state: StateInline, text: str) -> None:
    tokens: list[Token] = []
    state.md.inline.parse(text, state.md, state.env, tokens)
    if state.linkLevel:
        tokens = [token for token in tokens if token.type not in NOT_IN_A_LINK]
    # What the line holds so far is a token of its own before those.
    if state.pending:
        state.pushPending()
    state.tokens.extend(tokens)
    state.tokens_meta.extend(None for _ in tokens)


def _call_at(state: StateBlock | StateInline, position: int) -> Call | None:
    """Return the call that begins at a position; all are looked for at once."""
    if not state.src.startswith("{{", position):
        return None
    call = known_calls(state.src, state.env).get(position)
    return None if call is None or call.is_parameter else call


def _expansion(env: Any) -> Expansion:
    found: Expansion = env["expansion"]
    return found
