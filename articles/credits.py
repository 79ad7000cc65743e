"""Credits: who wrote how much of an article, and which of its words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from accounts.models import User
from articles import attribution
from articles.models import Article, Attribution, Origin, PassageReview, Revision
from articles.slices import Slice
from markup.attribution import Line, Stretches, digest_of, lines_of
from markup.authorship import Mark, mark_origins

COLOURS = 8
"""So many authors, those who wrote most, have a colour of their own."""
PASSAGES = 20


@dataclass(frozen=True, slots=True)
class Credit:
    """How many characters of a text are one author's."""

    author: User
    length: int
    percent: float
    colour: int
    """From 1 to ``COLOURS``; 0 for those who have none of their own."""

    @property
    def percent_shown(self) -> str:
        return in_percent(self.percent)


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a revision that brought some of a text."""

    author_id: int
    origin: str

    @property
    def is_machine(self) -> bool:
        return self.origin == Origin.MACHINE


@dataclass(frozen=True, slots=True)
class Credits:
    """Whose the current text of an article is."""

    article: Article
    text: str
    stretches: Stretches
    sources: dict[int, Source]
    """The revisions that brought what is there, by their ids."""
    shares: list[Credit]
    colours: dict[int, int]
    """Of authors, by their ids."""
    reviewed: frozenset[int]
    """The digests of the passages of machines that a person reviewed."""

    @property
    def origins(self) -> list[tuple[str, str]]:
        """The kinds of origin in words, each with its percentage, largest first."""
        kinds: Counter[str] = Counter()
        for stretch in self.stretches:
            if found := self.sources.get(stretch.origin):
                kinds[found.origin] += stretch.length
        total = kinds.total() or 1
        return [
            (str(Origin(kind).label), in_percent(100 * length / total))
            for kind, length in kinds.most_common()
        ]

    @property
    def machine_share(self) -> attribution.Share | None:
        """What machines wrote, and what of that was reviewed, if they wrote any."""
        machine = {pk for pk, source in self.sources.items() if source.is_machine}
        if not machine:
            return None
        share = attribution.share_of(
            self.text, self.stretches, machine=machine, reviewed=self.reviewed
        )
        return share if share.machine_length else None

    def colour_of(self, origin: int) -> int:
        """Return the colour of the author of a revision."""
        source = self.sources.get(origin)
        return self.colours.get(source.author_id, 0) if source else 0


def in_percent(share: float) -> str:
    """Return a percentage in words: little is not nothing."""
    return f"{share:.0f} %" if share >= 1 or not share else "<1 %"


def credits_of(article: Article, viewer: User | None) -> Credits:
    """Return whose the article's current text is. Four queries.

    What was not attributed yet is attributed now, and not kept.
    """
    current = article.current_revision
    if current is None:
        raise ValueError("A page without text has no authors.")
    row = Attribution.objects.filter(article=article, revision=current).first()
    stretches = (
        attribution.stretches_of(row) if row else attribution.replay(current).stretches
    )
    sources = _sources(stretches, viewer)
    shares = _shares(stretches, sources)
    return Credits(
        article=article,
        text=current.text,
        stretches=stretches,
        sources=sources,
        shares=shares,
        colours={share.author.pk: share.colour for share in shares},
        reviewed=attribution.reviewed_passages(article),
    )


def mark_authors(html: str, given: Credits) -> str:
    """Return the article's page with its words in spans that name their origins."""
    return mark_origins(html, given.text, _marks(given))


class Part(NamedTuple):
    """Some words of a passage, and the id of the revision that brought them."""

    text: str
    origin: int
    colour: int
    is_machine: bool


@dataclass(frozen=True, slots=True)
class Contribution:
    """A revision that brought something of a passage."""

    revision: Revision
    colour: int
    survived: int
    """How many later revisions left its words in place."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of an article's source, and whose its words are."""

    number: int
    digest: int
    parts: list[Part]
    contributions: list[Contribution]
    """In order of time, each once."""
    review: PassageReview | None
    """The last word of a person about what a machine wrote, if there is any."""

    @property
    def is_by_machine(self) -> bool:
        """Whether a machine wrote some of it."""
        return any(part.is_machine for part in self.parts)

    @property
    def is_reviewed(self) -> bool:
        return self.review is not None and self.review.is_reviewed


