"""Citing: one revision of an article, in the words of five styles.

Values go in and strings come out. The author of an article is everybody who wrote it:
"Canonica AI contributors", as Wikipedia has it.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip
_LONG_IN_MLA = {"March", "April", "May", "June", "July"}
_STOPS = (".", "?", "!", "…")
_SINGLE = {ord("“"): "\u2018", ord("”"): "\u2019"}

# BibTeX counts braces even behind a backslash: they need names.
_NAMED = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", "…": r"\ldots{}",
    "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "\u00a0": "~", "\u2013": "--", "—": "---", "\u2018": "`", "\u2019": "'",
    "“": "``", "”": "''",
    "ß": r"{\ss}", "æ": r"{\ae}", "Æ": r"{\AE}", "œ": r"{\oe}", "Œ": r"{\OE}",
    "ø": r"{\o}", "Ø": r"{\O}", "ł": r"{\l}", "Ł": r"{\L}", "\u0131": r"{\i}",
    "þ": r"{\th}", "Þ": r"{\TH}", "ð": r"{\dh}", "Ð": r"{\DH}", "đ": r"{\dj}",
    "Đ": r"{\DJ}",
}  # fmt: skip
_ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=",
    "\u0306": "u", "\u0307": ".", "\u0308": '"', "\u030a": "r", "\u030b": "H",
    "\u030c": "v", "\u0323": "d", "\u0327": "c", "\u0328": "k", "\u0331": "b",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Work:
    """A revision of an article, as far as a citation names it."""

    title: str
    site: str
    published: date
    """The day of the revision."""
    address: str
    """The revision's permanent link, whole."""
    revision: int
    accessed: datetime

    @property
    def authors(self) -> str:
        return f"{self.site} contributors"


@dataclass(frozen=True, slots=True)
class FileStyle:
    """A style that is read by programs: what it is called, and how it is sent."""

    label: str
    content_type: str
    extension: str
    cite: Callable[[Work], str]


def in_words(work: Work) -> dict[str, str]:
    """Return the citations that people read, by the names of their styles."""
    return {"APA": _apa(work), "MLA": _mla(work), "Chicago": _chicago(work)}


def _apa(work: Work) -> str:
    at = f"{work.accessed:%H:%M} (UTC), {_american(work.accessed)}"
    return (
        f"{work.authors}. ({_year_first(work.published)}). {_stopped(work.title)} "
        f"In {_stopped(work.site)} Retrieved {at}, from {work.address}"
    )


def _mla(work: Work) -> str:
    return (
        f"{work.authors}. “{_stopped(_quoted(work.title))}” {work.site}, "
        f"{_short(work.published)}, {work.address}. Accessed {_short(work.accessed)}."
    )


def _chicago(work: Work) -> str:
    title = _quoted(work.title)
    comma = "" if title.endswith(_STOPS) else ","
    return (
        f"{work.authors}, “{title}{comma}” {work.site}, last modified "
        f"{_american(work.published)}, {work.address} "
        f"(accessed {_american(work.accessed)})."
    )


def bibtex(work: Work) -> str:
    """Return an entry for a BibTeX file.

    Each name is in two pairs of braces: its capitals stay, and it is not divided.
    """
    day = work.published
    accessed = f"{work.accessed.day} {_MONTHS[work.accessed.month - 1]}"
    fields = {
        "author": f"{{{_in_latex(work.authors)}}}",
        "title": f"{{{_in_latex(work.title)}}}",
        "howpublished": f"{{{_in_latex(work.site)}}}",
        "year": str(day.year),
        "month": str(day.month),
        "url": work.address,
        "note": f"Revision {work.revision}; accessed {accessed} {work.accessed.year}",
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items()]
    return f"@misc{{{_key(work)},\n{''.join(lines)}}}\n"


def ris(work: Work) -> str:
    """Return a record for a RIS file: a line, whatever is in it, for each tag."""
    tags = [
        ("TY", "ENCYC"),
        ("AU", work.authors),
        ("TI", work.title),
        ("T2", work.site),
        ("PY", str(work.published.year)),
        ("DA", f"{work.published:%Y/%m/%d}/"),
        ("Y2", f"{work.accessed:%Y/%m/%d}/"),
        ("UR", work.address),
        ("N1", f"Revision {work.revision}"),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_in_one_line(value)}\r\n" for tag, value in tags)


FILE_STYLES: Mapping[str, FileStyle] = {
    "bibtex": FileStyle("BibTeX", "application/x-bibtex", "bib", bibtex),
    "ris": FileStyle("RIS", "application/x-research-info-systems", "ris", ris),
}
"""By what stands in the address: ``?format=bibtex``."""


def _american(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _year_first(day: date) -> str:
    return f"{day.year}, {_MONTHS[day.month - 1]} {day.day}"


def _short(day: date) -> str:
    month = _MONTHS[day.month - 1]
    if month not in _LONG_IN_MLA:
        month = f"{month[: 4 if month == 'September' else 3]}."
    return f"{day.day} {month} {day.year}"


def _stopped(text: str) -> str:
    return text if text.endswith(_STOPS) else f"{text}."


def _quoted(text: str) -> str:
    """Make quotation marks single, for the text will be in double ones."""
    return re.sub('"(.*?)"', "\u2018\\1\u2019", text).translate(_SINGLE)


def _in_latex(text: str) -> str:
    one_line = _in_one_line(unicodedata.normalize("NFC", text))
    return "".join(_letter_in_latex(letter) for letter in one_line)


def _letter_in_latex(letter: str) -> str:
    """Name the letters that LaTeX knows by commands; the others stay as they are."""
    if letter in _NAMED:
        return _NAMED[letter]
    parts = unicodedata.normalize("NFD", letter)
    if len(parts) != 2 or not parts[0].isascii() or parts[1] not in _ACCENTS:
        return letter
    base = f"\\{parts[0]}" if parts[0] in "ij" else parts[0]
    return f"{{\\{_ACCENTS[parts[1]]}{{{base}}}}}"


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _key(work: Work) -> str:
    plain = unicodedata.normalize("NFKD", f"{work.site} {work.title}")
    words = re.findall("[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    return "-".join([*words, str(work.revision)])
