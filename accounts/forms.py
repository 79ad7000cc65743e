"""Forms: signing up, logging in, deciding about accounts, lists, and appearance."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import user_login_failed
from django.contrib.auth.forms import (
    AuthenticationForm,
    BaseUserCreationForm,
    UsernameField,
)
from django.utils.translation import gettext, gettext_lazy

from accounts.appearance import AS_THE_SITE, SIZES, THEMES, WIDTHS, Appearance
from accounts.confusables import skeleton
from accounts.joining import why_not_let_in
from accounts.lists import forbids_email, forbids_name
from accounts.models import ListKind, User
from accounts.pace import Pace, pace_of, stamp
from accounts.ways import Way

LOOKS_TAKEN = gettext_lazy(
    "There is an account with this name, or one that looks like it, already."
)


# The stubs want types in brackets, which the class does not take at run time.
class JoinForm(BaseUserCreationForm):  # type: ignore[type-arg]
    """What a person tells to get an account."""

    website = forms.CharField(
        required=False,
        label=gettext_lazy("Leave this field empty"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    opened = forms.CharField(
        required=False, max_length=100, initial=stamp, widget=forms.HiddenInput
    )

    class Meta:
        model = User
        fields: tuple[str, ...] = ("username",)
        field_classes = {"username": UsernameField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = gettext("Password")
        self.fields["password2"].label = gettext("Password again")
        self.fields["password2"].help_text = ""
        self.fields["username"].widget.attrs.pop("autofocus", None)

    @property
    def pace(self) -> Pace:
        """How the form that was sent was filled in."""
        return pace_of(str(self.data.get("opened", "")))

    def validate_password_for_user(self, user: User, **_names: str) -> None:
        """Tell what is wrong with a password even where the second one is another."""
        # Django gives the mixin no type of a form, which the stubs then miss.
        super().validate_password_for_user(user, "password1")  # type: ignore[misc]

    def clean_username(self) -> str:
        """Refuse a name that could be taken for somebody else's."""
        name: str = self.cleaned_data["username"]
        if User.objects.filter(skeleton=skeleton(name)).exists():
            raise forms.ValidationError(LOOKS_TAKEN)
        if forbids_name(name):
            raise forms.ValidationError(
                gettext("This name has a word that is not allowed.")
            )
        return name

    def clean_website(self) -> str:
        """Only a program that fills in every field falls into this trap."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(gettext("This field has to stay empty."))
        return ""


class EmailJoinForm(JoinForm):
    """The same with an e-mail address, which has to be confirmed."""

    class Meta(JoinForm.Meta):
        fields = ("username", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email = self.fields["email"]
        email.required = True
        email.help_text = gettext("A link is sent to it. Readers never see it.")
        email.widget.attrs["autocomplete"] = "email"

    def clean_email(self) -> str:
        """Refuse addresses of domains that are on the list."""
        address: str = self.cleaned_data["email"]
        if forbids_email(address):
            raise forms.ValidationError(
                gettext("Nobody can sign up with an e-mail address of this domain.")
            )
        return address


class ApplicationForm(JoinForm):
    """The same with words to the moderator who approves it."""

    words = forms.CharField(
        required=False,
        max_length=1000,
        label=gettext_lazy("Words to the moderators"),
        help_text=gettext_lazy(
            "Such as what you would like to write about. Only they read it."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


JOIN_FORMS: dict[Way, type[JoinForm]] = {
    Way.OPEN: JoinForm,
    Way.EMAIL: EmailJoinForm,
    Way.APPROVAL: ApplicationForm,
    Way.INVITATION: JoinForm,
}
"""What a person is asked, by the way in which one gets an account."""


class LogInForm(AuthenticationForm):
    """A name and a password; who knows both is told why an account lets nobody in.

    One password is hashed, whatever there is of this name, so that an answer takes
    as long for one as for another.
    """

    waiting: User | None = None
    """The account that lets nobody in, if the password was its own."""

    def clean(self) -> dict[str, Any]:
        """Refuse an inactive account with the reason, and all others as Django does."""
        name, password = (
            self.cleaned_data.get(one) for one in ("username", "password")
        )
        account = _inactive(name) if name and password else None
        if account is None or not password:
            return super().clean()
        credentials = {"username": name}
        if account.check_password(password):
            self.waiting = account
            raise forms.ValidationError(why_not_let_in(account))
        user_login_failed.send(
            sender=__name__, credentials=credentials, request=self.request
        )
        raise self.get_invalid_login_error()


class DecisionForm(forms.Form):
    """What a moderator decides about an account that waits."""

    ACTIONS = {"approve": gettext_lazy("Approve"), "refuse": gettext_lazy("Refuse")}

    application = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    action = forms.ChoiceField(choices=list(ACTIONS.items()))
    answer = forms.CharField(
        required=False, max_length=500, label=gettext_lazy("Reason")
    )


class InviteForm(forms.Form):
    """Whom an invitation is for."""

    note = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("Whom it is for. Only you see it."),
    )


class ListForm(forms.Form):
    """What somebody puts on a list."""

    kind = forms.ChoiceField(choices=ListKind.choices, label=gettext_lazy("List"))
    pattern = forms.CharField(
        max_length=200,
        label=gettext_lazy("Word or domain"),
        help_text=gettext_lazy(
            "A word is found anywhere, also disguised; a star is for anything, "
            "as in “spam*”, which then has to fit the whole name. A domain, such as "
            "spam.example, goes for those below it."
        ),
    )
    note = forms.CharField(required=False, max_length=500, label=gettext_lazy("Why"))


class AppearanceForm(forms.Form):
    """How pages shall look in this browser."""

    theme = forms.ChoiceField(
        label=gettext_lazy("Theme"),
        choices=list(THEMES.items()),
        widget=forms.RadioSelect,
    )
    size = forms.ChoiceField(
        label=gettext_lazy("Text size"),
        choices=list(SIZES.items()),
        widget=forms.RadioSelect,
    )
    width = forms.ChoiceField(
        label=gettext_lazy("Width"),
        choices=list(WIDTHS.items()),
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of buttons and menus"),
        choices=[
            (AS_THE_SITE, gettext_lazy("As the encyclopedia")),
            *settings.LANGUAGES,
        ],
        widget=forms.RadioSelect,
        required=False,
    )

    def to_appearance(self) -> Appearance:
        return Appearance(**self.cleaned_data)


def _inactive(name: str) -> User | None:
    """Return the account of this name if nobody can log in to it."""
    try:
        account = User.objects.get_by_natural_key(name)
    except User.DoesNotExist:
        return None
    return None if account.is_active else account
