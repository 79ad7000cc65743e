"""A small community: something of each kind that moderators act on."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps

from accounts.blocking import Terms, appeal, block_account
from accounts.models import Appeal, Block, User
from articles.deleting import delete
from articles.hiding import Hiding, hide
from articles.models import Article, Patrol, Revision
from articles.policy import ProposedEdit
from articles.protecting import Terms as Protecting
from articles.protecting import protect
from markup import Title
from moderation.holding import keep
from moderation.models import HeldEdit, Report
from moderation.reports import send_report
from tests.makers import make_revision, make_user


@dataclass(frozen=True, slots=True)
class Community:
    """One row of each kind, each in a state in which something can be done to it."""

    article: Article
    deleted: Article
    protected: Article
    revision: Revision
    hidden: Revision
    patrol: Patrol
    vandal: User
    blocked: User
    closed: User
    block: Block
    appeal: Appeal
    proposal: HeldEdit
    report: Report


def propose(text: str, title: str = "Ada Lovelace", **fields: Any) -> HeldEdit:
    """Keep an edit as the site does that holds it."""
    author = fields.pop("author", None) or make_user()
    edit = ProposedEdit(title=Title.parse(title), author=author, text=text, **fields)
    token = keep(edit, title, "Edits wait.").address.rpartition("/")[2]
    return HeldEdit.objects.get(token=token)


def make_community() -> Community:
    """Let people do what moderators have to deal with."""
    root = make_user(role="administrator")
    vandal, blocked = make_user("Vandal"), make_user("Spammer")
    first = make_revision(text="Born in 1815.", summary="Begun")
    bad = make_revision(text="Nonsense.", base=first, author=vandal, summary="Ha")
    last = make_revision(text="Nonsense.\n\nMore.", base=bad)
    gone = make_revision("Gone", "Once.").article
    delete(gone.parsed_title, by=root, reason="Old")
    war = make_revision("War", "Fought over.")
    fight = Protecting(levels={"edit": "moderator"}, reason="Fight")
    protect(war.article.parsed_title, fight, by=root)
    hide(war, Hiding(fields=["summary"], reason="Rude"), by=root)
    block = block_account(blocked, Terms(reason="Spam"), by=root)
    return Community(
        article=last.article,
        deleted=gone,
        protected=war.article,
        revision=bad,
        hidden=Revision.objects.get(pk=war.pk),
        patrol=Patrol.objects.get(revision=bad),
        vandal=vandal,
        blocked=blocked,
        closed=make_user("Gone away", is_active=False),
        block=block,
        appeal=appeal(block, "I am sorry", by=blocked, address=""),
        proposal=propose("Nonsense.\n\nMore and more.", base=last, summary="More"),
        report=send_report(
            last.article, cause="wrong", text="It lies", reporter=None, address=""
        ),
    )


def all_rows() -> dict[str, list[tuple[Any, ...]]]:
    """Return everything that is kept, but sessions: to see whether it changed."""
    return {
        model.__name__: sorted(model._default_manager.values_list(), key=repr)
        for model in apps.get_models()
        if model._meta.app_label in {"accounts", "articles", "moderation", "auth"}
        # To look is counted, and to be asked for a password noted.
        and model.__name__ not in {"Attempts", "AccountAddress"}
    }
