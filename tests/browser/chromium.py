"""Chromium: the one that is installed; on Debian, root gets it installed.

Debian packs it twice. Without its windows it is the same browser, at two thirds of the
work: that one is taken if both are there. Tools of others that know Chromium by its
path, as those of `make corpora`, need the one with windows: `whole` installs it.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

NAMES = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
    "google-chrome-stable",
)  # fmt: skip
_WITH_WINDOWS = Path("/usr/bin/chromium")


def find() -> str | None:
    """Return the path of an installed Chromium."""
    chosen = os.environ.get("CHROMIUM")
    return chosen or next(filter(None, map(shutil.which, NAMES)), None)


def install(packages: Sequence[str]) -> None:
    """Install the first of Debian's packages that there is, if we may."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        sys.exit("The browser tests need Chromium: install it, or name it in CHROMIUM.")
    sys.stderr.write("Installing Chromium with apt-get ...\n")
    _apt_get("update")
    *preferred, last = packages
    for package in preferred:
        with suppress(subprocess.CalledProcessError):
            return _apt_get("install", "--yes", package)
    return _apt_get("install", "--yes", last)


def _apt_get(*command: str) -> None:
    subprocess.run(
        ["apt-get", "--quiet", "--quiet", *command],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def main(wanted: Sequence[str]) -> None:
    """Install what is wanted and is not there."""
    if "whole" in wanted:
        if not _WITH_WINDOWS.exists():
            install(NAMES[1:2])
    elif find() is None:
        install(NAMES[:2])


if __name__ == "__main__":
    main(sys.argv[1:])
