"""Formulas: from LaTeX to MathML, which browsers draw without any script."""

from html import escape, unescape
from xml.etree.ElementTree import tostring

from latex2mathml.converter import convert_to_element

MAX_LENGTH = 2_000
"""Characters of a formula that is still converted; longer ones are shown as typed."""


def mathml_of(latex: str, *, is_block: bool = False) -> str:
    """Return the formula as a ``math`` element, or as code if it makes no sense."""
    if len(latex) > MAX_LENGTH:
        return _as_typed(latex)
    try:
        element = convert_to_element(latex, display="block" if is_block else "inline")
        for part in element.iter():
            # The converter leaves its symbols as entities within the text.
            part.text = unescape(part.text) if part.text else part.text
        return tostring(element, encoding="unicode")
    except Exception:  # noqa: BLE001 - the converter promises nothing about odd input
        return _as_typed(latex)


def _as_typed(latex: str) -> str:
    return f"<code>{escape(latex.strip())}</code>"
