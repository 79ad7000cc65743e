"""Forms: signing up, and choosing an appearance."""

from typing import Any

from django import forms
from django.contrib.auth.forms import BaseUserCreationForm, UsernameField

from accounts.appearance import SIZES, THEMES, WIDTHS, Appearance
from accounts.confusables import skeleton
from accounts.models import User

LOOKS_TAKEN = "There is an account with this name, or one that looks like it, already."


class JoinForm(BaseUserCreationForm):  # type: ignore[type-arg]
    """What a person tells to get an account."""

    website = forms.CharField(
        required=False,
        label="Leave this field empty",
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    class Meta:
        model = User
        fields = ("username",)
        field_classes = {"username": UsernameField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = "Password"
        self.fields["password2"].label = "Password again"
        self.fields["password2"].help_text = ""
        self.fields["username"].widget.attrs.pop("autofocus", None)

    def validate_password_for_user(self, user: User, **_names: str) -> None:
        """Tell what is wrong with a password even where the second one is another."""
        super().validate_password_for_user(user, "password1")  # type: ignore[misc]

    def clean_username(self) -> str:
        """Refuse a name that could be taken for somebody else's."""
        name: str = self.cleaned_data["username"]
        if User.objects.filter(skeleton=skeleton(name)).exists():
            raise forms.ValidationError(LOOKS_TAKEN)
        return name

    def clean_website(self) -> str:
        """Only a program that fills in every field falls into this trap."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError("This field has to stay empty.")
        return ""


class AppearanceForm(forms.Form):
    """How pages shall look in this browser."""

    theme = forms.ChoiceField(choices=list(THEMES.items()), widget=forms.RadioSelect)
    size = forms.ChoiceField(
        label="Text size", choices=list(SIZES.items()), widget=forms.RadioSelect
    )
    width = forms.ChoiceField(choices=list(WIDTHS.items()), widget=forms.RadioSelect)

    def to_appearance(self) -> Appearance:
        return Appearance(**self.cleaned_data)
