"""Forms of an article's lifecycle: how it is renamed, merged and split."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from articles.forms import DECLARED_ORIGINS, MAX_SUMMARY, OpenedForm
from articles.models import Origin
from articles.policy import ProposedEdit
from markup import Title


class TitleField(forms.CharField):
    """A title as somebody types it; its clean value is a Title."""

    def clean(self, value: object) -> Title:
        """Return the title meant by value, or raise ValidationError."""
        try:
            return Title.parse(str(super().clean(value)))
        except ValueError as error:
            raise ValidationError(str(error)) from error


class ReasonForm(OpenedForm):
    """Why something is done to an article."""

    reason = forms.CharField(required=False, max_length=MAX_SUMMARY)

    def to_edit(self, *, title: Title, author: User) -> ProposedEdit:
        """Return who does it to which article, and why; the text doesn't count."""
        return ProposedEdit(
            title=title,
            author=author,
            text="",
            summary=self.cleaned_data["reason"],
            origin=self.cleaned_data.get("origin") or Origin.PERSON,
            key=self.cleaned_data["key"],
        )


class RenameForm(ReasonForm):
    """The new title of an article."""

    new_title = TitleField(max_length=300)

    field_order = ("new_title", "reason")


class WritingForm(ReasonForm):
    """A form in which somebody also writes, and says who wrote it."""

    origin = forms.ChoiceField(
        required=False,
        choices=list(DECLARED_ORIGINS.items()),
        initial=Origin.PERSON,
        label="Who wrote what is new in it",
    )
    action = forms.CharField(required=False, max_length=20)


class MergeForm(WritingForm):
    """Which revisions of two articles are merged, and how the text then reads."""

    taken_in = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    base = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    text = forms.CharField(strip=False, widget=forms.Textarea)


class SplitForm(WritingForm):
    """Which section of which revision leaves, for where, and how both then read."""

    base = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    section = forms.CharField(max_length=200, widget=forms.HiddenInput)
    new_title = TitleField(max_length=300, widget=forms.HiddenInput)
    new_text = forms.CharField(strip=False, widget=forms.Textarea)
    left_text = forms.CharField(strip=False, required=False, widget=forms.Textarea)
