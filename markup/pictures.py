"""Pictures: what has to be known of an uploaded one to show it in a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that readers may see, in all the sizes that are kept of it."""

    src: str
    """Where the size is that is shown unless a browser chooses another."""
    width: int
    """In pixels, of the original as it is shown; so is the height."""
    height: int
    srcset: tuple[tuple[str, int], ...] = ()
    """Each size by its address and its width in pixels, from the smallest on."""
    credit: str = ""
    """Who made it, as plain text."""
    licence: str = ""
    """Under which licence, as plain text."""
    alt: str = ""
    """What it shows, for who can't see it; empty if it only adorns."""
