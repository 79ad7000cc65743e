"""The ledger: what each editor meant to save, and what the answer was, on the disk."""

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any


class Manner(StrEnum):
    """How an editor goes about a save."""

    PLAIN = "plain"
    MOTTO = "motto"
    """Changes the sentence that others change, too."""
    TWICE = "twice"
    """Sends the form twice at once."""
    CUT = "cut"
    """Hangs up before the answer, and sends the form again."""
    LATE = "late"
    """Does not get the answer, and sends the form again when the page is cleared."""
    GONE = "gone"
    """Hangs up before the answer, and never comes back."""
    HASTY = "hasty"
    """Sends a form that has to be refused."""
    STEWARD = "steward"
    """Clears the page for the next round."""


class Answer(StrEnum):
    """What an editor was told about a save."""

    ACKNOWLEDGED = "acknowledged"
    CONFLICT = "conflict"
    REFUSED = "refused"
    FAILED = "failed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Intent:
    """What is written down before a form is sent."""

    mark: str
    key: str
    title: str
    base: int | None
    sha256: str
    manner: Manner
    round_number: int


@dataclass(frozen=True, slots=True)
class Save:
    """One save as its editor remembers it, however often it was sent."""

    intent: Intent
    answers: tuple[Answer, ...]
    seen: frozenset[str] = frozenset()
    """The marks in the answer, if it was not a redirect."""
    told: frozenset[int] = frozenset()
    """The revisions that the editor was said to have made by it."""

    @property
    def mark(self) -> str:
        return self.intent.mark

    @property
    def is_acknowledged(self) -> bool:
        return Answer.ACKNOWLEDGED in self.answers

    @property
    def is_turned_down(self) -> bool:
        """Whether the editor was told that nothing was saved."""
        return bool({Answer.CONFLICT, Answer.REFUSED} & set(self.answers))

    @property
    def is_unknown(self) -> bool:
        return not self.is_acknowledged and not self.is_turned_down


@dataclass(frozen=True, slots=True)
class Ledger:
    """One editor's file. Each line is on the disk before the editor goes on."""

    path: Path

    def intend(self, intent: Intent) -> None:
        self._write({"intent": asdict(intent)})

    def answered(
        self, mark: str, answer: Answer, status: int, seen: Iterable[str] = ()
    ) -> None:
        record = {"answer": answer, "status": status, "seen": sorted(seen)}
        self._write({"mark": mark, **record})

    def told(self, mark: str, revision: int) -> None:
        self._write({"mark": mark, "told": revision})

    def _write(self, record: dict[str, Any]) -> None:
        with self.path.open("a") as file:
            file.write(json.dumps(record) + "\n")
            file.flush()
            os.fsync(file.fileno())


def read_saves(folder: Path) -> list[Save]:
    """Return all saves in the ledgers of a folder, as they are on the disk."""
    intents: dict[str, Intent] = {}
    answers: dict[str, list[Answer]] = defaultdict(list)
    seen: dict[str, set[str]] = defaultdict(set)
    told: dict[str, set[int]] = defaultdict(set)
    for line in _lines(folder):
        if "intent" in line:
            manner = Manner(line["intent"]["manner"])
            intent = Intent(**{**line["intent"], "manner": manner})
            intents[intent.mark] = intent
        elif "told" in line:
            told[line["mark"]].add(line["told"])
        else:
            answers[line["mark"]].append(Answer(line["answer"]))
            seen[line["mark"]].update(line["seen"])
    return [
        Save(intent, tuple(answers[mark]), frozenset(seen[mark]), frozenset(told[mark]))
        for mark, intent in intents.items()
    ]


def count_server_errors(folder: Path) -> int:
    """Return how many answers had a status of 500 or more."""
    return sum(line.get("status", 0) >= 500 for line in _lines(folder))


def count_silences(folder: Path) -> int:
    """Return how often an editor got no answer, or behaved as if there were none."""
    return sum(line.get("answer") == Answer.NONE for line in _lines(folder))


def _lines(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text().splitlines():
            yield json.loads(line)
