"""Chromium: the one that is installed; on Debian, root gets it installed.

Debian packs it twice. Without its windows it is the same browser, at two thirds of the
work: that one is taken if both are there.
"""

import os
import shutil
import subprocess
import sys

NAMES = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
    "google-chrome-stable",
)  # fmt: skip


def find() -> str | None:
    """Return the path of an installed Chromium."""
    chosen = os.environ.get("CHROMIUM")
    return chosen or next(filter(None, map(shutil.which, NAMES)), None)


def install() -> None:
    """Install Debian's Chromium, if we may."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        sys.exit("The browser tests need Chromium: install it, or name it in CHROMIUM.")
    sys.stderr.write("Installing Chromium with apt-get ...\n")
    _apt_get("update")
    try:
        _apt_get("install", "--yes", NAMES[0])
    except subprocess.CalledProcessError:
        _apt_get("install", "--yes", NAMES[1])


def _apt_get(*command: str) -> None:
    subprocess.run(
        ["apt-get", "--quiet", "--quiet", *command],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        check=True,
        stdout=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    if find() is None:
        install()
