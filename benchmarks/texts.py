"""Texts to measure with: articles of a size, and pairs that are hard to compare."""

import random

_WORDS = [
    prefix + middle + end
    for prefix in ("pro", "con", "re", "de", "inter", "sub", "trans", "ex", "im", "per")
    for middle in ("duct", "form", "press", "spect", "vers", "ject", "miss", "tract")
    for end in ("ion", "ed", "ing", "or", "ive", "s")
]


def article(size: int, *, links: int = 0, seed: int = 0) -> str:
    """Return an article of about ``size`` characters with headings, lists and links."""
    chance = random.Random(seed)  # noqa: S311 - only to make texts
    parts, length = [f"**Subject {seed}** is a subject of measurements."], 0
    while length < size:
        heading = f"## {' '.join(chance.choices(_WORDS, k=3))}"
        paragraphs = [_paragraph(chance) for _ in range(4)]
        items = [f"* {' '.join(chance.choices(_WORDS, k=6))}" for _ in range(4)]
        part = "\n\n".join([heading, *paragraphs, "\n".join(items)])
        parts.append(part)
        length += len(part)
    parts += [f"[[Article {number}]]" for number in range(links)]
    return "\n\n".join([*parts, "[[Category:Measurements]]"])


def rich(size: int) -> tuple[str, dict[str, str]]:
    """Return an article with much of each syntax, and the templates that it calls.

    It has 400 notes with citations, 500 links, 50 templates and an infobox.
    """
    box = ":::infobox person\ntitle = {{{name}}}\nBorn (date) = {{{born|}}}\n:::"
    templates = {"Template:Box": box, "Template:Lang": "*{{{1}}}* ({{{2|en}}})"}
    parts = ["{{Box|name=Somebody|born=1 May 1900}}", article(size)]
    parts += [f"A claim.[^n{number}]" for number in range(400)]
    parts += [f"[[Article {number}]]" for number in range(500)]
    parts += [f"{{{{Lang|word {number}|ru}}}}" for number in range(49)]
    notes = [
        f"[^n{number}]: {{{{cite|author=Author {number}|title=Title {number}"
        f"|date={1900 + number % 100}|url=https://example.org/{number}}}}}"
        for number in range(400)
    ]
    return "\n\n".join([*parts, "## References", "\n".join(notes)]), templates


def edited(text: str, edits: int, *, seed: int = 1) -> str:
    """Return the text with so many words of it replaced."""
    chance = random.Random(seed)  # noqa: S311 - only to make texts
    words = text.split(" ")
    for place in chance.sample(range(len(words)), edits):
        words[place] = f"changed{place}"
    return " ".join(words)


def shuffled(count: int, *, seed: int) -> str:
    """Return different words, one a line, in an order of their own."""
    words = [f"word{number}" for number in range(count)]
    random.Random(seed).shuffle(words)  # noqa: S311 - only to make texts
    return "\n".join(words)


def _paragraph(chance: random.Random) -> str:
    sentences = (
        " ".join(chance.choices(_WORDS, k=12)).capitalize() + "." for _ in range(5)
    )
    return " ".join(sentences)
