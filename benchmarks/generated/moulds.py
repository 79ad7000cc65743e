"""Moulds: some hundred texts with slots, and what a save derives from them.

To render a page costs milliseconds, to fill the slots of one that was rendered a tenth
of that. What comes out is to the letter what a save of the filled text would make.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db import transaction

from accounts.models import User
from articles.attribution import replay
from articles.derived import derive
from articles.documents import document_of
from articles.models import Article, Revision, sha1_of
from articles.policy import ProposedEdit
from articles.storing import Derived
from articles.tagging import tags_of
from benchmarks.generated.slots import (
    AUTHOR,
    CATEGORY,
    LINK,
    MISSING,
    SOURCE,
    TITLE,
    WORD,
    slot,
)
from benchmarks.generated.vocabulary import common_words
from markup import Namespace, Title
from markup.attribution import Stretches, digest_of

REVISIONS = 10
"""Of each article; of categories and redirects there is one."""
EVERYWHERE = "encyclopedia"
"""A word of every article."""
MOST_LINKS = 24

_SECTIONS = 3
_THEN = datetime(2020, 1, 1, tzinfo=UTC)
_NONE: dict[str, object] = {"revision_id": 0}

Pieces = tuple[tuple[int, str], ...]
"""A text in pieces, each with the number of the revision that brought it."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many slots of each kind a mould has; ``TITLE`` has always one."""

    links: int = 0
    missing: int = 0
    categories: int = 0
    sources: int = 0
    words: int = 0


@dataclass(frozen=True, slots=True)
class Model:
    """What a mould is cast of: a page's texts, the oldest first, with slots."""

    namespace: Namespace
    texts: tuple[str, ...]
    counts: Counts


@dataclass(frozen=True, slots=True)
class Mould:
    """A model, and what a save derives from it."""

    model: Model
    derived: Derived
    tags: tuple[tuple[str, ...], ...]
    pieces: Pieces
    removed: tuple[tuple[str, Pieces], ...]
    returned: tuple[int, ...]


def article_model(number: int) -> Model:
    """Return the model of an article; every other one tells of a person."""
    chance = random.Random(number)  # noqa: S311 - only to make texts
    counts = Counts(
        links=chance.randint(12, MOST_LINKS),
        missing=chance.randint(1, 3),
        categories=chance.randint(2, 4),
        sources=_SECTIONS,
        words=40,
    )
    blocks = list(_blocks(chance, counts, is_person=number % 2 == 0))
    return Model(Namespace.MAIN, tuple(_history(chance, blocks)), counts)


def category_model(number: int) -> Model:
    """Return the model of a category that is in another one."""
    chance = random.Random(f"category {number}")  # noqa: S311
    text = f"{_sentence(chance)}\n\n[[Category:{slot(CATEGORY)}]]"
    return Model(Namespace.CATEGORY, (text,), Counts(categories=1))


def redirect_model() -> Model:
    return Model(Namespace.MAIN, (f"#REDIRECT [[{slot(LINK)}]]",), Counts(links=1))


def cast(models: list[Model]) -> Iterator[Mould]:
    """Yield the mould of each model.

    They are saved for that, and all that they lead to, and then taken back.
    """
    with transaction.atomic():
        author = User.objects.create_user("Moulder", date_joined=_THEN)
        for number in range(MOST_LINKS):
            _save(Model(Namespace.MAIN, ("A page.",), Counts()), author, LINK, number)
        for model in models:
            with transaction.atomic():
                yield _mould(model, _save(model, author, TITLE))
                transaction.set_rollback(True)
        transaction.set_rollback(True)


def _save(model: Model, author: User, kind: str, number: int = 0) -> list[Revision]:
    """Save the texts below the write path, as long as nothing is derived from them."""
    prefix = f"{model.namespace.prefix}:" if model.namespace.prefix else ""
    title = f"{prefix}{slot(kind, number)}"
    article = Article.objects.create(title=title, namespace=int(model.namespace))
    made: list[Revision] = []
    for count, text in enumerate(model.texts, start=1):
        edit = ProposedEdit(title=Title.parse(title), author=author, text=text)
        parent = made[-1] if made else None
        row = Revision(
            article=article, number=count, parent=parent, title=title, author=author,
            text=text, size=len(text.encode()), sha1=sha1_of(text),
            tags=tags_of(edit, parent, text),
        )  # fmt: skip
        row.save(force_insert=True)
        made.append(row)
    article.current_revision = made[-1]
    article.save()
    return made


