"""Forms: what an editor sends. They check its shape, not whether it is allowed."""

import uuid
from collections.abc import Iterator
from dataclasses import replace

from django import forms
from django.utils.translation import gettext, gettext_lazy
from markdownx.fields import MarkdownxFormField
from markdownx.widgets import MarkdownxWidget

from accounts.models import User
from articles.documents import section_of
from articles.models import Origin, Revision, Tag
from articles.policy import EditRefused, ProposedEdit
from markup import Title
from markup.decisions import Decision
from markup.merge import Merge

MAX_SUMMARY = 500
DECLARED_ORIGINS = {
    Origin.PERSON: gettext_lazy("I wrote this myself"),
    Origin.ASSISTED: gettext_lazy("With the help of a machine"),
    Origin.MACHINE: gettext_lazy("A machine wrote this"),
}
"""What an author may say of a text; bots and imports are known without asking."""


def new_key() -> str:
    """Return a key by which a form sent twice is known."""
    return uuid.uuid4().hex


class OpenedForm(forms.Form):
    """A form that knows who opened it, and the key that makes it happen once."""

    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    editor = forms.CharField(required=False, widget=forms.HiddenInput)

    def former_editor(self, account: User | None) -> str:
        """Return whose form it is, if somebody other than this account opened it.

        A form that names nobody is anybody's: it was opened without an account, by a
        program, or its sender doesn't mind. Then the name is empty.
        """
        # A button or a box may say so after the hidden field: the last one counts.
        named = str(self.data.get("editor", ""))
        return "" if account and account.username == named else named

    def show_instead(self, **values: str) -> None:
        """Let the form, when it is shown again, have other values than were sent."""
        self.data = {name: self.data[name] for name in self.data} | values


class SummaryForm(OpenedForm):
    """Why something is done, and what one began with."""

    summary = forms.CharField(
        required=False, max_length=MAX_SUMMARY, label=gettext_lazy("Summary")
    )
    base = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

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
            origin=self.cleaned_data.get("origin") or Origin.PERSON,
            key=self.cleaned_data["key"],
        )


class EditForm(SummaryForm):
    """An article's new text, or that of one of its sections."""

    text = MarkdownxFormField(
        required=False,
        strip=False,
        widget=MarkdownxWidget(attrs={"dir": "auto"}),
        label=gettext_lazy("Text"),
    )
    minor = forms.BooleanField(required=False)
    origin = forms.ChoiceField(
        required=False,
        choices=list(DECLARED_ORIGINS.items()),
        initial=Origin.PERSON,
        label=gettext_lazy("Who wrote this text"),
    )
    section = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    action = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    field_order = ["text", "summary", "minor", "origin"]

    def whole_text(self, base: Revision | None) -> str:
        """Return the whole page's text, with the edited section put in its place.

        Raises EditRefused if the base has no such section.
        """
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        anchor = self.cleaned_data["section"]
        if not anchor:
            return text
        # A deleted text would come back with the section.
        is_seen = base is not None and not base.is_deleted
        section = section_of(base.text, anchor) if base and is_seen else None
        if section is None or base is None:
            raise EditRefused(
                gettext(
                    "The section is not in the text you began with. "
                    "Edit the whole page instead; your text is below."
                )
            )
        return section.replaced_in(base.text, text)

    @property
    def began_in_section(self) -> str:
        """The anchor of the section that the author began with; empty for a page."""
        return str(self.cleaned_data["section"])


class ConflictForm(EditForm):
    """An edit that contradicts another, and what its author decides about it.

    ``mine`` is the whole text that contradicts, ``began`` the revision it was made
    of, and ``base`` the one it was merged with. All three are sent again and again, so
    that the server keeps nothing in between. ``act`` says what was taken back, if that
    is what contradicts.
    """

    mine = forms.CharField(required=False, strip=False)
    began = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    from_section = forms.CharField(
        required=False, max_length=200, widget=forms.HiddenInput
    )
    act = forms.ChoiceField(
        required=False,
        choices=[(tag, tag) for tag in (Tag.UNDO, Tag.ROLLBACK, Tag.RESTORE)],
        widget=forms.HiddenInput,
    )

    def to_edit(
        self, *, title: Title, author: User, base: Revision | None, text: str = ""
    ) -> ProposedEdit:
        """Return the edit that was asked for, tagged by what it takes back."""
        edit = super().to_edit(title=title, author=author, base=base, text=text)
        act = self.cleaned_data["act"]
        return replace(edit, tags=(act,)) if act else edit

    @property
    def began_in_section(self) -> str:
        """The section that was edited, before it became a question of the page."""
        return str(self.cleaned_data["from_section"])

    def decisions(self, merged: Merge) -> list[Decision]:
        """Return one decision for each passage that is in conflict.

        Raises ValueError if one is missing or makes no sense, with a message for the
        person.
        """
        return list(self._decisions(len(merged.conflicts)))

    def choice(self, number: int) -> str:
        """Return what was chosen for the passage with this number, if anything was."""
        return str(self.data.get(f"choice-{number}", ""))

    def words(self, number: int) -> str | None:
        """Return the passage as it was written anew, if its field was sent."""
        return self.data.get(f"words-{number}")

    def _decisions(self, count: int) -> Iterator[Decision]:
        if self.choice(count + 1):
            raise ValueError(
                gettext("The choices are of another conflict. Please choose again.")
            )
        for number in range(1, count + 1):
            choice, words = self.choice(number), self.words(number) or ""
            if not choice:
                words = gettext("Please choose what passage %(number)s shall say.")
                raise ValueError(words % {"number": number})
            try:
                # Decision itself refuses what is no choice.
                yield Decision(choice, words)  # type: ignore[arg-type]
            except ValueError as error:
                words = gettext("Passage %(number)s: please choose one of the texts.")
                raise ValueError(words % {"number": number}) from error
