"""Forms of those who guard the encyclopedia: protect, delete, undelete and hide."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.requests import as_number
from articles.forms import MAX_SUMMARY
from articles.hiding import Hiding
from articles.models import Hideable, Level, ProtectedAct
from articles.protecting import Terms

DURATIONS = {
    "": gettext_lazy("for ever"),
    "1": gettext_lazy("1 day"),
    "3": gettext_lazy("3 days"),
    "7": gettext_lazy("1 week"),
    "31": gettext_lazy("1 month"),
    "183": gettext_lazy("6 months"),
    "366": gettext_lazy("1 year"),
}
"""How long a protection or a block lasts: days, and how that is said."""


_LEVELS = [("", gettext_lazy("everybody")), *Level.choices]


class BecauseForm(forms.Form):
    """Why something is done that not everybody may do."""

    reason = forms.CharField(max_length=MAX_SUMMARY, label=gettext_lazy("Reason"))


class LastingForm(BecauseForm):
    """Something that may end by itself."""

    days = forms.ChoiceField(
        required=False, choices=list(DURATIONS.items()), label=gettext_lazy("How long")
    )

    def expires_at(self) -> datetime | None:
        """Return when it ends, if it does."""
        days = self.cleaned_data["days"]
        return timezone.now() + timedelta(days=int(days)) if days else None


class ProtectForm(LastingForm):
    """From which role on each act is allowed."""

    edit = forms.ChoiceField(
        required=False, choices=_LEVELS, label=gettext_lazy("Who may edit it")
    )
    create = forms.ChoiceField(
        required=False, choices=_LEVELS, label=gettext_lazy("Who may begin it")
    )
    rename = forms.ChoiceField(
        required=False, choices=_LEVELS, label=gettext_lazy("Who may rename it")
    )
    cascades = forms.BooleanField(
        required=False, label=gettext_lazy("The pages below it too, as “Title/Part”")
    )

    field_order = ("edit", "create", "rename", "cascades", "days", "reason")

    def to_terms(self) -> Terms:
        """Return what was asked for."""
        sent = self.cleaned_data
        return Terms(
            levels={act: sent[act] for act in ProtectedAct.values},
            reason=sent["reason"],
            expires_at=self.expires_at(),
            cascades=sent["cascades"],
        )


class NumbersField(forms.TypedMultipleChoiceField):
    """Some of the ids that a page offers; which there are, is asked when it is done."""

    def valid_value(self, value: str) -> bool:
        return as_number(value) is not None


class UndeleteForm(BecauseForm):
    """Which revisions shall be seen again; all, if none is named."""

    revision = NumbersField(required=False, coerce=int)


class HideForm(BecauseForm):
    """Which fields of a revision are hidden afterwards, and from whom."""

    fields_hidden = forms.MultipleChoiceField(
        required=False,
        choices=Hideable.choices,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Hidden"),
    )
    suppress = forms.BooleanField(
        required=False, label=gettext_lazy("From moderators too (administrators only)")
    )

    def to_hiding(self) -> Hiding:
        """Return what was asked for."""
        return Hiding(
            fields=self.cleaned_data["fields_hidden"],
            reason=self.cleaned_data["reason"],
            is_suppressed=self.cleaned_data["suppress"],
        )
