"""The world: pages in every state, made once for the tests that visit them all."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from django.utils import timezone

from tests.browser.boxes import LIGHTHOUSE
from tests.browser.guarded import Ids, guard
from tests.browser.people import Administrator, Member, Writer, new_title
from tests.images import image_bytes
from tests.ledger.site import database

HARBOUR = """\
Harbours shelter ships. The oldest known one is {age}.

## Trade

{trade}

| Port | Ships | Remark |
|---|--:|---|
| Ostia | 1,200 | Grain, oil, wine and {word} |
| Piraeus | 900 | Rebuilt by Themistocles |

### Customs

Duties were a fiftieth of the cargo.

## Measures

A quay of length $l$ and depth $d$ has the area $A = l \\cdot d$.[^1]

$$\\int_0^{{100}} \\frac{{d(x)}}{{\\sqrt{{1 + x^2}}}} \\, dx \
+ \\sum_{{n=1}}^{{40}} a_n + \\sum_{{n=41}}^{{80}} b_n + \\sum_{{n=81}}^{{160}} c_n$$

```
harbour = Harbour(name="Piraeus", depth_in_metres=12, owner="the city of Athens")
```

> A harbour is a promise to those at sea.

Term
: What it means.

1. See [[Lighthouses of the world]], [[Soviet Union]] and <https://example.org/>.

[^1]: Measured at low tide.

## See also

[[Category:Harbours]]
"""
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamte" * 2
LONG_TITLE = f"Pier of the {LONG_WORD}"
MOVING = "The first paragraph tells of ships that came.\n"
STAYING = "The second paragraph tells of a quay that stayed.\n\nThe third of cranes.\n"
MOST_CHANGED_LINES = 8_000
"""A difference of more lines is not drawn."""
# PostgreSQL itself refuses, as it would with a full disk (53100) or when it can only be
# read (25006); what it says last is none of the server's business.
_REFUSE = """
    CREATE FUNCTION refuse_harbours() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'no' USING ERRCODE = CASE NEW.title
            WHEN 'Full harbour' THEN '53100'
            WHEN 'Locked harbour' THEN '25006'
            ELSE 'P0001'
        END;
    END $$;
    CREATE TRIGGER refuse_harbours BEFORE INSERT ON articles_revision FOR EACH ROW
    WHEN (NEW.title IN ('Full harbour', 'Locked harbour', 'Broken harbour'))
    EXECUTE FUNCTION refuse_harbours();
"""
_disputes = count(1)


@dataclass(frozen=True, slots=True)
class World:
    """Who lives there, and the ids of revisions whose pages are visited."""

    writer: Writer
    member: Member
    administrator: Administrator
    ids: Ids

    def dispute(self) -> None:
        """Change the sentence that somebody else is changing."""
        number = next(_disputes)
        self.writer.write("Disputed quay", f"The quay has {number} bollards.\n")

    def page(self, subject: str, text: str) -> str:
        """Write a page that nobody else visits, and return its title."""
        title = new_title(subject)
        self.writer.write(title, text)
        return title


def make_world(
    writer: Writer,
    administrator: Administrator,
    member: Member,
    environment: Mapping[str, str],
) -> World:
    """Write the pages that the first articles don't have."""
    ids: Ids = {
        **_harbours(writer),
        **_differences(writer),
        **_runs(writer, administrator),
    }
    writer.write("Harbours", "#REDIRECT [[Harbour]]\n")
    writer.write("Lighthouse", LIGHTHOUSE)
    writer.write("Disputed quay", "The quay has no bollards.\n")
    writer.write("Protected pier", "Nobody may touch this pier.\n")
    # It is in each list of pages and of changes.
    text = "A pier, see [[Secret Speech]].\n\n[[Category:Harbours]]\n"
    administrator.write(LONG_TITLE, text)
    member.upload("Quay", image_bytes(size=(900, 500)), source=LONG_WORD)
    writer.write("File:No picture.png", "It is still to be found.")
    _write_by_machine(writer, member)
    _divide_subjects(writer)
    _keep_drafts(writer, member)
    writer.write("Sunken pier", "It was here.\n")
    ids = {**ids, **guard(writer, administrator)}
    with database(environment) as connection, connection.cursor() as cursor:
        cursor.execute(_REFUSE)
    return World(writer, member, administrator, ids)


def _harbours(writer: Writer) -> dict[str, int]:
    texts = {
        "first": ("Wadi al-Jarf", "Trade began early.", "cloth"),
        "second": ("Byblos", "Trade began early.", LONG_WORD),
        "third": ("Lothal", "Trade began late.", LONG_WORD),
    }
    return {
        name: writer.write(
            "Harbour",
            HARBOUR.format(age=age, trade=trade, word=word),
            summary=f"Looked it up for the {name} time",
        )
        for name, (age, trade, word) in texts.items()
    }


def _differences(writer: Writer) -> dict[str, int]:
    """Write a revision that moved a paragraph, and one that changed too many lines."""
    writer.write("Moved paragraph", f"{MOVING}\n{STAYING}")
    moved = writer.write("Moved paragraph", f"{STAYING}\n{MOVING}")
    lines = "\n".join(str(number) for number in range(MOST_CHANGED_LINES + 1))
    writer.write("Long list", lines)
    return {"moved": moved, "large": writer.write("Long list", "A list.\n")}


def _runs(writer: Writer, administrator: Administrator) -> dict[str, int]:
    """Write two runs of edits, of which somebody has contradicted the other."""
    ids = {}
    for name, title in (("run", "Painted boat"), ("contradicted", "Disputed boat")):
        administrator.write(title, "The boat is blue.\n")
        writer.write(title, "The boat is green.\n")
        ids[name] = writer.write(title, "The boat is red and fast.\n")
    administrator.write("Disputed boat", "The boat is black and fast.\n")
    return ids


def _divide_subjects(writer: Writer) -> None:
    """Write categories in categories, of which one is in itself by way of others.

    One of their pages is of this day, so that the front page has what was on it.
    """
    above = {"Lights": "Beacons", "Beacons": LONG_WORD, LONG_WORD: "Lights"}
    for name, other in above.items():
        writer.write(f"Category:{name}", f"All {name}.\n\n[[Category:{other}]]\n")
    for letter in ("Argand", "Bullseye", "Carbide"):
        writer.write(f"{letter} lamp", "A lamp.\n\n[[Category:Lights]]\n")
    today = f"{timezone.localdate():%m-%d}"
    box = f":::infobox lamp\nLit (date) = 1851-{today}\nAt (date) = 1851-05-03\n:::\n"
    writer.write("First lamp", f"{box}\nA lamp.\n\n[[Category:Lights]]\n")


def _write_by_machine(writer: Writer, member: Member) -> None:
    """Write two passages as a machine would, one of which is reviewed."""
    text = "A machine wrote of moles.\n\nIt wrote of groynes as well.\n"
    writer.write("Mole", text, origin="machine")
    member.send("/attribution/Mole", {"reviewed": "yes"})


def _keep_drafts(writer: Writer, member: Member) -> None:
    writer.write("Drafted pier", "A pier.\n\n## Planks\n\nOf oak.\n")
    member.keep_draft("Drafted pier", "A pier of stone, and a long one.\n")
    member.keep_draft("Drafted pier", "## Planks\n\nOf elm.\n", section="h-planks")
    member.keep_draft(LONG_TITLE, "Not yet.\n")
