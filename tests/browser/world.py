"""The world: pages in every state, made once for the tests that visit them all."""

from dataclasses import dataclass
from itertools import count

from tests.browser.people import Administrator, Writer

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
_disputes = count(1)


@dataclass(frozen=True, slots=True)
class World:
    """Ids of revisions whose pages are visited."""

    first: int
    second: int
    third: int
    writer: Writer

    def dispute(self) -> None:
        """Change the sentence that somebody else is changing."""
        number = next(_disputes)
        self.writer.write("Disputed quay", f"The quay has {number} bollards.\n")


def make_world(writer: Writer, administrator: Administrator) -> World:
    """Write the pages that the first articles don't have."""
    texts = [
        HARBOUR.format(age="Wadi al-Jarf", trade="Trade began early.", word="cloth"),
        HARBOUR.format(age="Byblos", trade="Trade began early.", word=LONG_WORD),
        HARBOUR.format(age="Lothal", trade="Trade began late.", word=LONG_WORD),
    ]
    first, second, third = [
        writer.write("Harbour", text, summary=f"Looked it up in volume {number}")
        for number, text in enumerate(texts, 1)
    ]
    writer.write("Harbours", "#REDIRECT [[Harbour]]\n")
    writer.write("Disputed quay", "The quay has no bollards.\n")
    writer.write("Protected pier", "Nobody may touch this pier.\n")
    administrator.protect("Protected pier")
    return World(first, second, third, writer)
