"""Pages: what stands in a generated encyclopedia, told by numbers alone.

Each page can be told without any other: so it costs no memory, and two processes can
make halves of it.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from benchmarks.generated.moulds import (
    MOST_LINKS,
    REVISIONS,
    Model,
    article_model,
    category_model,
    redirect_model,
)
from benchmarks.generated.slots import (
    AUTHOR,
    CATEGORY,
    LINK,
    MISSING,
    SOURCE,
    TITLE,
    WORD,
    key,
)
from benchmarks.generated.vocabulary import common_words, rare_words, title_of

_MOST_MOULDS = 400
_OF_CATEGORIES = 20
_POPULAR = 2.5
"""The higher, the more links lead to the few pages that most lead to."""
# A prime larger than any number of articles: it lets popular ones lie anywhere.
_SPREAD = 15_485_863
_FROM = datetime(2020, 1, 1, tzinfo=UTC)
_ALL_TIME = timedelta(days=5 * 365)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: in which mould it is cast, and what its slots are filled with."""

    id: int
    title: str
    mould: int
    fills: dict[str, str]


@dataclass(frozen=True, slots=True)
class Encyclopedia:
    """How many there are of what, and where each stands: articles come first."""

    articles: int

    @property
    def categories(self) -> int:
        return max(12, self.articles // 50)

    @property
    def redirects(self) -> int:
        return self.articles // 20

    @property
    def authors(self) -> int:
        return max(10, self.articles // 100)

    @property
    def pages(self) -> int:
        return self.articles + self.categories + self.redirects

    @property
    def revisions(self) -> int:
        return self.articles * REVISIONS + self.categories + self.redirects

    @property
    def models(self) -> list[Model]:
        """Of what the moulds are cast: one of redirects, some of each other kind."""
        return [
            redirect_model(),
            *map(category_model, range(_OF_CATEGORIES)),
            *map(article_model, range(self._moulds)),
        ]

    def page(self, page_id: int) -> Page:
        number, chance = page_id - 1, random.Random(page_id)  # noqa: S311
        title = self.title_of(page_id)
        fills = {key(TITLE): title.partition(":")[2] or title}
        if number >= self.articles + self.categories:
            return Page(page_id, title, 0, fills | self._links(chance, number, 1))
        if number >= self.articles:
            number -= self.articles
            above = {key(CATEGORY): _category(number // 4 if number else 1)}
            return Page(page_id, title, 1 + number % _OF_CATEGORIES, fills | above)
        mould = 1 + _OF_CATEGORIES + chance.randrange(self._moulds)
        fills |= self._links(chance, number, MOST_LINKS)
        return Page(page_id, title, mould, fills | self._others(chance))

    def title_of(self, page_id: int) -> str:
        number = page_id - 1
        if number < self.articles:
            return title_of(number)
        number -= self.articles
        if number < self.categories:
            return f"Category:{_category(number)}"
        # Numbers far behind those of missing articles, to be met by nothing else.
        return f"{title_of(2 * self.articles + number)} name"

    def revision_id(self, page_id: int, number: int) -> int:
        """Return the id of a page's revision: those of all pages lie mixed, by time."""
        others = self.categories + self.redirects
        if page_id > self.articles:
            return page_id - self.articles
        return others + (number - 1) * self.articles + page_id

    def last_revision_id(self, page_id: int) -> int:
        is_article = page_id <= self.articles
        return self.revision_id(page_id, REVISIONS if is_article else 1)

    def author_id(self, revision_id: int) -> int:
        """Return who wrote a revision: a few accounts write most."""
        chance = random.Random(revision_id)  # noqa: S311 - only to make texts
        return 1 + int(self.authors * chance.random() ** _POPULAR)

    def time_of(self, revision_id: int) -> datetime:
        return _FROM + _ALL_TIME * (revision_id / self.revisions)

    @property
    def _moulds(self) -> int:
        return min(self.articles, _MOST_MOULDS)

    def _links(self, chance: random.Random, own: int, count: int) -> dict[str, str]:
        """Choose articles to link to; those that most link to, most often."""
        chosen = _different(
            count, lambda: self._spread(_popular(chance, self.articles))
        )
        titles = (title_of(number) for number in chosen if number != own)
        return {key(LINK, number): title for number, title in enumerate(titles)}

    def _spread(self, rank: int) -> int:
        return rank * _SPREAD % self.articles

    def _others(self, chance: random.Random) -> dict[str, str]:
        missing = _different(3, lambda: self.articles + _popular(chance, self.articles))
        categories = _different(4, lambda: _popular(chance, self.categories))
        works = _different(3, lambda: chance.randrange(self.articles))
        return {
            **{key(MISSING, at): title_of(one) for at, one in enumerate(missing)},
            **{key(CATEGORY, at): _category(one) for at, one in enumerate(categories)},
            **{key(SOURCE, at): _work(one) for at, one in enumerate(works)},
            **{key(AUTHOR, at): title_of(4 * one) for at, one in enumerate(works)},
            **{key(WORD, at): one for at, one in enumerate(rare_words(chance, 40))},
        }


def _popular(chance: random.Random, numbers: int) -> int:
    return int(numbers * chance.random() ** _POPULAR)


def _different(count: int, choose: Callable[[], int]) -> list[int]:
    """Return so many different numbers, and one more: one may not be wanted."""
    seen: dict[int, None] = {}
    while len(seen) <= count:
        seen.setdefault(choose())
    return list(seen)


def _category(number: int) -> str:
    chance = random.Random(f"category {number}")  # noqa: S311 - only to make texts
    return f"{' '.join(common_words(chance, 2)).capitalize()} {number}"


def _work(number: int) -> str:
    chance = random.Random(f"work {number}")  # noqa: S311 - only to make texts
    return f"{' '.join(common_words(chance, 4)).capitalize()} {number}"
