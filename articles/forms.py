"""Forms: what an editor sends. They check its shape, not whether it is allowed."""

import uuid

from django import forms
from markdownx.fields import MarkdownxFormField

from accounts.models import User
from articles.models import Revision
from articles.policy import EditRefused, ProposedEdit
from markup import Title
from markup.sections import find_section

MAX_SUMMARY = 500


def new_key() -> str:
    """Return a key by which a form sent twice is known."""
    return uuid.uuid4().hex


class SummaryForm(forms.Form):
    """Why something is done, and the key that makes it happen once."""

    summary = forms.CharField(required=False, max_length=MAX_SUMMARY)
    base = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def to_edit(
        self, *, title: Title, author: User, base: Revision | None, text: str = ""
    ) -> ProposedEdit:
        """Return the edit that was asked for."""
        return ProposedEdit(
            title=title,
            author=author,
            text=text,
            base=base,
            summary=self.cleaned_data["summary"],
            minor=self.cleaned_data.get("minor", False),
            key=self.cleaned_data["key"],
        )


class EditForm(SummaryForm):
    """An article's new text, or that of one of its sections."""

    text = MarkdownxFormField(required=False, strip=False)
    minor = forms.BooleanField(required=False)
    section = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    action = forms.CharField(required=False, max_length=20)

    field_order = ["text", "summary", "minor"]

    def whole_text(self, base: Revision | None) -> str:
        """Return the whole page's text, with the edited section put in its place.

        Raises EditRefused if the base has no such section.
        """
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        anchor = self.cleaned_data["section"]
        if not anchor:
            return text
        section = find_section(base.text, anchor) if base else None
        if section is None or base is None:
            raise EditRefused(
                "The section is not in the text you began with. "
                "Edit the whole page instead; your text is below."
            )
        return section.replaced_in(base.text, text)
