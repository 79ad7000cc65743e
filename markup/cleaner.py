"""The cleaner: an allowlist of HTML that every rendered page goes through last."""

from html import escape

import nh3

_MOST_PASSES = 8
URL_SCHEMES = {"http", "https", "mailto"}

_MATHML = {
    "math", "mi", "mn", "mo", "ms", "mtext", "mspace", "mrow", "mfrac", "msqrt",
    "mroot", "mstyle", "mpadded", "mphantom", "msub", "msup", "msubsup", "munder",
    "mover", "munderover", "mtable", "mtr", "mtd", "mmultiscripts", "mprescripts",
}  # fmt: skip
_MATHML_ATTRIBUTES = {
    "display", "mathvariant", "stretchy", "fence", "separator", "form", "accent",
    "movablelimits", "linethickness", "columnalign", "rowspacing", "columnspacing",
    "displaystyle", "scriptlevel", "lspace", "rspace", "minsize", "maxsize", "width",
}  # fmt: skip
_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
_DIRECTED = _HEADINGS | {"blockquote", "dd", "dt", "li", "p", "pre", "td", "th"}
_TAGS = {
    "a", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "hr", "ins",
    "li", "ol", "p", "pre", "s", "section", "span", "strong", "sup", "table", "tbody",
    "td", "th", "thead", "tr", "ul",
}  # fmt: skip
# Whose words are; only markup.authorship makes these, for authors write no HTML.
_AUTHORSHIP = {"passage", "machine", "reviewed", *(f"by-{n}" for n in range(9))}
_ALIGNMENTS = {"align-left", "align-center", "align-right"}
# Blocks that markup.marking shows as added or removed as a whole.
_MARKED_BLOCKS = _HEADINGS | {
    "blockquote", "dd", "div", "dl", "dt", "hr", "li", "ol", "p", "pre", "section",
    "tbody", "tr", "ul",
}  # fmt: skip
_CLASSES = {
    "a": {"backlink", "external", "missing", "section-edit"},
    "div": {"formula", "scrolling", "section-heading"},
    "p": {"notice"},
    "pre": {"as-typed"},
    "section": {"references"},
    "span": {"visually-hidden"} | _AUTHORSHIP,
    "sup": {"reference"},
    "td": _ALIGNMENTS,
    "th": _ALIGNMENTS,
}

_CLEANER = nh3.Cleaner(
    tags=_TAGS | _HEADINGS | _MATHML,
    attributes={
        **dict.fromkeys(_MATHML, _MATHML_ATTRIBUTES),
        **{tag: {"id"} for tag in _HEADINGS},
        "a": {"href", "id", "title"},
        "div": {"aria-label"},
        "li": {"id", "value"},
        "ol": {"start"},
        "section": {"aria-label"},
        "span": {"data-origin"},
    },
    tag_attribute_values={
        **{tag: {"dir": {"auto"}} for tag in _DIRECTED},
        "a": {"rel": {"nofollow ugc noopener"}},
        "div": {"role": {"group"}, "tabindex": {"0"}},
        "pre": {"dir": {"auto"}, "tabindex": {"0"}},
        "th": {"dir": {"auto"}, "scope": {"col"}},
    },
    allowed_classes=_CLASSES
    | {tag: {"added", "removed"} | _CLASSES.get(tag, set()) for tag in _MARKED_BLOCKS},
    url_schemes=URL_SCHEMES,
    link_rel=None,
)


def clean(html: str) -> str:
    """Return html with nothing in it but what the allowlist names.

    Cleaning the result again changes nothing: what is left out may change how the
    rest nests, so cleaning goes on until it no longer does.
    """
    for _ in range(_MOST_PASSES):
        cleaned = _CLEANER.clean(html)
        if cleaned == html:
            return cleaned
        html = cleaned
    return escape(html)
