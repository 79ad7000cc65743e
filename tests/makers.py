"""Makers: accounts and revisions made the way a person makes them."""

from itertools import count
from typing import Any

from accounts.models import User
from articles.deleting import delete
from articles.editing import submit_edit
from articles.models import Article, Licence, Revision, Upload
from articles.policy import ProposedEdit
from articles.protecting import Terms, protect
from articles.raster import read_picture
from articles.uploading import Told, upload
from markup import Title
from tests.images import image_bytes

_numbers = count(1)

PASSWORD = "correct horse battery"


def make_user(name: str = "", **fields: Any) -> User:
    """Make an account, with PASSWORD."""
    name = name or f"Editor {next(_numbers)}"
    return User.objects.create_user(name, password=PASSWORD, **fields)


def make_revision(
    title: str = "Ada Lovelace",
    text: str = "A mathematician.",
    *,
    author: User | None = None,
    base: Revision | None = None,
    **fields: Any,
) -> Revision:
    """Save an edit the way a person would, so that no test starts from a lie."""
    return submit_edit(
        ProposedEdit(
            title=Title.parse(title),
            author=author or make_user(),
            text=text,
            base=base,
            **fields,
        )
    )


def make_upload(
    title: str = "File:Hall.png",
    text: str = "The hall of the congress.",
    *,
    sent: bytes = b"",
    author: User | None = None,
    base: Revision | None = None,
    **told: Any,
) -> Upload:
    """Upload a picture the way a person would."""
    edit = ProposedEdit(
        title=Title.parse(title), author=author or make_user(), text=text, base=base
    )
    told = {"credit": "Ada", "licence": Licence.CC_BY_SA, "alt": "A hall", **told}
    return upload(edit, read_picture(sent or image_bytes()), Told(**told))


def protect_all(level: str = "moderator", act: str = "edit") -> None:
    """Protect every page there is, as an administrator does."""
    root = make_user(role="administrator")
    for article in Article.objects.all():
        terms = Terms(levels={act: level}, reason="Edit war")
        protect(article.parsed_title, terms, by=root)


def delete_pages(*titles: str) -> None:
    """Take pages out of sight, as a moderator does: these, or all there are."""
    moderator = make_user(role="moderator")
    for title in titles or Article.objects.values_list("title", flat=True):
        delete(Title.parse(title), by=moderator, reason="Not an article")


def make_history(*texts: str, title: str = "Ada Lovelace") -> list[Revision]:
    """Save each text as an edit of the one before, and return the revisions."""
    revisions: list[Revision] = []
    for text in texts:
        base = revisions[-1] if revisions else None
        revisions.append(make_revision(title, text, base=base))
    return revisions
