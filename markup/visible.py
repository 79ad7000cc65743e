"""Show the characters that a reader of a difference would not see."""

import re

_JOINERS = "\u00ad\u034f\u200c\u200d\ufe00-\ufe0f"
_ODD_SPACES = "\u1680\u2000-\u200a\u202f\u205f\u3000"
_NEVER_SEEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # turning the direction of text
    "\u115f\u1160\u180e\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e007f"
)
_HIDDEN = re.compile(f"[{_NEVER_SEEN}]")
_HIDDEN_IN_CHANGE = re.compile(f"[{_NEVER_SEEN}{_JOINERS}{_ODD_SPACES}]")
_SPACES = re.compile(" {2,}")
_MARKS = str.maketrans({"\t": "⇥", "\n": "↵", "\u00a0": "⍽"})


def show_unchanged(text: str) -> str:
    """Name what is never seen: controls of direction, zero-width characters.

    Joiners, which many scripts and emoji need, are left alone.
    """
    return text if _is_plain(text) else _HIDDEN.sub(_name, text)


def show_changed(text: str, *, opens_line: bool, closes_line: bool) -> str:
    """Name or draw all that is not seen in a text that was added or removed.

    Of ordinary spaces only those that are alone, doubled or at an end of the
    line are drawn: a space between words needs no sign.
    """
    if not text.strip(" "):
        return "·" * len(text)
    shown = text if _is_plain(text) else _name_hidden(text)
    if opens_line:
        shown = _dots(shown, shown.lstrip(" ")) + shown.lstrip(" ")
    if closes_line:
        shown = shown.rstrip(" ") + _dots(shown, shown.rstrip(" "))
    return _SPACES.sub(_as_dots, shown) if "  " in shown else shown


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _name_hidden(text: str) -> str:
    return _HIDDEN_IN_CHANGE.sub(_name, text).translate(_MARKS)


def _as_dots(found: re.Match[str]) -> str:
    return "·" * len(found[0])


def _name(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"


def _dots(text: str, stripped: str) -> str:
    return "·" * (len(text) - len(stripped))
