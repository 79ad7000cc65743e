"""The past, proved by snapshots: what anybody saw is what is read as of then.

Whatever is done at random, each page as of each moment is what the page was when it was
looked at, besides what was hidden or deleted since.
"""

import random
from dataclasses import dataclass, field, replace

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from articles.deleting import delete, undelete
from articles.hiding import Hiding, hide
from articles.jobs import work_off
from articles.lifecycle import rename
from articles.models import Article, MembershipPeriod, Revision, TitlePeriod
from articles.moments import Moment
from articles.policy import EditRefused, ProposedEdit
from markup import Title
from tests.articles.snapshots import Seen, Snapshot, seen_at, snapshot_of
from tests.lengths import AT_LENGTH
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db

TITLES = ["Ada", "Bell", "Curie", "Template:Tea", "Category:Kin", "Category:Kith"]
STEPS = 30 if AT_LENGTH else 16
_PIECES = (
    "[[Ada]] and [[Bell]].", "[[Curie]], [[Nobody]].", "{{Tea}}", "{{tea|x}}",
    "[[Category:Kin]]", "[[Category:Kith|sorted]]", "[[:Category:Kin]]", "Words.",
    "## Life\n\n[[Template:Tea]]", "[by hand](/wiki/Bell)",
)  # fmt: skip
_OF_TEMPLATES = ("[[Category:Kin]]", "Tea with [[Ada]].", "Tea {{{1|alone}}}.", "")


@dataclass
class World:
    """Pages to which things happen at random."""

    chance: random.Random
    actor: User = field(default_factory=lambda: make_user(role="administrator"))
    number: int = 0

    def act(self) -> None:
        acts = [self.edit] * 5 + [self.rename, self.rename, self.delete, self.undelete]
        acts += [self.hide]
        try:
            self.chance.choice(acts)()
        except EditRefused:
            self.edit()
        while work_off():
            pass

    def edit(self) -> None:
        self.number += 1
        title = self.chance.choice(TITLES)
        article = Article.objects.published().filter(title=title).first()
        make_revision(
            title,
            self._text(title),
            author=self.actor,
            base=article.current_revision if article else None,
        )

    def rename(self) -> None:
        old, new = self.chance.sample(["Ada", "Bell", "Curie", "Dora"], 2)
        edit = ProposedEdit(title=Title.parse(old), author=self.actor, text="")
        rename(edit, Title.parse(new))

    def delete(self) -> None:
        delete(Title.parse(self.chance.choice(TITLES)), by=self.actor, reason="x")

    def undelete(self) -> None:
        title = self.chance.choice(TITLES)
        gone = list(Revision.objects.filter(article__title=title, is_deleted=True))
        only = (
            [self.chance.choice(gone).pk] if gone and self.chance.random() < 0.5 else []
        )
        undelete(Title.parse(title), by=self.actor, reason="x", only=only)

    def hide(self) -> None:
        shown = Article.objects.published().values("current_revision")
        old = list(Revision.objects.exclude(pk__in=shown).order_by("pk"))
        if old:
            hiding = Hiding(fields=["text"], reason="x")
            hide(self.chance.choice(old), hiding, by=self.actor)

    def _text(self, title: str) -> str:
        if title.startswith("Template"):
            return f"{self.chance.choice(_OF_TEMPLATES)} Leaf{self.number}."
        if self.chance.random() < 0.15 and ":" not in title:
            return f"#REDIRECT [[{self.chance.choice(TITLES[:3])}]]"
        pieces = self.chance.sample(_PIECES, 4)
        return "\n\n".join([f"Version{self.number}.", *pieces])


@pytest.mark.parametrize("seed", range(12 if AT_LENGTH else 3))
def test_each_page_as_of_each_moment_is_what_was_seen_then(seed):
    snapshots = _snapshots_of(seed)

    wrong = [found for one in snapshots for found in _differences(one)]

    assert wrong == []
    call_command("check_integrity")


@pytest.mark.parametrize("seed", range(20, 26 if AT_LENGTH else 21))
def test_what_is_told_again_from_history_is_what_was_kept(seed):
    snapshots = _snapshots_of(seed)
    titles = list(
        TitlePeriod.objects.order_by("article", "began_at").values_list(
            "title", "began_at", "ended_at"
        )
    )

    MembershipPeriod.objects.all().delete()
    TitlePeriod.objects.all().delete()
    call_command("refresh_derived")

    again = TitlePeriod.objects.order_by("article", "began_at")
    assert list(again.values_list("title", "began_at", "ended_at")) == titles
    assert [found for one in snapshots for found in _differences(one)] == []
    call_command("check_integrity")


def _snapshots_of(seed: int) -> list[Snapshot]:
    """Let things happen, and look at all pages after each."""
    world = World(random.Random(seed))  # noqa: S311 - a repeatable sequence
    snapshots = []
    for _ in range(STEPS):
        world.act()
        snapshots.append(snapshot_of(TITLES, Moment.at(timezone.now()).text))
    return snapshots


def _differences(then: Snapshot):
    """Yield where a page as of the moment is not what was seen then."""
    for title in TITLES:
        expected = _without_hidden(then, title, then.seen[title])
        found = seen_at(f"/wiki/{title}?redirect=no&as_of={then.moment}")
        if not _is_same(then, expected, found):
            yield title, then.moment, expected, found
        led_to = then.led_to[title].heading or title
        if title != led_to and expected.status == 200 and _is_seen(then, led_to):
            expected = then.led_to[title]
            found = seen_at(f"/wiki/{title}?as_of={then.moment}")
            if not _is_same(then, expected, found):
                yield title, then.moment, expected, found


def _is_same(then: Snapshot, expected: Seen, found: Seen) -> bool:
    hidden = _leaves_of_the_hidden()
    if expected.status != 200 or not hidden:
        return found == expected
    assert not hidden & set(found.words.replace(".", "").split())
    if found.status != 200:
        # Only members that the template brought had been seen.
        return bool(expected.members) and not expected.words
    # Whom a template brought is known as long as its first text with that is seen.
    is_less = set(found.members) <= set(expected.members)
    if not _is_seen(then, "Template:Tea"):
        return is_less
    return is_less and replace(found, members=expected.members) == expected


def _leaves_of_the_hidden() -> set[str]:
    rows = Revision.objects.filter(title="Template:Tea").order_by("pk")
    texts = [(one.true_text(), one.is_deleted or one.is_text_hidden) for one in rows]
    return {text.split()[-1].rstrip(".") for text, is_hidden in texts if is_hidden}


def _without_hidden(then: Snapshot, title: str, seen: Seen) -> Seen:
    """Return what was seen without what nobody may see any more."""
    if seen.status == 200 and title in then.revisions and not _is_seen(then, title):
        seen = (
            Seen(410)
            if not title.startswith("Category")
            else replace(seen, words="", links=(), categories=())
        )
    members = tuple(one for one in seen.members if _is_seen(then, one[6:]))
    if title.startswith("Category") and seen.status == 200:
        has_page = title in then.revisions and _is_seen(then, title)
        if not has_page and not members:
            return Seen(410 if title in then.revisions else 404)
    return replace(seen, members=members)


def _is_seen(then: Snapshot, title: str) -> bool:
    """Whether what was read under a title then may still be seen."""
    pk = then.revisions.get(title)
    if pk is None:
        return True
    revision = Revision.objects.get(pk=pk)
    return not (revision.is_deleted or revision.is_text_hidden)
