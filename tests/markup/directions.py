"""Directions: what the renderer says of each block of words, left out of the tables."""

import re

_BLOCK = re.compile(r"<(blockquote|caption|dd|dt|h[2-6]|li|p|td|th)(?=[ >])")


def directed(html: str) -> str:
    """Return the HTML with its blocks finding their direction by their first letter."""
    return _BLOCK.sub(r'<\1 dir="auto"', html)
