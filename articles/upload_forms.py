"""The form with which a picture is uploaded."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from accounts.language import for_everybody
from accounts.models import User
from articles.forms import OpenedForm
from articles.models import Licence, Revision
from articles.policy import ProposedEdit
from articles.uploading import Told
from markup import Title

_DESCRIBED_LINES = 4
_MEGABYTE = 1024 * 1024


class UploadForm(OpenedForm):
    """A picture, and what is told of it. The file comes last: see ``receiving``.

    With a base it is a new version of the page's picture.
    """

    title = forms.CharField(
        label=pgettext_lazy("picture", "Name"),
        max_length=240,
        help_text=gettext_lazy("As “Congress hall in 1956”. Its ending is added."),
    )
    description = forms.CharField(
        label=gettext_lazy("Description"),
        widget=forms.Textarea(attrs={"rows": _DESCRIBED_LINES, "dir": "auto"}),
        help_text=gettext_lazy(
            "What the picture's own page says of it, written as every page is."
        ),
    )
    alt = forms.CharField(
        label=gettext_lazy("What the picture shows"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("In a sentence, for readers who can't see it."),
    )
    decorative = forms.BooleanField(
        label=gettext_lazy("It only adorns: there is nothing to tell"), required=False
    )
    credit = forms.CharField(
        label=gettext_lazy("Who made it"),
        max_length=300,
        help_text=gettext_lazy(
            "The name to be given wherever it is shown, be it your own."
        ),
    )
    licence = forms.ChoiceField(
        label=gettext_lazy("Licence"),
        choices=[("", gettext_lazy("Choose one")), *Licence.choices],
        help_text=gettext_lazy(
            "CC BY-SA 4.0 is the licence of the texts here: take it for your own work "
            "if in doubt."
        ),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        required=False,
        max_length=500,
        help_text=gettext_lazy(
            "Where it was published before, if it is not your own work."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        max_length=None,
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}
        ),
    )
    base = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_too_large = is_too_large
        self.fields["file"].widget.attrs |= {
            "data-most-bytes": settings.CANONICA_MAX_UPLOAD_BYTES,
            "data-too-large": _too_large(),
        }
        words = gettext(
            "JPEG, PNG, WebP or GIF, at most %(size)s. Where and with what it was "
            "taken is removed."
        ) % {"size": _most()}
        if self.is_bound:
            again = gettext("Choose it again: browsers forget files.")
            words = f"{words} {again}"
        self.fields["file"].help_text = words

    def clean_file(self) -> object:
        """Say why there is no file; a large one was thrown away on its way here."""
        if self.is_too_large:
            raise ValidationError(_too_large())
        if self.cleaned_data.get("file") is None:
            raise ValidationError(gettext("Please choose the file."))
        return self.cleaned_data["file"]

    def clean(self) -> None:
        """Ask for a text for who can't see the picture, or that it needs none."""
        super().clean()
        alt, is_decorative = (
            self.cleaned_data.get(one) for one in ("alt", "decorative")
        )
        if not alt and not is_decorative and "alt" not in self.errors:
            words = gettext("Please say what it shows, or tick that it only adorns.")
            self.add_error("alt", words)
        if alt and is_decorative:
            words = gettext(
                "If it only adorns, leave this empty; or else take the tick away."
            )
            self.add_error("alt", words)

    def to_edit(
        self, *, title: Title, author: User, base: Revision | None, address: str
    ) -> ProposedEdit:
        """Return the edit of the picture's page that was asked for."""
        return ProposedEdit(
            title=title,
            author=author,
            text=self.cleaned_data["description"],
            base=base,
            summary=_summary(is_new_version=base is not None),
            key=self.cleaned_data["key"],
            address=address,
        )

    def to_told(self) -> Told:
        """Return what was told of the picture."""
        sent = self.cleaned_data
        return Told(
            credit=sent["credit"],
            licence=sent["licence"],
            alt=sent["alt"],
            source=sent["source"],
            sent_as=sent["file"].name or "",
        )

    @property
    def shown_fields(self) -> Sequence[forms.BoundField]:
        """The fields in their order; the name of a page that is there stays."""
        fields = self.visible_fields()
        return (
            [one for one in fields if one.name != "title"] if self.has_base else fields
        )

    @property
    def has_base(self) -> bool:
        return bool(self["base"].value())


def _summary(*, is_new_version: bool) -> str:
    """Say what was done in the language of the history, whoever did it."""
    with for_everybody():
        if is_new_version:
            return gettext("New version uploaded")
        return gettext("Picture uploaded")


def _too_large() -> str:
    return gettext("The file has more than %(size)s.") % {"size": _most()}


def _most() -> str:
    """Return how large a file may be."""
    most = settings.CANONICA_MAX_UPLOAD_BYTES / _MEGABYTE
    if most >= 1:
        return gettext("%(number)s MB") % {"number": f"{most:.0f}"}
    return gettext("%(number)s kB") % {"number": f"{most * 1024:.0f}"}
