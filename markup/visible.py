"""Show the characters that a reader of a difference would not see.

The ranges are those of Unicode 17. Unseen are the characters that have the property
Default_Ignorable_Code_Point (DerivedCoreProperties.txt) or the general category Cc or
Cf (UnicodeData.txt); but a Prepended_Concatenation_Mark (PropList.txt), such as an
Arabic sign around a number, is drawn. Blank are those of the category Zs, and a few
more whose glyphs are empty.
"""

import re

# What many scripts, emoji and notes of music need, and what is odd only if it came
# or went.
_JOINERS = (
    "\u00ad\u034f\u200c\u200d"
    "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"  # variation selectors
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # shorthand, music
    "\U00013430-\U0001343f"  # hieroglyphs
)
_BLANKS = (
    "\u1680\u2000-\u200a\u202f\u205f\u3000"
    "\u2800\U00016fe4\U0001d159"  # in Braille, Khitan and music
)
_NEVER_SEEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # turning the direction of text
    "\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\u3164"
    "\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
_HIDDEN = re.compile(f"[{_NEVER_SEEN}]")
_HIDDEN_IN_CHANGE = re.compile(f"[{_NEVER_SEEN}{_JOINERS}{_BLANKS}]")
_SPACES = re.compile(" {2,}")
_MARKS = str.maketrans({"\t": "⇥", "\n": "↵", "\u00a0": "⍽"})


def show_unchanged(text: str) -> str:
    """Name what is never seen: controls of direction, zero-width characters.

    Joiners, which many scripts and emoji need, are left alone.
    """
    return text if is_plain(text) else _HIDDEN.sub(_name, text)


def show_changed(text: str, *, opens_line: bool, closes_line: bool) -> str:
    """Name or draw all that is not seen in a text that was added or removed.

    Of ordinary spaces only those that are alone, doubled or at an end of the
    line are drawn: a space between words needs no sign.
    """
    if not text.strip(" "):
        return "·" * len(text)
    shown = text if is_plain(text) else _name_hidden(text)
    if opens_line:
        shown = _dots(shown, shown.lstrip(" ")) + shown.lstrip(" ")
    if closes_line:
        shown = shown.rstrip(" ") + _dots(shown, shown.rstrip(" "))
    return _SPACES.sub(_as_dots, shown) if "  " in shown else shown


def is_plain(text: str) -> bool:
    """Whether each of its characters is seen, or is a space."""
    return text.isascii() and text.isprintable()


def _name_hidden(text: str) -> str:
    return _HIDDEN_IN_CHANGE.sub(_name, text).translate(_MARKS)


def _as_dots(found: re.Match[str]) -> str:
    return "·" * len(found[0])


def _name(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"


def _dots(text: str, stripped: str) -> str:
    return "·" * (len(text) - len(stripped))
