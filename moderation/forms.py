"""Forms of moderation: what is sent, and whether it is well formed."""

from django import forms
from django.utils.translation import gettext, gettext_lazy

from accounts.blocking import Terms
from accounts.models import BlockedAct
from accounts.rights import Role
from articles.guarding_forms import BecauseForm, LastingForm
from articles.lifecycle_forms import TitleField
from articles.models import Level
from markup import Namespace, Title, category
from moderation.models import Cause, Outcome, Switch

_MOST = 500


class DecisionForm(forms.Form):
    """What a reviewer decides about a proposal, and which page they looked at."""

    ACTIONS = {
        "accept": gettext_lazy("Accept all of it"),
        "accept-part": gettext_lazy("Accept the chosen changes"),
        "send-back": gettext_lazy("Send it back"),
        "reject": gettext_lazy("Reject it"),
    }

    action = forms.ChoiceField(choices=list(ACTIONS.items()))
    answer = forms.CharField(
        required=False, max_length=_MOST, label=gettext_lazy("Words to the author")
    )
    seen = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


class AmendForm(forms.Form):
    """Another text in the place of the one that was proposed."""

    text = forms.CharField(strip=False, widget=forms.Textarea)
    summary = forms.CharField(
        required=False, max_length=_MOST, label=gettext_lazy("Edit summary")
    )
    seen = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


class ReportForm(forms.Form):
    """What a page or an edit is reported for."""

    cause = forms.ChoiceField(
        choices=Cause.choices, label=gettext_lazy("What is wrong")
    )
    text = forms.CharField(
        required=False,
        max_length=2000,
        label=gettext_lazy("What the moderators should know"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    website = forms.CharField(
        required=False, label=gettext_lazy("Leave this field empty")
    )

    def clean_website(self) -> str:
        """Only a program that fills in every field falls into this trap."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(gettext("This field has to stay empty."))
        return ""


class SettleForm(forms.Form):
    """What became of a report."""

    outcome = forms.ChoiceField(
        choices=[one for one in Outcome.choices if one[0] != Outcome.OPEN.value],
        label=gettext_lazy("What became of it"),
    )
    answer = forms.CharField(
        max_length=_MOST, label=gettext_lazy("What was done, or why nothing")
    )


class BlockForm(LastingForm):
    """What somebody is blocked from, where, how long and why."""

    acts = forms.MultipleChoiceField(
        required=False,
        choices=BlockedAct.choices,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("From what; without a mark, from all of it"),
    )
    pages = forms.CharField(
        required=False,
        max_length=2000,
        label=gettext_lazy("Only on these pages and categories, one a line"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Such as “Secret Speech” or “Category:Cold War”. Empty: everywhere."
        ),
    )
    is_for_accounts_too = forms.BooleanField(
        required=False, label=gettext_lazy("For people who are signed in, too")
    )

    field_order: tuple[str, ...] = (
        "acts", "pages", "days", "reason", "is_for_accounts_too",
    )  # fmt: skip

    def clean_pages(self) -> list[Title]:
        """Return the titles that are named, or say which is none."""
        lines = filter(None, map(str.strip, self.cleaned_data["pages"].splitlines()))
        try:
            return [Title.parse(line) for line in lines]
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def to_terms(self) -> Terms:
        """Return the terms of the block that was asked for."""
        sent = self.cleaned_data
        titles = [title for title in sent["pages"] if not _is_category(title)]
        categories = [title for title in sent["pages"] if _is_category(title)]
        return Terms(
            reason=sent["reason"],
            expires_at=self.expires_at(),
            acts=sent["acts"],
            titles=[title.text for title in titles],
            categories=[category(title.name).text for title in categories],
            is_for_accounts_too=sent.get("is_for_accounts_too", False),
        )


class AccountBlockForm(BlockForm):
    """The block of an account."""

    name = forms.CharField(max_length=100, label=gettext_lazy("Name of the account"))
    # How Django takes a field of the class above away again.
    is_for_accounts_too = None  # type: ignore[assignment]

    field_order = ("name", *BlockForm.field_order)


class NetworkBlockForm(BlockForm):
    """The block of an address or a range."""

    network = forms.CharField(
        max_length=50,
        label=gettext_lazy("Address or range"),
        help_text=gettext_lazy(
            "Such as 192.0.2.7 or 192.0.2.0/24; at most a /16, or a /32 of IPv6."
        ),
    )

    field_order = ("network", *BlockForm.field_order)


class AppealForm(forms.Form):
    """What somebody says to their block."""

    text = forms.CharField(
        max_length=2000,
        label=gettext_lazy("Why the block should be lifted"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AnswerForm(BecauseForm):
    """What a moderator says to an appeal."""

    is_granted = forms.BooleanField(
        required=False, label=gettext_lazy("Lift the block")
    )


class RoleForm(BecauseForm):
    """Another role for an account."""

    role = forms.ChoiceField(
        choices=[one for one in Role.choices if one[0] != Role.READER.value],
        label=gettext_lazy("Role"),
    )

    field_order = ("role", "reason")


class LookUpForm(BecauseForm):
    """Whose addresses, or which range, somebody wants to see, and why."""

    who = forms.CharField(
        max_length=100, label=gettext_lazy("Account, address or range")
    )

    field_order = ("who", "reason")


class HoldForm(LastingForm):
    """Where edits are held, and of whom."""

    title = TitleField(required=False, max_length=300, label=gettext_lazy("One page"))
    namespace = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Or all pages of a kind"),
        choices=[
            ("", gettext_lazy("the whole site")),
            *(
                (int(space), space.prefix or gettext_lazy("Articles"))
                for space in Namespace
            ),
        ],
    )
    level = forms.ChoiceField(
        choices=[("", gettext_lazy("everybody: edits are not held")), *Level.choices],
        required=False,
        label=gettext_lazy("Whose edits are published at once"),
    )

    field_order = ("title", "namespace", "level", "days", "reason")


class SwitchForm(forms.Form):
    """A switch of the site."""

    kind = forms.ChoiceField(choices=Switch.Kind.choices)
    is_on = forms.BooleanField(required=False)
    words = forms.CharField(required=False, max_length=_MOST)


def _is_category(title: Title) -> bool:
    return title.namespace is Namespace.CATEGORY
