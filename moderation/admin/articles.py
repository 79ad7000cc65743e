"""Articles: protected, deleted and undeleted; and the protections there are."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from accounts.rights import Right
from accounts.routes import address_of
from articles.deleting import delete, undelete
from articles.guarding_forms import BecauseForm
from articles.models import Article, Protection, Revision
from articles.policy import EditRefused
from articles.protecting import Terms, protect
from moderation.admin.acts import Act, Doing, Look
from moderation.admin.filters import ProtectedFilter
from moderation.admin.forms import ProtectSomeForm
from moderation.admin.tables import Table

_MOST_COUNTED = 500


def _protect(article: Article, doing: Doing) -> None:
    protect(article.parsed_title, doing.form.to_terms(), by=doing.by)


def _unprotect(article: Article, doing: Doing) -> None:
    if not _protections(article):
        raise EditRefused(gettext("It is not protected."))
    terms = Terms(levels={}, reason=doing.form.cleaned_data["reason"])
    protect(article.parsed_title, terms, by=doing.by)


def _delete(article: Article, doing: Doing) -> None:
    reason = doing.form.cleaned_data["reason"]
    delete(article.parsed_title, by=doing.by, reason=reason)


def _undelete(article: Article, doing: Doing) -> None:
    reason = doing.form.cleaned_data["reason"]
    undelete(article.parsed_title, by=doing.by, reason=reason)


def _protections(article: Article) -> str:
    """Return in words what is in force of the protections that were fetched."""
    now = timezone.now()
    return "; ".join(
        f"{one.get_act_display()}: {one.get_level_display()}"
        for one in article.protections.all()
        if one.expires_at is None or one.expires_at > now
    )


def _look_at_protection(article: Article) -> Look:
    now = _protections(article) or gettext("not protected")
    return Look(gettext("now: %(what)s") % {"what": now})


def _look_at_deletion(article: Article) -> Look:
    seen = Revision.objects.filter(article=article, is_deleted=False).count()
    linking = Article.objects.published().linking_to(article.parsed_title)
    links = linking[:_MOST_COUNTED].count()
    words = gettext("revisions to see now: %(seen)s; pages that link here: %(links)s")
    return Look(words % {"seen": seen, "links": links})


def _look_at_undeletion(article: Article) -> Look:
    deleted = Revision.objects.filter(article=article, is_deleted=True).count()
    words = gettext("revisions that come back: %(number)s")
    return Look(words % {"number": deleted})


ACTS = (
    Act(
        name="protect",
        label=gettext_noop("Protect…"),
        right=Right.PROTECT,
        effect=gettext_noop(
            "Only people with the roles chosen may edit, begin or rename these "
            "titles, until the end chosen. This takes the place of the protection that "
            "they have now."
        ),
        done=gettext_noop("Protected"),
        do=_protect,
        form=ProtectSomeForm,
        look=_look_at_protection,
    ),
    Act(
        name="lift-protection",
        label=gettext_noop("Lift protection…"),
        right=Right.PROTECT,
        effect=gettext_noop("Everybody may edit, begin and rename these titles again."),
        done=gettext_noop("No longer protected"),
        do=_unprotect,
        form=BecauseForm,
        look=_look_at_protection,
    ),
    Act(
        name="delete",
        label=gettext_noop("Delete…"),
        right=Right.DELETE,
        effect=gettext_noop(
            "These pages go out of sight with their histories. Nothing is lost: "
            "they can be undeleted."
        ),
        done=gettext_noop("Deleted"),
        do=_delete,
        form=BecauseForm,
        look=_look_at_deletion,
        is_grave=True,
    ),
    Act(
        name="undelete",
        label=gettext_noop("Undelete…"),
        right=Right.DELETE,
        effect=gettext_noop(
            "These pages can be read again, with all of their revisions."
        ),
        done=gettext_noop("Undeleted"),
        do=_undelete,
        form=BecauseForm,
        look=_look_at_undeletion,
        is_grave=True,
    ),
)


@admin.register(Article)
class ArticleAdmin(Table):
    """Articles are written on their own pages; here they are found and guarded."""

    acts = ACTS
    address_label = gettext_lazy("Read")
    list_display = (
        "title", "namespace", "protection", "is_here", "public_page", "history",
        "pages_of_acts",
    )  # fmt: skip
    list_filter = (
        "namespace",
        ("protections", ProtectedFilter),
        ("deleted_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("title",)
    fields = (
        "title", "namespace", "deleted_at", "protection", "public_page", "history",
        "pages_of_acts",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).prefetch_related("protections")

    def subject_of(self, row: Any) -> str:
        return str(row.title)

    @admin.display(description=gettext_lazy("Protection"))
    def protection(self, article: Article) -> str:
        return _protections(article)

    @admin.display(description=gettext_lazy("Readable"), boolean=True)
    def is_here(self, article: Article) -> bool:
        return article.is_published

    @admin.display(description=gettext_lazy("History"))
    def history(self, article: Article) -> str:
        return format_html(
            '<a href="/history/{}">{}</a>',
            article.parsed_title.path,
            gettext("View history"),
        )

    @admin.display(description=gettext_lazy("Acts"))
    def pages_of_acts(self, article: Article) -> str:
        path = article.parsed_title.path
        act, label = "delete", gettext("Delete")
        if article.deleted_at:
            act, label = "undelete", gettext("Undelete")
        return format_html(
            '<a href="/protect/{}">{}</a> · <a href="/{}/{}">{}</a>',
            path, gettext("Protect"), act, path, label,
        )  # fmt: skip


@admin.register(Protection)
class ProtectionAdmin(Table):
    """Protections: changed on the page of their title, or in the list of articles."""

    list_display = (
        "article", "act", "level", "cascades", "expires_at", "by", "reason",
        "public_page",
    )  # fmt: skip
    list_filter = ("act", "level", "cascades", "expires_at")
    search_fields = ("article__title", "reason", "by__username")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)
    fields = (
        "article", "act", "level", "cascades", "reason", "by", "created_at",
        "expires_at", "public_page",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Protection]:
        return super().get_queryset(request).select_related("article", "by")

    def address_of(self, row: Any) -> str:
        return address_of("articles:protect", row.article.parsed_title)

    def subject_of(self, row: Any) -> str:
        return str(row.article.title)
