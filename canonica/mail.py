"""Mail: the server that letters go through, as one address names it."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """A server for mail; without a host, letters are printed to the log."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    scheme: str = "smtp"

    @classmethod
    def parse(cls, url: str) -> Self:
        """Return the server that "smtp+tls://user:password@host:587" names.

        Raises ImproperlyConfigured, without the password, for anything else.
        """
        if not url:
            return cls()
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            host, port, parts = None, None, urlsplit("")
        if not host or parts.scheme not in _PORTS:
            raise ImproperlyConfigured(
                "CANONICA_EMAIL_URL has to be such as smtp+tls://user:password@host; "
                f"it begins with one of {', '.join(_PORTS)}."
            )
        return cls(
            host=host,
            port=port or _PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            scheme=parts.scheme,
        )

    @property
    def backend(self) -> str:
        """Django's name for the way that letters go."""
        name = "smtp" if self.host else "console"
        return f"django.core.mail.backends.{name}.EmailBackend"
