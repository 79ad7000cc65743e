"""Encoding: our forms and addresses are in UTF-8, whatever a request says of itself."""

import re
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_CHARSET = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)


def read_as_utf8(application: Application) -> Application:
    """Return the application, told nothing of the encoding a request names.

    Some that Python knows are none of texts, and Django asks for them before any
    middleware could say no.
    """

    def reading(
        environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        kind = environ.get("CONTENT_TYPE", "")
        return application(
            {**environ, "CONTENT_TYPE": _CHARSET.sub("", kind)}, start_response
        )

    return reading