def _mould(model: Model, revisions: list[Revision]) -> Mould:
    last = revisions[-1]
    derived = derive(last.article, last, document_of(last.text))
    attributed = replay(last)
    numbers = {revision.pk: revision.number for revision in revisions}
    lines = {digest_of(line): line for t in model.texts for line in t.split("\n")}
    return Mould(
        model=model,
        derived=replace(derived, rendering=derived.rendering | _NONE),
        tags=tuple(tuple(revision.tags) for revision in revisions),
        pieces=_pieces(last.text, attributed.stretches, numbers),
        removed=tuple(
            (lines[digest], _pieces(lines[digest], stretches, numbers))
            for digest, stretches in sorted(attributed.removed.items())
        ),
        returned=tuple(numbers[pk] for pk in sorted(attributed.returned or ())),
    )


def _pieces(text: str, stretches: Stretches, numbers: dict[int, int]) -> Pieces:
    found, place = [], 0
    for origin, length in stretches:
        found.append((numbers[origin], text[place : place + length]))
        place += length
    return tuple(found)


def _blocks(chance: random.Random, counts: Counts, *, is_person: bool) -> Iterator[str]:
    links = [slot(LINK, number) for number in range(counts.links)]
    links += [slot(MISSING, number) for number in range(counts.missing)]
    words = [slot(WORD, number) for number in range(counts.words)]
    chance.shuffle(links)
    if is_person:
        yield _infobox(chance)
    yield f"**{slot(TITLE)}** is known to this {EVERYWHERE}. {_sentence(chance)}"
    parts = 2 * _SECTIONS
    for part in range(parts):
        if part % 2 == 0:
            yield f"## {' '.join(common_words(chance, 2)).capitalize()}"
        note = f"[^{part // 2 + 1}]" if part % 2 else ""
        own = [f"[[{link}]]" for link in links[part::parts]]
        yield _paragraph(chance, [*own, *words[part::parts]]) + note
    yield "## References"
    for number in range(counts.sources):
        by, name = slot(AUTHOR, number), slot(SOURCE, number)
        page = chance.randint(1, 400)
        yield f"[^{number + 1}]: {{{{cite|author={by}|title={name}|pages={page}}}}}"
    categories = range(counts.categories)
    yield "\n".join(f"[[Category:{slot(CATEGORY, number)}]]" for number in categories)


def _history(chance: random.Random, blocks: list[str]) -> Iterator[str]:
    """Yield a text, and what edits make of it; some passages go, and return."""
    yield "\n\n".join(blocks)
    taken_out: tuple[int, str] | None = None
    for edit in range(REVISIONS - 1):
        paragraphs = [place for place, block in enumerate(blocks) if _is_text(block)]
        place = chance.choice(paragraphs)
        if taken_out is not None:
            blocks.insert(*taken_out)
            taken_out = None
        elif edit == 4 and chance.random() < 0.3:
            taken_out = place, blocks.pop(place)
        elif edit % 2:
            blocks[place] = f"{_sentence(chance)} {blocks[place]}"
        else:
            first, _, rest = blocks[place].partition(" ")
            blocks[place] = f"{first} {common_words(chance, 1)[0]}{edit} {rest}"
        yield "\n\n".join(blocks)


def _is_text(block: str) -> bool:
    return not block.startswith(("#", ":::", "[^", "[[", "**"))


def _infobox(chance: random.Random) -> str:
    day = f"{chance.randint(1, 28)} {chance.choice(('March', 'May', 'October'))}"
    born = f"{day} {chance.randint(1700, 1990)}"
    return f":::infobox person\ntitle = {slot(TITLE)}\nBorn (date) = {born}\n:::"


def _sentence(chance: random.Random) -> str:
    count = chance.randint(8, 16)
    return f"{' '.join(common_words(chance, count)).capitalize()}."


def _paragraph(chance: random.Random, own: list[str]) -> str:
    """Return some sentences, and among their words what is the page's own."""
    sentences = [_sentence(chance).split(" ") for _ in range(3)]
    for one in own:
        sentence = chance.choice(sentences)
        sentence.insert(chance.randrange(1, len(sentence)), one)
    return " ".join(" ".join(sentence) for sentence in sentences)
