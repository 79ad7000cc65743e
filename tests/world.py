"""A world with one of everything, so that every route leads somewhere."""

from django.apps import apps
from django.test import override_settings

from accounts import lists
from accounts.blocking import Terms, block_account
from accounts.joining import invite, make_account
from accounts.models import Appeal, ListKind, User
from articles.counting import SHARE
from articles.models import Job
from articles.policy import ProposedEdit
from markup import Title
from moderation.holding import keep
from moderation.models import HeldEdit
from moderation.reports import send_report
from tests.makers import make_history, make_revision, make_upload, make_user

DAY = {"month": "2", "day": "25"}


def one_of_everything() -> dict[str, str]:
    """Make it, and return what the parameters of all routes may be."""
    mary = make_user("Mary")
    first, second = make_history(
        "## Life\n\nOne. [[Paris]]", "## Life\n\nTwo. [[Rome]] {{cite|title=A book}}"
    )
    make_revision("Ada Byron", "#REDIRECT [[Ada Lovelace]]")
    make_revision("Category:People", "[[Category:Everything]]")
    Job.objects.update(parked_at=None)
    waiting_and_invited()
    arguments = {
        **proposal("Rome"), **reported_and_blocked(first.article), **picture()
    }  # fmt: skip
    return {
        **rows(),
        **arguments,
        "title": "Ada_Lovelace",
        "address": "Ada|Lovelace",
        "name": "Mary",
        "article_id": str(first.article_id),
        "revision_id": str(second.pk),
        "old_id": str(first.pk),
        "new_id": str(second.pk),
        "content_type_id": "1",
        "object_id": str(second.pk),
        "user_id": str(mary.pk),
        "app_label": "articles",
        "number": str(first.article_id // SHARE),
        **DAY,
    }


def rows() -> dict[str, str]:
    """Return as ``<model>_id`` the last row of each model, or a number of none."""
    found = {}
    for model in apps.get_models():
        last = model._default_manager.order_by("pk").last()
        found[f"{model._meta.model_name}_id"] = str(last.pk if last else 987654321)
    return found


def waiting_and_invited() -> None:
    """Let an account wait, somebody be invited, and a word be on a list."""
    root = make_user(role="administrator")
    with override_settings(CANONICA_SIGN_UP="approval"):
        make_account(User(username="Eve"))
    invite(by=root)
    lists.add(ListKind.NAME, "spam", by=root)


def proposal(title: str) -> dict[str, str]:
    """Let somebody propose a page."""
    edit = ProposedEdit(title=Title.parse(title), author=make_user(), text="A city.")
    token = keep(edit, title, "Edits wait.").address.rpartition("/")[2]
    held = HeldEdit.objects.get(token=token)
    return {"held_id": str(held.pk), "token": token}


def picture() -> dict[str, str]:
    """Let somebody upload a picture."""
    made = make_upload()
    found = {"digest": made.digest, "width": made.width, "extension": made.format}
    return {name: str(value) for name, value in found.items()}


def reported_and_blocked(article) -> dict[str, str]:
    """Let somebody report a page, and somebody else appeal against a block."""
    root = make_user(role="administrator")
    report = send_report(
        article, cause="wrong", text="", reporter=None, address="192.0.2.1"
    )
    block = block_account(make_user("Vandal"), Terms(reason="Spam"), by=root)
    appealed = Appeal.objects.create(block=block, text="It was not me.")
    return {
        "report_id": str(report.pk),
        "block_id": str(block.pk),
        "appeal_id": str(appealed.pk),
    }
