"""Forms of passwords: Django's, in the words of ours."""

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm, UsernameField
from django.utils.translation import gettext, gettext_lazy

from accounts.names import MAX_LENGTH


# The stubs want the type of the accounts, which the class itself does not take.
class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """A new password, twice, for who came by a link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_it_in_our_words(self.fields)

    @property
    def new_password(self) -> str:
        """What was sent, once it is valid."""
        return str(self.cleaned_data["new_password1"])


class ChangePasswordForm(PasswordChangeForm):
    """The password as it is, and a new one, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_it_in_our_words(self.fields)
        self.fields["old_password"].label = gettext("Your password until now")
        self.fields["old_password"].widget.attrs.pop("autofocus", None)

    @property
    def new_password(self) -> str:
        """What was sent, once it is valid."""
        return str(self.cleaned_data["new_password1"])


class ForgottenForm(forms.Form):
    """Whose password is forgotten."""

    username = UsernameField(label=gettext_lazy("Name"), max_length=MAX_LENGTH)


def _say_it_in_our_words(fields: dict[str, forms.Field]) -> None:
    fields["new_password1"].label = gettext("New password")
    fields["new_password2"].label = gettext("New password again")
    fields["new_password2"].help_text = ""
