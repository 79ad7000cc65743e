"""Forms of an article's lifecycle: how it is renamed, merged and split."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from accounts.models import User
from articles.forms import DECLARED_ORIGINS, MAX_SUMMARY, OpenedForm
from articles.models import Origin
from articles.policy import ProposedEdit
from markup import Title

_CHARACTERS_IN_A_ROW = 100
_FEWEST_ROWS, _MOST_ROWS = 4, 30


class TitleField(forms.CharField):
    """A title as somebody types it; its clean value is a Title."""

    def clean(self, value: object) -> Title | None:
        """Return the title meant by value, or raise ValidationError.

        Nothing is none, if the field may be left empty.
        """
        text = str(super().clean(value))
        if not text:
            return None
        try:
            return Title.parse(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class FittedTextarea(forms.Textarea):
    """A field for source text that is as high as what it begins with."""

    def get_context(
        self, name: str, value: object, attrs: dict[str, object] | None
    ) -> dict[str, object]:
        """Return what its template needs, with its rows counted."""
        lines = str(value or "").split("\n")
        rows = sum(1 + len(line) // _CHARACTERS_IN_A_ROW for line in lines)
        fitted = {"rows": min(max(rows + 1, _FEWEST_ROWS), _MOST_ROWS), "dir": "auto"}
        return super().get_context(name, value, {**(attrs or {}), **fitted})


class ReasonForm(OpenedForm):
    """Why something is done to an article."""

    reason = forms.CharField(
        required=False, max_length=MAX_SUMMARY, label=gettext_lazy("Reason")
    )

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

    new_title = TitleField(max_length=300, label=gettext_lazy("New title"))

    field_order = ("new_title", "reason")


class WritingForm(ReasonForm):
    """A form in which somebody also writes, and says who wrote it."""

    origin = forms.ChoiceField(
        required=False,
        choices=list(DECLARED_ORIGINS.items()),
        initial=Origin.PERSON,
        label=gettext_lazy("Who wrote what is new in it"),
    )
    action = forms.CharField(required=False, max_length=20)


class MergeForm(WritingForm):
    """Which revisions of two articles are merged, and how the text then reads."""

    taken_in = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    base = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    text = forms.CharField(
        strip=False, widget=FittedTextarea, label=gettext_lazy("Text")
    )


class SplitForm(WritingForm):
    """Which section of which revision leaves, for where, and how both then read."""

    base = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    section = forms.CharField(max_length=200, widget=forms.HiddenInput)
    new_title = TitleField(max_length=300, widget=forms.HiddenInput)
    new_text = forms.CharField(
        strip=False, widget=FittedTextarea, label=gettext_lazy("New text")
    )
    left_text = forms.CharField(
        strip=False,
        required=False,
        widget=FittedTextarea,
        label=gettext_lazy("Left text"),
    )
