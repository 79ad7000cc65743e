"""Article text: parse it, render it, compare it, merge it. Plain Python, no Django."""

from markup.document import Document, Heading, parse
from markup.html import to_html
from markup.pictures import Picture
from markup.titles import Namespace, Title, category
from markup.wikilinks import Membership, Wikilink

VERSION = 3
"""Goes up when the same text may render differently: stored pages are then stale."""

__all__ = [
    "VERSION",
    "Document",
    "Heading",
    "Membership",
    "Namespace",
    "Picture",
    "Title",
    "Wikilink",
    "category",
    "parse",
    "to_html",
]
