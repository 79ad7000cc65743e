"""The renderer as the tools of the corpora want it: functions from text to HTML."""

import markup

_LIBRARY = {
    "Template:T": "{{{1}}} [[{{{1}}}|{{{1}}}]] [x]({{{1}}}) {{cite|title={{{1}}}}}\n\n"
    ":::infobox person\ntitle = {{{1}}}\nA (date) = {{{1}}}\n{{{1}}} = b\n:::\n",
}
_SRC = f"/media/{'0' * 64}/640.png"
_WITHIN = """\
{{T|TEXT}}

{{T|1=TEXT}} and {{cite|title=TEXT|author=TEXT|url=TEXT|archive=TEXT|isbn=TEXT}}

:::infobox TEXT
image = [[File:A.png|alt=TEXT|TEXT]]
TEXT (number) = TEXT
:::

:::navbox TEXT
- TEXT
:::

:::notice TEXT
TEXT
:::

[[File:A.png|alt=TEXT|left|TEXT]] {{cn|reason=TEXT}} {{TEXT|TEXT}} [^TEXT:a]

[^TEXT:a]: {{cite|title=TEXT|quote=TEXT}}
"""


def render(text: str) -> str:
    """Return the HTML of an article with this text, none of whose links exist."""
    return markup.to_html(markup.parse(text))


def render_within(text: str) -> str:
    """Return the HTML of an article in which each syntax of ours is given this text."""
    document = markup.parse(_WITHIN.replace("TEXT", text), _LIBRARY)
    picture = markup.Picture(_SRC, 640, 480, ((_SRC, 640),), credit=text, licence=text)
    return markup.to_html(document, pictures={"File:A.png": picture})
