"""Write the settings PostgreSQL is started with, anew before every start.

They live outside the database files, because root must not write where another
account could have put a link. What an administrator sets by ALTER SYSTEM stays.
"""

import os
import shlex
from pathlib import Path

PORT = 5432
APPLICATION = "canonica"
WEB = "canonica_web"
"""The account of the web server, which owns nothing."""
SUPERUSER = "postgres"

# There is no TCP at all: who may open the socket's directory, and is known to the
# kernel by the right name (pg_ident.conf), needs no password.
_SETTINGS = f"""\
listen_addresses = ''
port = {PORT}
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = '64MB'
max_wal_size = '256MB'
fsync = on
synchronous_commit = on
full_page_writes = on
log_checkpoints = off
log_line_prefix = '%m [%p] '
log_timezone = 'UTC'
timezone = 'UTC'
datestyle = 'ISO, YMD'
lc_messages = 'C'
lc_monetary = 'C'
lc_numeric = 'C'
lc_time = 'C'
default_text_search_config = 'pg_catalog.simple'
"""
_ADMISSION = f"local all all peer map={APPLICATION}\n"


def write_configuration(directory: Path, sockets: Path, os_users: set[str]) -> None:
    """Write the three files PostgreSQL reads, readable by whatever account runs it."""
    directory.mkdir(mode=0o755, exist_ok=True)
    places = {
        # PostgreSQL splits this list at commas, except inside double quotes.
        "unix_socket_directories": '"' + str(sockets).replace('"', '""') + '"',
        "hba_file": str(directory / "pg_hba.conf"),
        "ident_file": str(directory / "pg_ident.conf"),
    }
    settings = [f"{name} = {_quoted(value)}\n" for name, value in places.items()]
    identities = [
        f'{APPLICATION} "{os_user}" {role}\n'
        for os_user in sorted(os_users)
        for role in (APPLICATION, WEB, SUPERUSER)
    ]
    _write(directory / "postgresql.conf", _SETTINGS + "".join(settings))
    _write(directory / "pg_hba.conf", _ADMISSION)
    _write(directory / "pg_ident.conf", "".join(identities))


def as_server_options(cluster: Path, directory: Path) -> str:
    """Return the words for the server's command line, quoted for pg_ctl's shell.

    pg_ctl would name the cluster there itself, but without quoting it properly.
    """
    settings = f"config_file={directory / 'postgresql.conf'}"
    return shlex.join(["-D", str(cluster), "-c", settings])


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def _write(path: Path, text: str) -> None:
    path.write_bytes(os.fsencode(text))
    path.chmod(0o644)
