"""Run the tools that come with the corpora, and read what they found."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.corpora.rendering import render

ROOT = Path(__file__).resolve().parents[2]
_ADAPTER = ROOT / "tests" / "corpora" / "adapter.py"
_LONGEST = 900
_FORMULA = ["('math', '')"]
_PLAIN = re.compile(r"</?(?:p|em|strong|code)>|<br>")
_SAMPLED = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one tool found in some sets of records."""

    name: str
    records: int
    findings: tuple[str, ...]
    remark: str = ""


def render_sets(
    folder: Path,
    sets: str,
    *options: str,
    slow: float,
    out: Path,
    renderer: str = "render",
) -> list[Outcome]:
    """Render each record of the sets, and look for what no page may contain.

    On a busy machine the tool's clock calls records slow that are not: whatever
    takes less than slow seconds of processor time is not held against us.
    """
    report = out / f"{renderer}-{abs(hash(sets))}.json"
    split = ["--split", "open", "--sets", sets, "--out", str(report)]
    target = ["--target", f"tests.corpora.rendering:{renderer}", "--mathml"]
    tool = folder / "tools" / "run_render.py"
    _run(tool, *target, *split, "--slow", str(slow), *options)
    told = json.loads(report.read_text())
    found = [
        bad
        for bad in told["bad"]
        if bad["why"] != "slow" or _processor_seconds(folder, bad["id"]) > slow
    ]
    return [
        Outcome(
            f"{renderer} {name}".replace("_", " "),
            counts["n"],
            tuple(_line(bad) for bad in found if bad["id"].startswith(f"{name}/")),
            f"slowest {counts['max_s']:.2f} s",
        )
        for name, counts in told["sets"].items()
        if counts["n"]
    ]


def open_in_browser(folder: Path, dump: Path, *, out: Path) -> Outcome:
    """Open what was rendered in a real browser, which has no policy to protect it.

    A fragment without links, headings, tables or formulas is text in a few plain
    elements: of those, one in eight is opened, and of the others each.
    """
    fragments = _worth_opening(dump.read_text().splitlines())
    chosen, report = out / "chosen.jsonl", out / "browser.json"
    chosen.write_text("".join(f"{line}\n" for line in fragments))
    tool = folder / "tools" / "run_browser.py"
    _run(tool, str(chosen), "--batch", "25", "--out", str(report))
    findings = tuple(_line(bad) for bad in json.loads(report.read_text()))
    return Outcome("browser", len(fragments), findings)


def attack_site(folder: Path, mode: str, base: str, sets: str, *, out: Path) -> Outcome:
    """Send the records to the running site, and judge its answers."""
    report = out / f"live-{mode}.json"
    where = ["--base", base, "--adapter", str(_ADAPTER), "--split", "open"]
    tool = folder / "tools" / "run_live.py"
    said = _run(tool, mode, *where, "--sets", sets, "--out", str(report))
    found = json.loads(report.read_text())
    # A formula is drawn by MathML, which the tool takes for active content.
    findings = [bad for bad in found if bad.get("extra") != _FORMULA]
    records = int(said.partition(" inputs")[0].rpartition("\n")[2])
    formulas = len(found) - len(findings)
    remark = f"{formulas} pages with formulas" if formulas else ""
    return Outcome(f"site: {mode}", records, tuple(map(_line, findings)), remark)


def _processor_seconds(folder: Path, identifier: str) -> float:
    """Render one record again, and return what it costs."""
    records = folder / "open" / f"{identifier.partition('/')[0]}.jsonl"
    for line in records.read_text().splitlines():
        record = json.loads(line)
        if record["id"] == identifier:
            began = time.thread_time()
            render(record["input"])
            return time.thread_time() - began
    raise LookupError(identifier)


def _worth_opening(lines: Iterable[str]) -> list[str]:
    marked: list[str] = []
    plain: list[str] = []
    seen: set[str] = set()
    for line in lines:
        html = json.loads(line)["out"]
        if html not in seen:
            seen.add(html)
            (marked if "<" in _PLAIN.sub("", html) else plain).append(line)
    return marked + plain[::_SAMPLED]


def _run(tool: Path, *options: str) -> str:
    """Run a tool to its end and return what it printed.

    Its exit status says only whether it found something, which its report tells
    better; without a report the reading of it fails.
    """
    began = time.monotonic()
    try:
        done = subprocess.run(
            [sys.executable, str(tool), *options],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        sys.exit(f"{tool.stem} {' '.join(options[:2])} did not end in {_LONGEST} s.")
    say(f"{tool.stem} {' '.join(options[:2])}: {time.monotonic() - began:.0f} s")
    return done.stdout


def say(words: str) -> None:
    """Tell the person who waits."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _line(finding: dict[str, Any]) -> str:
    return json.dumps(finding, ensure_ascii=False)[:500]
