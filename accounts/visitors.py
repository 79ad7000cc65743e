"""Visitors: whose request it is. Each page asks, so both questions are compiled."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.db.models.functions import Now

from accounts.compiled import compiled
from accounts.models import User


class SessionStore(db.SessionStore):
    """Django's sessions in the database, found faster."""

    def load(self) -> dict[str, Any]:
        """Return what is kept in the session; nothing if it is over or never was."""
        for session in _sessions(self.session_key):
            return self.decode(session.session_data)
        self._session_key = None
        return {}


class Backend(ModelBackend):
    """Django's accounts with passwords, found faster."""

    def get_user(self, user_id: int) -> User | None:
        """Return the account of a session, if it still is one."""
        (account,) = _accounts(user_id) or (None,)
        return account if account and self.user_can_authenticate(account) else None


@compiled
def _sessions(key: str | None) -> QuerySet[Session, Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=Now())


@compiled
def _accounts(pk: int) -> QuerySet[User, User]:
    return User.objects.filter(pk=pk)
