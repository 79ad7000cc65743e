"""The cleaner: an allowlist of HTML that every rendered page goes through last."""

import re
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
_DIRECTED = _HEADINGS | {
    "blockquote", "caption", "dd", "dt", "li", "p", "pre", "td", "th",
}  # fmt: skip
_TAGS = {
    "a", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "div",
    "dl", "dt", "em", "figcaption", "figure", "hr", "img", "ins", "li", "ol", "p",
    "pre", "q", "s", "section", "span", "strong", "summary", "sup", "table", "tbody",
    "td", "th", "thead", "time", "tr", "ul",
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
    "a": {"backlink", "external", "missing", "picture", "section-edit"},
    "div": {
        "error",
        "formula",
        "hatnote",
        "infobox",
        "navbox",
        "notice",
        "ok",
        "scrolling",
        "section-heading",
        "series",
        "warning",
    },
    "figure": {"center", "left", "picture", "right", "wide"},
    "p": {"label", "next", "notice", "previous", "whole"},
    "pre": {"as-typed"},
    "section": {"lettered", "references"},
    "span": {"citation", "credit", "fault", "label", "visually-hidden"} | _AUTHORSHIP,
    "sup": {"needed", "reference"},
    "td": {"infobox-image"} | _ALIGNMENTS,
    "th": _ALIGNMENTS,
}
IN_WHOLE_WIDTH = "(min-width: 768px) 43rem, 100vw"
BESIDE_TEXT = "(min-width: 768px) 20rem, 100vw"
"""How wide a picture is shown: browsers choose among its sizes by that."""
# A picture from elsewhere would tell its owner who reads the page.
_OWN_PICTURES = re.compile(
    r"(?:(?:https?://[\w.:-]+)?/media/[0-9a-f]{16,64}/\d{1,5}\.(?:jpg|png|webp)"
    r"(?: \d{1,5}w)?(?:, )?)+",
    re.ASCII,
)


def _only_own_pictures(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute in {"src", "srcset"}:
        return value if _OWN_PICTURES.fullmatch(value) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS | _HEADINGS | _MATHML,
    attributes={
        **dict.fromkeys(_MATHML, _MATHML_ATTRIBUTES),
        **{tag: {"id"} for tag in _HEADINGS},
        "a": {"href", "id", "title"},
        "div": {"aria-label"},
        "img": {"alt", "height", "src", "srcset", "width"},
        "li": {"id", "value"},
        "ol": {"start"},
        "section": {"aria-label"},
        "span": {"data-origin"},
        "sup": {"title"},
        "time": {"datetime"},
    },
    tag_attribute_values={
        **{tag: {"dir": {"auto"}} for tag in _DIRECTED},
        "a": {"rel": {"nofollow ugc noopener"}},
        "div": {"role": {"group"}, "tabindex": {"0"}},
        "img": {"loading": {"lazy"}, "sizes": {IN_WHOLE_WIDTH, BESIDE_TEXT}},
        "pre": {"dir": {"auto"}, "tabindex": {"0"}},
        "td": {"colspan": {"2"}, "dir": {"auto"}},
        "th": {
            "colspan": {"2"},
            "dir": {"auto"},
            "scope": {"col", "colgroup", "row"},
        },
    },
    allowed_classes=_CLASSES
    | {tag: {"added", "removed"} | _CLASSES.get(tag, set()) for tag in _MARKED_BLOCKS},
    url_schemes=URL_SCHEMES,
    attribute_filter=_only_own_pictures,
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