def passages_of(
    given: Credits, viewer: User | None, *, after: int = 0, size: int = PASSAGES
) -> Slice[Passage]:
    """Return the passages that follow a line of the source. Two queries."""
    lines = [
        line for line in lines_of(given.text, given.stretches) if line.number > after
    ]
    shown = lines[:size]
    contributions = _contributions(given, shown, viewer)
    reviews = _last_reviews(given.article, [digest_of(line.text) for line in shown])
    return Slice(
        rows=[_passage(line, given, contributions, reviews) for line in shown],
        after=str(shown[-1].number) if len(lines) > size else "",
        before=str(after) if after else "",
    )


def contribution_of(revision: Revision, *, colour: int = 0) -> Contribution:
    """Return what is told of a revision, which has its article's current one."""
    current = revision.article.current_revision
    survived = current.number - revision.number if current else 0
    return Contribution(revision, colour, survived)


def _sources(stretches: Stretches, viewer: User | None) -> dict[int, Source]:
    ids = {stretch.origin for stretch in stretches}
    visible = Revision.objects.visible_to(viewer).filter(pk__in=ids).order_by()
    rows = visible.values_list("pk", "author_id", "origin")
    return {pk: Source(author, origin) for pk, author, origin in rows}


def _shares(stretches: Stretches, sources: dict[int, Source]) -> list[Credit]:
    lengths: Counter[int] = Counter()
    for stretch in stretches:
        if source := sources.get(stretch.origin):
            lengths[source.author_id] += stretch.length
    authors, total = User.objects.in_bulk(list(lengths)), lengths.total() or 1
    return [
        Credit(
            author=authors[author],
            length=length,
            percent=100 * length / total,
            colour=rank if rank <= COLOURS else 0,
        )
        for rank, (author, length) in enumerate(lengths.most_common(), start=1)
    ]


def _marks(given: Credits) -> list[Mark]:
    """One mark for each stretch of each line, with the classes its words get."""
    reviewed = _classes(given, is_reviewed=True)
    others = _classes(given, is_reviewed=False)
    marks: list[Mark] = []
    position = 0
    starts = _line_starts(given.text)
    for line in lines_of(given.text, given.stretches):
        start = starts[line.number - 1]
        marks.append(Mark(start - position, 0))
        classes = reviewed if digest_of(line.text) in given.reviewed else others
        marks += (
            Mark(length, origin if origin in classes else 0, classes.get(origin, ""))
            for origin, length in line.stretches
        )
        position = start + len(line.text)
    return marks


def _classes(given: Credits, *, is_reviewed: bool) -> dict[int, str]:
    """Return the classes of the words of each revision."""
    machine = " machine reviewed" if is_reviewed else " machine"
    return {
        pk: f"by-{given.colour_of(pk)}{machine if source.is_machine else ''}"
        for pk, source in given.sources.items()
    }


def _line_starts(text: str) -> list[int]:
    lengths = (len(line) + 1 for line in text.split("\n"))
    return list(accumulate(lengths, initial=0))


def _contributions(
    given: Credits, lines: Sequence[Line], viewer: User | None
) -> dict[int, Contribution]:
    ids = {stretch.origin for line in lines for stretch in line.stretches}
    visible = Revision.objects.visible_to(viewer).filter(pk__in=ids)
    current = given.article.current_revision
    found = {}
    for revision in visible.for_crediting():
        is_own = current is not None and revision.article_id == given.article.pk
        survived = current.number - revision.number if is_own and current else 0
        colour = given.colour_of(revision.pk)
        found[revision.pk] = Contribution(revision, colour, survived)
    return found


def _passage(
    line: Line,
    given: Credits,
    contributions: dict[int, Contribution],
    reviews: dict[int, PassageReview],
) -> Passage:
    parts, position = [], 0
    for stretch in line.stretches:
        text = line.text[position : position + stretch.length]
        source = given.sources.get(stretch.origin)
        is_machine = source is not None and source.is_machine
        colour = given.colour_of(stretch.origin)
        parts.append(Part(text, stretch.origin, colour, is_machine))
        position += stretch.length
    digest = digest_of(line.text)
    return Passage(
        number=line.number,
        digest=digest,
        parts=parts,
        contributions=[
            contributions[pk]
            for pk in sorted({part.origin for part in parts})
            if pk in contributions
        ],
        review=reviews.get(digest),
    )


def _last_reviews(article: Article, digests: Sequence[int]) -> dict[int, PassageReview]:
    reviews = PassageReview.objects.filter(article=article, digest__in=digests)
    last = reviews.order_by("digest", "-id").distinct("digest")
    return {review.digest: review for review in last.select_related("reviewer")}
