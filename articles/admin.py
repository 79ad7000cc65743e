"""The administration of articles: find them, and whatever can be done with them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from articles.models import Article, Job, Revision


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Articles are written on their own pages; here they are found."""

    list_display = ("title", "namespace", "public_page", "history", "acts")
    list_filter = (
        "namespace",
        ("protections", admin.EmptyFieldListFilter),
        ("deleted_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("title",)
    fields = ("title", "namespace", "deleted_at", "public_page", "history", "acts")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="Public page")
    def public_page(self, article: Article) -> str:
        return format_html('<a href="{}">Read</a>', article.get_absolute_url())

    @admin.display(description="History")
    def history(self, article: Article) -> str:
        return format_html(
            '<a href="/history/{}">View history</a>', article.parsed_title.path
        )

    @admin.display(description="Acts")
    def acts(self, article: Article) -> str:
        path = article.parsed_title.path
        act = "undelete" if article.deleted_at else "delete"
        return format_html(
            '<a href="/protect/{}">Protect</a> · <a href="/{}/{}">{}</a>',
            path, act, path, act.capitalize(),
        )  # fmt: skip


@admin.register(Revision)
class RevisionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Revisions are never changed; here they are found."""

    list_display = ("title", "number", "author", "created_at", "summary", "public_page")
    list_filter = ("origin", "minor", "created_at")
    search_fields = ("title", "summary", "author__username")
    date_hierarchy = "created_at"
    list_select_related = ("author",)
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).defer("text")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="Public page")
    def public_page(self, revision: Revision) -> str:
        return format_html('<a href="{}">Read</a>', revision.get_absolute_url())


@admin.register(Job)
class JobAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Jobs that wait or have failed; deleting one gives it up."""

    list_display = ("kind", "subject", "attempts", "due_at", "parked_at", "last_error")
    list_filter = ("kind", "parked_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
