"""How pictures look in HTML."""

from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from markup.cleaner import BESIDE_TEXT, IN_WHOLE_WIDTH
from markup.embeds import Embed
from markup.pictures import Picture
from markup.speech import gettext
from markup.tags import tag


class PictureRenderer:
    """Renders pictures with their captions; methods are named after tokens."""

    def picture_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        embed: Embed = tokens[idx].meta["embed"]
        picture = env["pictures"].get(embed.file.text)
        env["is_in_link"] = False
        return f"{_frame(embed)}{_image(embed, picture, env['query'])}<figcaption>"

    def picture_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        embed: Embed = tokens[idx].meta["embed"]
        picture = env["pictures"].get(embed.file.text)
        made_by = filter(None, (picture.credit, picture.licence)) if picture else ()
        credit = escape(", ".join(made_by))
        shown = f'<span class="credit">{credit}</span>' if credit else ""
        return f"{shown}</figcaption></figure>\n"


def _frame(embed: Embed) -> str:
    return tag("figure", class_=f"picture {embed.side}".rstrip())


def _image(embed: Embed, picture: Picture | None, query: str) -> str:
    """Return the picture as a link to its file's page, or that there is none."""
    link = tag(
        "a",
        class_="picture" if picture else "missing",
        href=f"/wiki/{embed.file.path}{query}",
    )
    if picture is None:
        words = gettext("%(name)s (no such picture)")
        return f"{link}{escape(words % {'name': embed.alt or embed.file.name})}</a>"
    size = _shown_size(embed)
    return link + (
        tag(
            "img",
            src=picture.src,
            srcset=", ".join(f"{where} {width}w" for where, width in picture.srcset),
            sizes=size,
            width=str(picture.width),
            height=str(picture.height),
            loading="lazy",
        ).removesuffix(">")
        + f' alt="{escape(_words_for(embed, picture))}"></a>'
    )


def _words_for(embed: Embed, picture: Picture) -> str:
    """Return what a picture shows in words. A link has to say where it leads."""
    words = "" if embed.is_decorative else embed.alt or picture.alt
    return words or gettext("Picture: %(name)s") % {"name": embed.file.name}


def _shown_size(embed: Embed) -> str:
    return IN_WHOLE_WIDTH if embed.side in {"wide", "center"} else BESIDE_TEXT
