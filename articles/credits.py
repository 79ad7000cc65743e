"""Credits: who wrote how much of an article, and which of its words."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from django.core.cache import caches
from django.utils.translation import gettext

from accounts.models import User
from articles.attribution import Attributed, attributed_of
from articles.models import Article, Origin, Revision
from articles.shares import Share, reviewed_passages, share_of
from markup.attribution import Stretches, digest_of, lines_of
from markup.authorship import Mark, mark_origins

COLOURS = 8
"""So many authors, those who wrote most, have a colour of their own."""

_MARKED = caches["marked"]
_ONE_DAY = 24 * 3600


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
    attributed: Attributed
    sources: dict[int, Source]
    """The revisions that brought what is there, by their ids."""
    lengths: dict[int, int]
    """How many characters each revision brought, also one that nobody may see."""
    shares: list[Credit]
    colours: dict[int, int]
    """Of authors, by their ids."""
    reviewed: frozenset[int]
    """The digests of the passages of machines that a person reviewed."""

    @property
    def stretches(self) -> Stretches:
        return self.attributed.stretches

    @property
    def origins(self) -> list[tuple[str, str]]:
        """The kinds of origin in words, each with its percentage, largest first."""
        kinds: Counter[str] = Counter()
        for pk, length in self.lengths.items():
            if source := self.sources.get(pk):
                kinds[source.origin] += length
        total = kinds.total() or 1
        return [
            (str(Origin(kind).label), in_percent(100 * length / total))
            for kind, length in kinds.most_common()
        ]

    @property
    def machine_share(self) -> Share | None:
        """What machines wrote, and what of that was reviewed, if they wrote any."""
        machine = {pk for pk, source in self.sources.items() if source.is_machine}
        if not machine:
            return None
        share = share_of(
            self.text, self.stretches, machine=machine, reviewed=self.reviewed
        )
        return share if share.machine_length else None

    def colour_of(self, origin: int) -> int:
        """Return the colour of the author of a revision."""
        source = self.sources.get(origin)
        return self.colours.get(source.author_id, 0) if source else 0


def in_percent(share: float) -> str:
    """Return a percentage in words: little is not nothing."""
    number = f"{share:.0f}" if share >= 1 or not share else "<1"
    return gettext("%(number)s%%") % {"number": number}


def credits_of(article: Article, viewer: User | None) -> Credits:
    """Return whose the article's current text is. Four queries.

    What was not attributed yet is attributed now, and not kept.
    """
    attributed = attributed_of(article)
    stretches = attributed.stretches
    lengths = _lengths(stretches)
    sources = _sources(lengths, viewer)
    shares = _shares(lengths, sources)
    return Credits(
        article=article,
        text=article.current_revision.text if article.current_revision else "",
        attributed=attributed,
        sources=sources,
        lengths=lengths,
        shares=shares,
        colours={share.author.pk: share.colour for share in shares},
        reviewed=reviewed_passages(article),
    )


def mark_authors(html: str, given: Credits) -> str:
    """Return the article's page with its words in spans that name their origins.

    It is remembered by all that it is made of: who hides an author, or reviews a
    passage, makes another page of it.
    """
    made_of = (
        html,
        given.article.current_revision_id,
        frozenset(given.sources.items()),
        frozenset(given.colours.items()),
        given.reviewed,
    )
    key = f"marked-{hash(made_of)}"
    marked: str | None = _MARKED.get(key)
    if marked is None:
        marked = mark_origins(html, given.text, _marks(given))
        _MARKED.set(key, marked, _ONE_DAY)
    return marked


def _lengths(stretches: Stretches) -> dict[int, int]:
    lengths: defaultdict[int, int] = defaultdict(int)
    for origin, length in stretches:
        lengths[origin] += length
    return lengths


def _sources(ids: Iterable[int], viewer: User | None) -> dict[int, Source]:
    visible = Revision.objects.visible_to(viewer).filter(pk__in=ids).order_by()
    rows = visible.values_list("pk", "author_id", "origin")
    return {pk: Source(author, origin) for pk, author, origin in rows}


def _shares(brought: dict[int, int], sources: dict[int, Source]) -> list[Credit]:
    lengths: Counter[int] = Counter()
    for pk, length in brought.items():
        if source := sources.get(pk):
            lengths[source.author_id] += length
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
