"""Accounts: every edit has one."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q, Value
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from accounts.confusables import skeleton
from accounts.names import MAX_LENGTH, folded, tidy_name, validate_name
from accounts.rights import Right, Role, may
from accounts.routes import address_of

if TYPE_CHECKING:
    from accounts.models.block import Block


# The stubs want types in brackets, which the class does not take at run time.
class SkeletonField(models.CharField):  # type: ignore[type-arg]
    """What all names that look like the account's have in common."""

    def pre_save(self, account: models.Model, add: bool) -> str | None:
        """Follow the name; nobody chooses that of a temporary account."""
        named: Any = account  # a migration has an account of another class
        value = None if named.is_temporary else skeleton(named.username)
        setattr(account, self.attname, value)
        return value


class AccountManager(BaseUserManager["User"]):
    """Makes accounts, and finds them by name, whatever the case of its letters."""

    def create_user(
        self, username: str, password: str | None = None, **fields: Any
    ) -> "User":
        """Make an account; without a password nobody can log in to it."""
        if fields.get("is_temporary"):
            fields.setdefault("role", Role.READER)
        account = self.model(username=User.normalize_username(username), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(
        self, username: str, password: str | None = None, **fields: Any
    ) -> "User":
        """Make an administrator: what ``manage.py createsuperuser`` calls."""
        return self.create_user(
            username, password, **{**fields, "role": Role.ADMINISTRATOR}
        )

    def get_by_natural_key(self, username: str | None) -> "User":
        wanted = Value(tidy_name(username or "").replace("\0", ""))
        return self.alias(folded=folded("username")).get(folded=folded(wanted))


class Awaited(models.TextChoices):
    """What a new account may wait for."""

    NOTHING = "", gettext_lazy("nothing")
    CONFIRMATION = "confirmation", gettext_lazy("that its e-mail address is confirmed")
    APPROVAL = "approval", gettext_lazy("that a moderator approves it")


class User(AbstractBaseUser):
    """An account: every edit has one.

    A person who edits without signing in gets a temporary account, whose name
    begins with ~ and which nobody can log in to. What an account may do follows from
    its role alone; see ``accounts.rights``.
    """

    username = models.CharField(
        gettext_lazy("name"),
        max_length=MAX_LENGTH,
        unique=True,
        validators=[validate_name],
        help_text=gettext_lazy("Shown beside your edits. It may have spaces."),
        error_messages={
            "unique": gettext_lazy("There is an account with this name already.")
        },
    )
    skeleton = SkeletonField(max_length=250, null=True, unique=True, editable=False)
    email = models.EmailField(gettext_lazy("e-mail address"), blank=True)
    role = models.CharField(max_length=20, choices=Role, default=Role.EDITOR)
    is_temporary = models.BooleanField(
        default=False,
        help_text=gettext_lazy("Made for somebody who edited without signing in."),
    )
    is_trust_withheld = models.BooleanField(
        default=False,
        help_text=gettext_lazy("Whether it does not become trusted by itself."),
    )
    is_active = models.BooleanField(
        gettext_lazy("active"),
        default=True,
        help_text=gettext_lazy("Otherwise nobody can log in to it."),
    )
    awaits = models.CharField(
        max_length=20,
        choices=Awaited,
        default="",
        blank=True,
        help_text=gettext_lazy("What has to happen before anybody can log in to it."),
    )
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]

    class Meta:
        verbose_name = "account"
        constraints = [
            models.UniqueConstraint(
                folded("username"),
                name="account_name_unique_in_any_case",
                violation_error_message=gettext_lazy(
                    "There is an account with this name already."
                ),
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="account_role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(awaits__in=Awaited.values)
                & (Q(awaits="") | Q(is_active=False)),
                name="account_that_waits_is_not_active",
            ),
            models.CheckConstraint(
                condition=Q(is_temporary=True, role=Role.READER)
                | (Q(is_temporary=False) & ~Q(role=Role.READER)),
                name="temporary_account_has_no_rights",
            ),
        ]

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """Return the name as it is kept. Django calls this wherever one comes in."""
        return tidy_name(username)

    def __str__(self) -> str:
        return self.username

    def get_absolute_url(self) -> str:
        return address_of("articles:contributions", self.username)

    @cached_property
    def whole_block(self) -> "Block | None":
        """The block from everything that is in force on the account, if there is one.

        It is looked up once: a request has an account of its own.
        """
        return self.blocks.in_force().whole().first()

    @property
    def is_staff(self) -> bool:
        """Whether the account may enter the administration. Django asks this."""
        return may(self, Right.ADMINISTRATION)

    def has_perm(self, _permission: str, _row: object = None) -> bool:
        """Whether the administration is open to the account. Django asks this.

        Whoever enters may look; what they may do there, each page asks by itself.
        """
        return self.is_staff

    def has_module_perms(self, _app: str) -> bool:
        """Whether the administration shows the account anything of an app."""
        return self.is_staff
