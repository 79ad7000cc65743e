"""Sections: the part of a text under one heading, to be edited alone."""

from dataclasses import dataclass

from markup.document import parse
from markup.templates import NO_TEMPLATES, Library

_LOWEST = 6


@dataclass(frozen=True, slots=True)
class Section:
    """A section within a text: lines ``start`` to ``end`` (from 0, end excluded)."""

    heading: str
    start: int
    end: int
    height: int = 1
    """How many of its lines are its heading."""

    def cut_from(self, text: str) -> str:
        """Return the section's own text, with its heading and its sub-sections."""
        return "\n".join(text.split("\n")[self.start : self.end]).strip("\n")

    def divided_from(self, text: str) -> tuple[str, str]:
        """Return the section's heading and what stands below it."""
        lines = self.cut_from(text).split("\n")
        return "\n".join(lines[: self.height]), "\n".join(lines[self.height :])

    def replaced_in(self, text: str, new: str) -> str:
        """Return text with this section's lines replaced by new.

        The blank lines around the section stay as they are.
        """
        lines = text.split("\n")
        old = lines[self.start : self.end]
        blank_after = len(old) - len("\n".join(old).rstrip("\n").split("\n"))
        body = new.strip("\n").split("\n") + [""] * blank_after
        return "\n".join([*lines[: self.start], *body, *lines[self.end :]])

    def lines_of(self, new: str) -> range:
        """Return the lines (from 0) where new stands once it has replaced this."""
        return range(self.start, self.start + new.strip("\n").count("\n") + 1)


def find_section(
    text: str, anchor: str, templates: Library = NO_TEMPLATES
) -> Section | None:
    """Return the section of text whose heading has this anchor, if there is one.

    It ends before the next heading of the same or a higher rank. What a heading is
    called depends on the templates in it.
    """
    document = parse(text, templates)
    headings = [found for found in document.headings if found.line is not None]
    for index, heading in enumerate(headings):
        if heading.anchor == anchor and heading.line is not None:
            following = (
                later.line
                for later in headings[index + 1 :]
                if later.level <= heading.level and later.line is not None
            )
            end = next(following, len(text.split("\n")))
            return Section(heading.text, heading.line, end, heading.height)
    return None


def demote_headings(text: str) -> str:
    """Return text with one # more before each heading, as far as there can be more."""
    lines = text.split("\n")
    # From the end, so that an underlined one, which becomes one line, moves no other.
    for heading in reversed(parse(text).headings):
        if heading.line is None or heading.level >= _LOWEST:
            continue
        end = heading.line + heading.height
        if heading.height == 1:
            lines[heading.line] = f"#{lines[heading.line].lstrip()}"
        else:
            words = " ".join(line.strip() for line in lines[heading.line : end - 1])
            lines[heading.line : end] = [f"{'#' * (heading.level + 1)} {words}"]
    return "\n".join(lines)
