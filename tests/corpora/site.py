"""A new Canonica on a free port, for the tools that attack a running site."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.canonica.served import Served, discard, environment_for

_ENVIRONMENT = {
    "CANONICA_UNREGISTERED_EDITS": "publish",
    "CANONICA_LIMITS": "off",
    "CANONICA_SIGNUPS_PER_HOUR": "1000000",
    # The adapter says from which network it comes.
    "CANONICA_TRUSTED_PROXIES": "1",
}


@contextmanager
def running_site() -> Iterator[str]:
    """Serve a new encyclopedia, and give its address."""
    with tempfile.TemporaryDirectory(prefix="canonica-corpora-") as folder:
        environment = environment_for(Path(folder) / "data")
        served = Served(Path(folder) / "data", {**environment, **_ENVIRONMENT})
        try:
            served.wait_until_ready()
            yield f"http://127.0.0.1:{served.port}"
        finally:
            served.end()
            discard(environment)
