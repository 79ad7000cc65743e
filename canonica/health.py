"""Tell machines whether Canonica lives, and whether it can serve."""

from typing import cast

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# Whoever asks waits about two seconds: the driver does not take less than these.
_CONNECT_SECONDS = 2
_STATEMENT_MILLISECONDS = 1500


@require_safe
@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    """Answer as long as this process answers at all."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 if the database answers too, else 503."""
    is_there = _database_answers()
    return JsonResponse({"database": is_there}, status=200 if is_there else 503)


def _database_answers() -> bool:
    """Ask the database over a connection of its own, made for that and closed.

    A kept one may hang on a server that is gone, and has the patience of its users.
    """
    probe = connection.copy()
    options = cast("dict[str, object]", probe.settings_dict["OPTIONS"])
    probe.settings_dict["OPTIONS"] = {
        **options,
        "connect_timeout": _CONNECT_SECONDS,
        "options": f"-c statement_timeout={_STATEMENT_MILLISECONDS}",
    }
    try:
        with probe.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    finally:
        probe.close()
    return True
