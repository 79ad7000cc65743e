"""Run third-party records of attacks against the renderer and the running site.

    python -m tests.corpora DIR

DIR holds ``open/*.jsonl``, records from the test suites of other projects, and
``tools/``, which run them and judge the outcome without knowing our code. Every
record is rendered, also within each syntax that is ours, and searched for what no
page may contain; what came out of the records alone is opened in a browser without
any content security policy; and a new site is served, to be attacked through its
articles, its titles and its redirects.

It takes less than ten minutes on an idle machine with two processors. On a busy
one it takes longer, and an answer of the site may be called slow that is not; no
other finding is to be excused, and the exit status is 0 only if there is none. What
the tools call active content and we do not is MathML alone, in the pages of records
that hold a formula.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.corpora.site import running_site
from tests.corpora.tools import (
    Outcome,
    attack_site,
    open_in_browser,
    render_sets,
    say,
)

_ATTACKS = "xss-*,mw-*,wiki-*,html5-*,blns,md-*,django-*"
_ARTICLES = "xss-owasp,xss-dompurify,blns"
_TITLES = "title-*,confusable-pairs,username-mw,blns"
_REDIRECTS = "open-redirect,django-redirect,django-validators"


def main() -> int:
    """Run everything, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpora")
    parser.add_argument("folder", type=Path, metavar="DIR")
    folder = parser.parse_args().folder.absolute()
    if not (folder / "tools" / "run_render.py").exists():
        say(f"There are no corpora in {folder}: it needs open/ and tools/.")
        return 2
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="canonica-records-") as out:
        outcomes = _run_all(folder, Path(out))
    _show(outcomes)
    findings = sum(len(outcome.findings) for outcome in outcomes)
    say(f"{findings} findings in {time.monotonic() - began:.0f} s.")
    return 1 if findings or not all(outcome.records for outcome in outcomes) else 0


def _run_all(folder: Path, out: Path) -> list[Outcome]:
    say("Rendering what is meant to exhaust the renderer, with nothing beside it ...")
    outcomes = render_sets(folder, "dos-*", "--timeout", "10", slow=3, out=out)
    say("Serving a new site ...")
    with running_site() as base, ThreadPoolExecutor() as lane:
        # One processor serves the articles while the other does the rest.
        articles = lane.submit(
            attack_site, folder, "articles", base, _ARTICLES, out=out
        )
        outcomes += _render_and_open(folder, out)
        outcomes.append(attack_site(folder, "titles", base, _TITLES, out=out))
        outcomes.append(attack_site(folder, "redirects", base, _REDIRECTS, out=out))
        outcomes.append(articles.result())
    return outcomes


def _render_and_open(folder: Path, out: Path) -> list[Outcome]:
    dump = out / "rendered.jsonl"
    rendered = render_sets(folder, _ATTACKS, "--dump", str(dump), slow=1, out=out)
    within = render_sets(folder, _ATTACKS, slow=3, out=out, renderer="render_within")
    return [*rendered, *within, open_in_browser(folder, dump, out=out)]


def _show(outcomes: Iterable[Outcome]) -> None:
    say(f"\n{'':30} {'records':>8} {'findings':>8}")
    for outcome in outcomes:
        numbers = f"{outcome.records:8} {len(outcome.findings):8}"
        say(f"{outcome.name:30} {numbers}  {outcome.remark}".rstrip())
        for finding in outcome.findings[:5]:
            say(f"    {finding}")


if __name__ == "__main__":
    sys.exit(main())
