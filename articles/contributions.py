"""Contributions: which revisions brought a passage, and how long it has been there."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import NamedTuple

from accounts.models import User
from articles.attribution import Attributed, attributed_of
from articles.credits import Credits
from articles.models import Article, PassageReview, Revision
from articles.slices import Slice
from markup.attribution import Line, digest_of, lines_of

PASSAGES = 20
MOST_PARTS = 120
"""Of the passages shown at once: of lines that many people changed, fewer are shown."""


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
    """In so many later revisions of the page its words have been at most."""
    is_exact: bool
    """Whether they have been in each of them."""
    is_copied: bool
    """Whether they came from another page."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of an article's source, and whose its words are."""

    number: int
    digest: int
    copy: int
    """1 for the first line with these words, 2 for the second, and so on."""
    parts: list[Part]
    contributions: list[Contribution]
    """In order of time, each once."""
    review: PassageReview | None
    """The last word of a person about what a machine wrote, if there is any."""

    @property
    def anchor(self) -> str:
        return passage_anchor(str(self.digest), str(self.copy))

    @property
    def is_by_machine(self) -> bool:
        """Whether a machine wrote some of it."""
        return any(part.is_machine for part in self.parts)

    @property
    def is_reviewed(self) -> bool:
        return self.review is not None and self.review.is_reviewed


def passage_anchor(digest: str, copy: str) -> str:
    """Return the name of a passage on its page: "passage7", its second copy "-2"."""
    return f"passage{digest}" if copy == "1" else f"passage{digest}-{copy}"


def passages_of(
    given: Credits, viewer: User | None, *, after: int = 0, size: int = PASSAGES
) -> Slice[Passage]:
    """Return the passages that follow a line of the source.

    Two queries, and one more if some of them came from other pages.
    """
    numbered = _numbered(lines_of(given.text, given.stretches))
    wanted = (found for found in numbered if found[0].number > after)
    following = list(islice(wanted, size + 1))
    size = _fitting(line for line, _ in following[:size])
    shown = [line for line, _ in following[:size]]
    colours = {
        stretch.origin: given.colour_of(stretch.origin)
        for line in shown
        for stretch in line.stretches
    }
    contributions = _contributions(given.article, given.attributed, colours, viewer)
    reviews = _last_reviews(given.article, [digest_of(line.text) for line in shown])
    return Slice(
        rows=[
            _passage(line, copy, given, contributions, reviews)
            for line, copy in following[:size]
        ],
        after=str(shown[-1].number) if len(following) > size else "",
        before=str(after) if after else "",
    )


def _fitting(lines: Iterable[Line]) -> int:
    """Return how many of the lines can be shown at once; the first always is."""
    parts = accumulate(len(line.stretches) for line in lines)
    return max(1, sum(total <= MOST_PARTS for total in parts))


def find_contribution(
    article: Article, revision_id: int, viewer: User | None
) -> Contribution | None:
    """Return what a revision brought of an article's words, if it brought any."""
    attributed = attributed_of(article)
    if all(stretch.origin != revision_id for stretch in attributed.stretches):
        return None
    found = _contributions(article, attributed, {revision_id: 0}, viewer)
    return found.get(revision_id)


def _contributions(
    article: Article,
    attributed: Attributed,
    colours: Mapping[int, int],
    viewer: User | None,
) -> dict[int, Contribution]:
    """Return what is told of the revisions that have a colour here, by their ids."""
    visible = Revision.objects.visible_to(viewer).filter(pk__in=colours)
    revisions = list(visible.for_crediting())
    are_own = all(revision.article_id == article.pk for revision in revisions)
    stay = _Stay(article, attributed.returned, () if are_own else _copies(article))
    return {
        revision.pk: stay.contribution_of(revision, colours[revision.pk])
        for revision in revisions
    }


@dataclass(frozen=True, slots=True)
class _Stay:
    """What is known of how long words have been in an article."""

    article: Article
    returned: frozenset[int] | None
    copies: Sequence[tuple[int, int]]
    """The revisions that copied from other pages: their numbers, and of which."""

    def contribution_of(self, revision: Revision, colour: int) -> Contribution:
        is_copied = revision.article_id != self.article.pk
        came = self._copied_in(revision) if is_copied else [revision.number]
        current = self.article.current_revision
        return Contribution(
            revision=revision,
            colour=colour,
            survived=current.number - min(came, default=1) if current else 0,
            is_exact=self._was_never_out(revision) and len(came) == 1,
            is_copied=is_copied,
        )

    def _copied_in(self, revision: Revision) -> list[int]:
        """Return by which revisions, by number, its words may have been copied in."""
        return [number for number, source in self.copies if source >= revision.pk]

    def _was_never_out(self, revision: Revision) -> bool:
        return self.returned is not None and revision.pk not in self.returned


def _copies(article: Article) -> Sequence[tuple[int, int]]:
    copies = Revision.objects.filter(article=article, copied_from__isnull=False)
    return list(copies.values_list("number", "copied_from_id"))


def _numbered(lines: Iterable[Line]) -> Iterator[tuple[Line, int]]:
    """Yield each line, and how many so far have its words."""
    copies: Counter[str] = Counter()
    for line in lines:
        copies[line.text] += 1
        yield line, copies[line.text]


def _passage(
    line: Line,
    copy: int,
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
        copy=copy,
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
