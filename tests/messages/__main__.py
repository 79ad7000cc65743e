"""Bring the catalogues up to date with the sources, and compile them.

    python -m tests.messages

What has no translation yet is empty in the ``.po`` file; fill it in, and run it again.
"""

import sys

from tests.messages.catalogues import catalogues
from tests.messages.gathering import ROOT


def main() -> int:
    """Write the catalogues, and tell how much is left to do."""
    for catalogue in catalogues():
        catalogue.path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.path.write_bytes(catalogue.brought_up_to_date())
        catalogue.compiled_path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.compiled_path.write_bytes(catalogue.compiled())
        sys.stdout.write(
            f"{catalogue.path.relative_to(ROOT)}: {len(catalogue.read())} messages,"
            f" {len(catalogue.missing())} without a translation\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
