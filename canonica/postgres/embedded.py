"""The embedded PostgreSQL: started by its first user, stopped by its last."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from canonica.postgres import lifecycle, locks
from canonica.postgres.configuration import APPLICATION, PORT, WEB
from canonica.postgres.connecting import Answer, ask
from canonica.postgres.errors import PostgresUnavailable
from canonica.postgres.layout import Layout


@dataclass(frozen=True, slots=True)
class EmbeddedPostgres:
    """A PostgreSQL whose files are in the data folder, shared by all who use it.

    Whoever is inside running() holds a lock that others may hold too. Starting and
    stopping happen under a second lock, which one process at a time holds, and *so
    does the step of becoming a user*. Hence one who leaves and finds no other user
    can stop the server without a race: whoever comes next waits for the second
    lock, finds the server stopped, and starts it. If two leave at once, the first
    to look may still see the other; but then the other looks later, and sees none.
    """

    data: Path

    @property
    def layout(self) -> Layout:
        """Where its files are."""
        return Layout(self.data.resolve())

    @property
    def database_settings(self) -> dict[str, str]:
        """What Django needs to know to connect; no server is needed to ask."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": APPLICATION,
            "USER": APPLICATION,
            "HOST": str(self.layout.sockets),
            "PORT": str(PORT),
        }

    @property
    def web_database_settings(self) -> dict[str, str]:
        """The same for the web server, whose account owns nothing."""
        return {**self.database_settings, "USER": WEB}

    @contextmanager
    def running(self) -> Iterator[Self]:
        """Keep the server running for as long as the block does.

        Raises PostgresUnavailable, with a message for a person.
        """
        layout = self.layout
        lifecycle.make_data_folder(layout)
        with ExitStack() as use:
            use.callback(_stop_if_unused, layout)
            with locks.exclusive(layout.lock):
                use.enter_context(locks.shared(layout.users))
                _start_if_needed(layout)
            yield self

    def ensure_running(self) -> None:
        """Start the server again if it has died; for those inside running()."""
        with locks.exclusive(self.layout.lock):
            _start_if_needed(self.layout)

    def is_alive(self) -> bool:
        """Tell whether the server takes connections."""
        try:
            return ask(self.layout) is Answer.READY
        except PostgresUnavailable:
            return False


def _start_if_needed(layout: Layout) -> None:
    try:
        lifecycle.start_if_needed(layout)
    except OSError as error:
        # A full disk, a root user without its usual privileges, and the like.
        raise PostgresUnavailable(
            f"PostgreSQL's files in {layout.data} cannot be used: {error}."
        ) from error


def _stop_if_unused(layout: Layout) -> None:
    if not layout.data.exists():
        # Someone threw everything away; the server notices, and ends by itself.
        return
    with locks.exclusive(layout.lock):
        if not locks.has_holders(layout.users):
            lifecycle.stop(layout)
