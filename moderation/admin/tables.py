"""Tables: lists and single rows that can be looked at, with acts and links."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_lazy

from accounts.requests import viewer_of
from accounts.rights import Right, may, require
from accounts.routes import address_of
from accounts.sessions import with_recent_password
from moderation.admin.acts import MOST, Act, Row, perform
from moderation.admin.names import name_list

_LOOKUPS = (
    "", "__exact", "__isnull", "__isempty", "__in", "__gte", "__lt",
    "__year", "__month", "__day",
)  # fmt: skip
"""What the filters of a list ask of a field."""

View = Callable[..., HttpResponse]
Performer = Callable[["Table", HttpRequest, QuerySet[Any]], HttpResponse | None]


# The stubs want types in brackets, which the class does not take at run time.
class Table(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that nobody adds, changes or deletes here; acts are all there is."""

    right = Right.ADMINISTRATION
    """Whoever has it sees the list."""
    is_private = False
    """Whether looking asks for a password that was given lately."""
    acts: tuple[Act, ...] = ()
    list_per_page = MOST
    show_full_result_count = False
    address_label: str | Promise = gettext_lazy("Open")

    def __init__(self, model: type[Model], admin_site: admin.AdminSite) -> None:
        name_list(model)
        super().__init__(model, admin_site)

    def address_of(self, row: Any) -> str:
        """Return where the public page of a row is."""
        address: str = row.get_absolute_url()
        return address

    def subject_of(self, row: Any) -> str:
        """Return under which name the public log knows a row."""
        return ""

    @admin.display(description=gettext_lazy("Public page"))
    def public_page(self, row: Any) -> str:
        address = self.address_of(row)
        return format_html('<a href="{}">{}</a>', address, self.address_label)

    def view_on_site(self, row: Any) -> str:
        return self.address_of(row)

    # Who may see it, and that nothing is written

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        viewer = viewer_of(request)
        return may(viewer, Right.ADMINISTRATION) and may(viewer, self.right)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def lookup_allowed(
        self, lookup: str, value: Any, request: HttpRequest | None = None
    ) -> bool:
        """Whether an address may ask this of the rows: only what the filters ask.

        Otherwise anybody who sees a list could guess what it does not show.
        """
        asked = {_parameter_of(one) for one in self.list_filter}
        asked |= {self.date_hierarchy} if self.date_hierarchy else set()
        return lookup in {f"{name}{suffix}" for name in asked for suffix in _LOOKUPS}

    # Doors

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list; a POST is an act."""
        self._check_may_look(request)
        if request.method == "POST":
            self._check_sent(request)
        try:
            return self._guarded(super().changelist_view)(request, extra_context)
        except (ValueError, OverflowError):
            if request.method == "POST":
                raise
            # What is no year, or no text for PostgreSQL, Django finds out too late.
            raise BadRequest(gettext("The list can't be filtered so.")) from None

    def changeform_view(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show one row."""
        self._check_may_look(request)
        return self._guarded(super().changeform_view)(request, *args, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Lead to the public log: what was done to a row stands there."""
        self._check_may_look(request)
        row = self.get_object(request, object_id)
        address = address_of("moderation:log")
        subject = self.subject_of(row) if row is not None else ""
        return redirect(f"{address}?{urlencode({'subject': subject})}")

    # Acts

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Return the acts that are in somebody's right; nobody else is offered them."""
        viewer = viewer_of(request)
        return {
            act.name: (_performer(act), act.name, gettext(act.label))
            for act in self.acts
            if may(viewer, act.right)
        }

    def begin(
        self, act: Act, request: HttpRequest, chosen: QuerySet[Any]
    ) -> HttpResponse | None:
        """Show or do an act on the rows that were chosen."""
        found = list(chosen[: MOST + 1])
        if not found:
            messages.warning(request, gettext("These are not in the list any more."))
            return None
        if len(found) > MOST:
            words = gettext("At most %(number)s at once, please.")
            messages.warning(request, words % {"number": MOST})
            return None
        rows = [Row(row, self.address_of(row)) for row in found]
        context = {**self.admin_site.each_context(request), "opts": self.opts}

        def view(asked: HttpRequest) -> HttpResponse:
            return perform(act, asked, rows, context)

        return (with_recent_password(view) if act.is_grave else view)(request)

    def _check_may_look(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _check_sent(self, request: HttpRequest) -> None:
        """Refuse an act that is not in somebody's right, and rows that can't be."""
        asked = request.POST.getlist("action")
        for act in self.acts:
            if act.name in asked:
                require(viewer_of(request), act.right)
        for number in request.POST.getlist(ACTION_CHECKBOX_NAME):
            try:
                self.opts.pk.to_python(number)
            except ValidationError:
                raise BadRequest(gettext("There is no such row.")) from None

    def _guarded(self, view: View) -> View:
        return with_recent_password(view) if self.is_private else view


def _performer(act: Act) -> Performer:
    def performer(
        table: Table, request: HttpRequest, chosen: QuerySet[Any]
    ) -> HttpResponse | None:
        return table.begin(act, request, chosen)

    return performer


def _parameter_of(one: Any) -> str:
    """Return under which name a filter asks: its own, or that of its field."""
    if isinstance(one, str):
        return one
    if isinstance(one, list | tuple):
        return str(one[0])
    return str(one.parameter_name)
