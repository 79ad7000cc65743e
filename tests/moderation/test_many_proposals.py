"""Many proposals on many changing pages: each is merged as git would.

A hundred on ten pages; at length, a thousand on a hundred.
"""

import pytest

from articles.policy import ProposedEdit
from markup import Title
from moderation.holding import keep
from moderation.models import HeldEdit
from moderation.proposals import standing_of
from tests.articles.pages import listed_in
from tests.lengths import AT_LENGTH
from tests.makers import make_revision, make_user
from tests.markup.replays import merge_with_git

PAGES = 100 if AT_LENGTH else 12
PROPOSALS_OF_EACH = 10
PARAGRAPHS = 24

pytestmark = pytest.mark.django_db


def _text(page, changed=()):
    """A page's text, in which each paragraph is one line, with some of them changed."""
    changed = dict(changed)
    return "\n\n".join(
        f"Paragraph {number} of page {page} says {changed.get(number, 'little')}."
        for number in range(PARAGRAPHS)
    )


def _propose(pages):
    """Each proposes to change two paragraphs; later the pages change, some the same."""
    people = [make_user() for _ in range(PROPOSALS_OF_EACH)]
    editor = make_user()
    for page in range(pages):
        title = f"Page {page}"
        base = make_revision(title, _text(page), author=editor)
        for number, author in enumerate(people):
            changes = {2 * number: f"what {number} knows", 2 * number + 1: "more"}
            text = _text(page, changes)
            edit = ProposedEdit(
                title=Title.parse(title), author=author, text=text, base=base
            )
            keep(edit, title, "Edits wait.")
        # Of every page another proposal is contradicted, and of some none.
        later = {2 * (page % 12): "something else", PARAGRAPHS - 1: "the end"}
        make_revision(title, _text(page, later), base=base, author=editor)
    return HeldEdit.objects.waiting()


def test_each_is_merged_as_git_would_with_the_page_as_it_is_now(tmp_path, settings):
    settings.CANONICA_PROPOSALS_WAITING = PAGES * PROPOSALS_OF_EACH
    proposals = _propose(PAGES)
    different, contradicted = [], 0

    # Each is fetched by itself: PostgreSQL does not wait while git works on them all.
    for number in proposals.values_list("pk", flat=True):
        held = HeldEdit.objects.for_review().get(pk=number)
        proposal = standing_of(held).proposal
        now = held.article.current_revision.text
        by_git = merge_with_git(tmp_path, [held.base.text, held.text, now])
        contradicted += by_git is None
        if (proposal.text if proposal.is_clean else None) != by_git:
            different.append(held)

    assert proposals.count() == PAGES * PROPOSALS_OF_EACH
    assert different == []
    pages_in_which_one_is = sum(page % 12 < PROPOSALS_OF_EACH for page in range(PAGES))
    assert contradicted == pages_in_which_one_is


def test_the_queue_shows_some_and_leads_to_the_rest(
    reviewer, signed_in, django_assert_num_queries
):
    proposals = _propose(pages=11)
    desk = signed_in(reviewer)
    seen, address = 0, "/review"
    desk.get(address)

    # Session, account, blocks on it, the proposals, how many there are.
    with django_assert_num_queries(5):
        desk.get(address)
    while address:
        page = desk.get(address)
        seen += len(listed_in(page, ".//ol[@class='plain rows ruled']/li"))
        rows = page.context["proposals"]
        address = f"/review?after={rows.after}" if rows.after else ""

    assert seen == proposals.count()
