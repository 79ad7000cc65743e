"""Plots: growth as a picture, in SVG, to be read in light and dark."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

_WIDTH, _HEIGHT = 900, 460
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 300, 64, 56
_LINE = 18
_COLOURS = (
    ("#0b5cad", "#6cb2f5"), ("#b3261e", "#f28b82"), ("#1b7a3d", "#7bcf95"),
    ("#7a4a00", "#e0b060"), ("#6b2fa0", "#c79bf2"), ("#00707a", "#66cdd6"),
    ("#8f2463", "#f099c8"), ("#4a5560", "#b4bfca"),
)  # fmt: skip
_STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #202124 }
  .heading { font-size: 17px; font-weight: 600 }
  .ground { fill: #ffffff } .grid { stroke: #dadce0 } .axis { stroke: #5f6368 }
  polyline { fill: none; stroke-width: 2 }
"""
_DARK = """
  text { fill: #e8eaed } .ground { fill: #16181b }
  .grid { stroke: #3a3d42 } .axis { stroke: #9aa0a6 }
"""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Plot:
    """Lines over two logarithmic axes; each is told of where it ends."""

    title: str
    description: str
    x_name: str
    y_name: str
    lines: Mapping[str, Sequence[Point]]

    def svg(self) -> str:
        """Return the picture."""
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" '
            f'viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-labelledby="title desc">',
            f'<title id="title">{escape(self.title)}</title>',
            f'<desc id="desc">{escape(self.description)}</desc>',
            f"<style>{_style(len(self.lines))}</style>",
            f'<rect class="ground" width="{_WIDTH}" height="{_HEIGHT}"/>',
            f'<text class="heading" x="{_LEFT}" y="28">{escape(self.title)}</text>',
            *self._axes(),
            *self._drawn(),
            "</svg>",
        ]
        return "\n".join(parts) + "\n"

    @property
    def _xs(self) -> list[float]:
        return sorted({x for points in self.lines.values() for x, _ in points})

    @property
    def _decades(self) -> tuple[int, int]:
        """The powers of ten between which all heights are."""
        ys = [max(y, 0.01) for points in self.lines.values() for _, y in points]
        low, high = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))
        return low, max(high, low + 1)

    def _x(self, x: float) -> float:
        low, high = math.log10(self._xs[0]), math.log10(self._xs[-1])
        share = (math.log10(x) - low) / (high - low) if high > low else 0.5
        return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)

    def _y(self, y: float) -> float:
        low, high = self._decades
        share = (math.log10(max(y, 0.01)) - low) / (high - low)
        return round(_HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM), 1)

    def _axes(self) -> Iterable[str]:
        low, high = self._decades
        end, floor = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
        for decade in range(low, high + 1):
            for factor in (1, 2, 5) if decade < high else (1,):
                value = factor * 10.0**decade
                y = self._y(value)
                yield f'<path class="grid" d="M{_LEFT} {y}H{end}"/>'
                yield _text(f"{value:,g}", _LEFT - 8, y + 4, "end")
        for x in self._xs:
            yield f'<path class="grid" d="M{self._x(x)} {_TOP}V{floor}"/>'
            yield _text(f"{x:,.0f}", self._x(x), floor + 20, "middle")
        yield f'<path class="axis" fill="none" d="M{_LEFT} {_TOP}V{floor}H{end}"/>'
        yield _text(self.x_name, (_LEFT + end) / 2, _HEIGHT - 12, "middle")
        yield _text(self.y_name, _LEFT, _TOP - 14, "start")

    def _drawn(self) -> Iterable[str]:
        heights = self._heights_of_names()
        for number, (name, points) in enumerate(self.lines.items()):
            line = " ".join(f"{self._x(x)},{self._y(y)}" for x, y in points)
            yield f'<g class="line{number}"><polyline points="{line}"/>'
            for x, y in points:
                told = f"{name}: {y:.1f} ms among {x:,.0f}"
                place = f'cx="{self._x(x)}" cy="{self._y(y)}"'
                yield f'<circle {place} r="3.5"><title>{escape(told)}</title></circle>'
            words = f"{name}, {points[-1][1]:.0f} ms"
            yield _text(words, _WIDTH - _RIGHT + 12, heights[name], "start") + "</g>"

    def _heights_of_names(self) -> dict[str, float]:
        """Return where each name stands: by its line's end, and over no other one."""
        ends = {name: self._y(points[-1][1]) + 4 for name, points in self.lines.items()}
        placed: dict[str, float] = {}
        above = 0.0
        for name in sorted(ends, key=lambda name: ends[name]):
            placed[name] = above = max(ends[name], above + _LINE)
        too_low = above - (_HEIGHT - _BOTTOM + 4)
        return {name: y - max(0.0, too_low) for name, y in placed.items()}


def _text(words: str, x: float, y: float, anchor: str) -> str:
    return (
        f'<text x="{x}" y="{round(y, 1)}" text-anchor="{anchor}">{escape(words)}</text>'
    )


def _style(lines: int) -> str:
    light: list[str] = []
    dark: list[str] = []
    for number in range(lines):
        day, night = _COLOURS[number % len(_COLOURS)]
        for rules, colour in ((light, day), (dark, night)):
            rules.append(f"  .line{number} polyline {{ stroke: {colour} }}")
            rules.append(
                f"  .line{number} circle, .line{number} text {{ fill: {colour} }}"
            )
    of_dark = "\n".join([_DARK, *dark])
    of_light = "\n".join([_STYLE, *light])
    return f"{of_light}\n@media (prefers-color-scheme: dark) {{{of_dark}\n}}\n"
