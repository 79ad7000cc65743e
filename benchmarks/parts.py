"""Parts: what can be measured by itself, by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ORDINARY, SERVED, GROWTH = "ordinary", "served", "growth"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the benchmarks, and where it is measured."""

    name: str
    place: str
    about: str


PARTS = {
    part.name: part
    for part in (
        Part("view", ORDINARY, "an article and its history, signed in"),
        Part("render", ORDINARY, "from a text to a page"),
        Part("save", ORDINARY, "articles of 4 KB and of 100 KB"),
        Part("compare", ORDINARY, "differences that are hard to find"),
        Part("search", ORDINARY, "words and beginnings of titles"),
        Part("long-history", ORDINARY, "an article of 200 kB with 2,000 revisions"),
        Part("held", ORDINARY, "a thousand edits that wait for review"),
        Part("static", SERVED, "pages for strangers, beside nginx with the same bytes"),
        Part("cpu", SERVED, "what a request costs web server and database together"),
        Part("growth", GROWTH, "the same pages among more and more articles"),
    )
}
GROUPS = {"work": [name for name, part in PARTS.items() if part.place == ORDINARY]}


class UnknownPart(Exception):
    """There is no such part; the message names those that there are."""


def chosen(names: str, known: Mapping[str, Part] = PARTS) -> list[Part]:
    """Return the parts that are named, with commas between; all if none is.

    Raises UnknownPart.
    """
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    if unknown := sorted({*wanted} - {*known, *GROUPS}):
        raise UnknownPart(f"There is no part {' or '.join(unknown)}.\n{described()}")
    picked = set(_without_groups(wanted or known))
    return [part for name, part in known.items() if name in picked]


def described() -> str:
    """Return what parts there are, a line for each."""
    lines = [f"  {part.name:<14}{part.about}" for part in PARTS.values()]
    lines += [f"  {name:<14}{', '.join(parts)}" for name, parts in GROUPS.items()]
    return "\n".join(["The parts are:", *lines])


def sizes(text: str, otherwise: tuple[int, ...] = (1_000, 10_000)) -> tuple[int, ...]:
    """Return the sizes that are named, with commas between, the smallest first.

    Raises ValueError, with a sentence for a person.
    """
    parts = [part.strip().replace("_", "") for part in text.split(",") if part.strip()]
    if not all(part.isascii() and part.isdecimal() for part in parts):
        raise ValueError(f"SIZES are whole numbers with commas between, not {text!r}.")
    found = sorted({int(part) for part in parts})
    if found and not 100 <= found[0] <= found[-1] <= 10_000_000:
        raise ValueError("SIZES are between 100 and 10000000 articles.")
    return tuple(found) or otherwise


def named(parts: Iterable[Part], place: str) -> list[str]:
    """Return the names of those that are measured in one place."""
    return [part.name for part in parts if part.place == place]


def _without_groups(names: Iterable[str]) -> list[str]:
    return [one for name in names for one in GROUPS.get(name, [name])]
