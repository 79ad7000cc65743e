"""Tags: the pieces of HTML that the renderer puts together."""

from html import escape

EXTERNAL_REL = "nofollow ugc noopener"


def tag(name: str, **attributes: str) -> str:
    """Return an opening tag; empty attributes are left out, all others escaped."""
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value
    )
    return f"<{name}{shown}>"


def outward_link(href: str) -> str:
    """Return the opening tag of a link that may lead to another site."""
    is_within = href.startswith(("#", "/")) and not href.startswith(("//", "/\\"))
    if is_within:
        return tag("a", href=href)
    return tag("a", href=href, class_="external", rel=EXTERNAL_REL)
