"""Forms of acts on many rows: those of the public pages, without what a row says."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from articles.guarding_forms import BecauseForm, ProtectForm
from articles.models import Hideable, ProtectedAct
from moderation.forms import BlockForm

_MOST = 500


class ProtectSomeForm(ProtectForm):
    """From which role on something is allowed; to lift a protection is another act."""

    def clean(self) -> dict[str, Any]:
        """Return what was sent, if it protects from anything."""
        sent = super().clean() or self.cleaned_data
        if not any(sent.get(act) for act in ProtectedAct.values):
            raise forms.ValidationError(
                gettext("Please choose what they are protected from.")
            )
        return sent


class HideSomeForm(BecauseForm):
    """Which fields are hidden afterwards; at least one."""

    fields_hidden = forms.MultipleChoiceField(
        choices=Hideable.choices,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Hidden"),
    )

    field_order = ("fields_hidden", "reason")


class BlockSomeForm(BlockForm):
    """What accounts are blocked from, where, how long and why."""

    # How Django takes a field of the class above away again.
    is_for_accounts_too = None  # type: ignore[assignment]


class ThanksForm(forms.Form):
    """What the author of an accepted proposal is told, if anything."""

    answer = forms.CharField(
        required=False, max_length=_MOST, label=gettext_lazy("Words to the author")
    )


class WordsForm(forms.Form):
    """What the author of a proposal is told who has to be told something."""

    answer = forms.CharField(
        max_length=_MOST, label=gettext_lazy("Words to the author")
    )
