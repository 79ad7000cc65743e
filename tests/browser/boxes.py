"""Boxes: a page with everything that stands beside and between the text."""

LIGHTHOUSE = """\
:::hatnote
For the pier, see [[Harbour]].
:::

:::notice warning
**This article names few sources.** Adding one helps.
:::

:::infobox building
title = Lighthouse of the [[Harbour]]
image = [[File:Nothing here.png|alt=A tower above the sea]]
caption = As it was in 1890
Built (date) = 3 May 1851
Height (number) = 54.5 m
Keeper (person) = [[Nobody here]]
Place (place) = The northern pier
Light
Range (number) = 18 nautical miles
Colour = White, flashing twice each ten seconds
Lens = Of the first order
Visitors = On Sundays
:::

A **lighthouse** shows ships the way.[^note:way]{{cn|reason=Who says so?}} \
{{Nosuch|template}}[^book] It is {{cite|title=A book|isbn=0-306-40615-3}}

[[File:Nothing here either.png|left|alt=A lamp|The lamp, see [[Harbour]].[^book]]]

## Keepers

They lived in the tower.[^map:plan]

{{Nosuch}}

:::series
previous = [[Harbour]]
title = Buildings by the sea
next = [[Lighthouses of the world]]
:::

## Notes

## References

[^book]: {{cite|author=Stevenson, Alan|title=A Rudimentary Treatise|date=1850|\
url=https://example.org/a|archive=https://example.org/b|accessed=1 May 2026|\
doi=10.1000/182|quote=All lights shall be seen.}}
[^note:way]: Not all of them do.
[^map:plan]: A plan of the tower.

:::navbox Buildings by the [[Harbour|sea]]
- [[Harbour]]
- [[Lighthouses of the world]]
:::
"""
