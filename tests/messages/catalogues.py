"""The catalogues of translations: ``.po`` for people, ``.mo`` and ``.json`` for us."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from babel.plural import PluralRule

from tests.messages.gathering import ROOT, words_of_pages, words_of_scripts

LANGUAGES = ("ru",)
_HEADER = "# What Canonica says, in {!r}. CONTRIBUTING.md tells how to translate."
# Names that nobody needs, and times that would change with every reading.
_OF_NO_USE = tuple(
    f'"{name}'.encode()
    for name in (
        *("Project-Id", "Report-Msgid", "Last-Translator", "Language-Team"),
        *("POT-Creation", "PO-Revision", "Generated-By"),
    )
)
_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_CATEGORIES = ("zero", "one", "two", "few", "many", "other")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What pages, or scripts, say in one language."""

    language: str
    domain: str
    gather: Callable[[], Catalog]

    @property
    def path(self) -> Path:
        """The file that people edit."""
        folder = ROOT / "canonica" / "locale" / self.language / "LC_MESSAGES"
        return folder / f"{self.domain}.po"

    @property
    def compiled_path(self) -> Path:
        """The file that is made of it."""
        if self.domain == "djangojs":
            return ROOT / "static" / "words" / f"{self.language}.json"
        return self.path.with_suffix(".mo")

    def read(self) -> Catalog:
        """Return the translations as they are in the file."""
        with self.path.open("rb") as file:
            return read_po(file, locale=self.language, domain=self.domain)

    def missing(self) -> list[Message]:
        """Return what has no translation yet."""
        return [one for one in self.read() if one.id and not _is_translated(one)]

    def brought_up_to_date(self) -> bytes:
        """Return the file with the words of today's sources.

        New words are not translated; those that nothing says any more are dropped.
        """
        catalog = self.read() if self.path.exists() else Catalog(self.language)
        catalog.update(self.gather(), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        catalog.fuzzy = False
        catalog.header_comment = _HEADER.format(self.language)
        file = io.BytesIO()
        # Without the numbers of lines a catalogue changes only when words do.
        write_po(file, catalog, width=88, sort_by_file=True, include_lineno=False)
        return b"".join(
            line
            for line in file.getvalue().splitlines(keepends=True)
            if not line.startswith(_OF_NO_USE)
        )

    def compiled(self) -> bytes:
        """Return what the file says, in the form that is read while serving."""
        if self.domain == "djangojs":
            return _as_json(self.read())
        catalog = self.read()
        # Else it would tell when it was made, and be another one each time.
        catalog.creation_date = catalog.revision_date = _SOME_DAY
        file = io.BytesIO()
        write_mo(file, catalog)
        return file.getvalue()


def catalogues() -> Iterator[Catalogue]:
    """All of them."""
    for language in LANGUAGES:
        yield Catalogue(language, "django", words_of_pages)
        yield Catalogue(language, "djangojs", words_of_scripts)


def _is_translated(message: Message) -> bool:
    return all(_forms(message))


def _forms(message: Message) -> list[str]:
    """Return the translations: several, if they depend on a number."""
    said = message.string
    return (
        [said or ""] if said is None or isinstance(said, str) else list(map(str, said))
    )


def _as_json(catalog: Catalog) -> bytes:
    words = {
        _key_of(message): _in_categories(catalog, message)
        if message.pluralizable
        else message.string
        for message in catalog
        if message.id
    }
    text = json.dumps(words, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def _key_of(message: Message) -> str:
    """Return the words by which a translation is found: the singular, in English."""
    return str(message.id if isinstance(message.id, str) else message.id[0])


def _in_categories(catalog: Catalog, message: Message) -> dict[str, str]:
    """Return the forms by the category that ``Intl.PluralRules`` says.

    In a catalogue they are in the order of the language's categories.
    """
    assert catalog.locale is not None
    rule: PluralRule = catalog.locale.plural_form
    said = [name for name in _CATEGORIES if name in {*rule.tags, "other"}]
    return dict(zip(said, _forms(message), strict=False))
