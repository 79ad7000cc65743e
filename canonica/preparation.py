"""Bring a new or updated installation to where it can be served."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

from accounts.models import User
from accounts.rights import Role
from articles.models import Article
from canonica.first_pictures import load_pictures
from canonica.web_role import limit_web_role

_FIRST_CONTENT = ("secret_speech", "encyclopedia")
_PREPARING = 0x63616E6F6E696361


def prepare() -> None:
    """Migrate, collect static files, load the first articles. Safe to repeat."""
    with _one_at_a_time():
        call_command("migrate", interactive=False, verbosity=0)
        limit_web_role(settings.CANONICA_WEB_ROLE)
        if not Article.objects.exists():
            _load_first_content()
        call_command("refresh_derived", "--stale")
        _collect_static_files()


def has_administrator() -> bool:
    """Tell whether someone can already enter the administration."""
    return User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let only one of the servers that share the database prepare it at a time."""
    with connection.cursor() as cursor:
        # Waiting for the other, and migrating, may take longer than requests may.
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [_PREPARING])
    try:
        yield
    finally:
        # With the session go its lock and its settings.
        connection.close()


def _load_first_content() -> None:
    available = {
        path.name.partition(".")[0]
        for folder in settings.FIXTURE_DIRS
        for path in Path(folder).glob("*.json*")
    }
    names = [name for name in _FIRST_CONTENT if name in available]
    if names:
        call_command("loaddata", *names, verbosity=0)
        for folder in settings.FIXTURE_DIRS:
            load_pictures(Path(folder) / "pictures")


def _collect_static_files() -> None:
    """Collect, hash and compress, unless that was done for these very files."""
    record = settings.CANONICA_DATA / "static.fingerprint"
    fingerprint = _static_fingerprint()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists() and record.exists() and record.read_text() == fingerprint:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    record.write_text(fingerprint)


def _static_fingerprint() -> str:
    digest = hashlib.sha256(f"{version('django')} {version('whitenoise')}".encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_mtime_ns} {status.st_size}\n".encode())
    return digest.hexdigest()
