"""Chromium: the one that is installed; on Debian, root gets it installed."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Return the path of an installed Chromium."""
    chosen = os.environ.get("CHROMIUM")
    return chosen or next(filter(None, map(shutil.which, NAMES)), None)


def install() -> None:
    """Install Debian's Chromium, if we may."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        sys.exit("The browser tests need Chromium: install it, or name it in CHROMIUM.")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    sys.stderr.write("Installing Chromium with apt-get ...\n")
    for command in (["update"], ["install", "--yes", "chromium"]):
        subprocess.run(
            ["apt-get", "--quiet", "--quiet", *command],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )


if __name__ == "__main__":
    if find() is None:
        install()
