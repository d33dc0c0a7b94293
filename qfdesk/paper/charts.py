"""Charts on paper: bars in order with their cumulated share (Pareto), bars side by side, lines over months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Polygon, PolyLine, Rect, Shape, String
from reportlab.lib.colors import Color, HexColor

from qfdesk.model.report import BARS, PARETO
from qfdesk.paper.fonts import GETA, bold, regular
from qfdesk.paper.pen import Pen
from qfdesk.paper.wrap import Ruler, wrap

SIZE, TITLE = 6.8, 8.5
INK, SOFT, GRID = HexColor("#1B2430"), HexColor("#5A6675"), HexColor("#DCE1E7")
COLOURS = tuple(HexColor(c) for c in ("#0F6E6E", "#D58A1F", "#1D5A9E", "#8C959F", "#B3261E", "#6A4C93"))
"""Told apart by lightness too, and lines by their marks, for a printer that knows no colours."""
_TURN, _GAP = 35, 3.0


@dataclass(frozen=True)
class Series:
    """One row of bars or one line; None: no figure there. ``share``: fractions of 1, told in per cent."""

    name: str
    values: tuple[float | None, ...]
    share: bool = False


@dataclass(frozen=True)
class Picture:
    """A chart with every word said."""

    kind: str
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True)
class Plot:
    """Where the axes lie: the lower left corner, how wide and high, and how far the figures go."""

    x: float
    y: float
    width: float
    height: float
    top: float
    count: int

    @property
    def slot(self) -> float:
        return self.width / max(self.count, 1)

    def middle(self, place: int) -> float:
        return self.x + self.slot * (place + 0.5)

    def at(self, value: float) -> float:
        return self.y + self.height * value / self.top


def draw_chart(pen: Pen, x: float, top: float, width: float, height: float, picture: Picture) -> None:
    """Draws a chart whose upper left corner is (x, top)."""
    drawing = Drawing(width, height)
    for shape in _shapes(picture, width, height):
        drawing.add(shape)
    renderPDF.draw(drawing, pen.canvas, x, top - height)


def _shapes(picture: Picture, width: float, height: float) -> list[Shape]:
    labels = _labels(picture.labels, (width - 56) / max(len(picture.labels), 1))
    legend = _legend(picture, width, height - TITLE * 1.7)
    below = max((_low(lines) for lines in labels), default=0.0) + 6
    above = TITLE * 1.8 + (SIZE * 1.6 if legend else 0) + 12
    shares = all(one.share for one in picture.series)
    top = 1.0 if shares else _top(picture)
    plot = Plot(28, below, width - 56, height - below - above, top, len(picture.labels))
    shapes = [_text(0, height - TITLE, picture.title, TITLE, strong=True), *legend, *_axis(plot, share=shares)]
    draw = {PARETO: _pareto, BARS: _bars}.get(picture.kind, _lines)
    return [*shapes, *draw(plot, picture.series), *_named(plot, labels)]


def _top(picture: Picture) -> float:
    """How far the axis goes: for a Pareto chart to the sum of the bars, so that both scales are one."""
    counts = [value or 0.0 for one in picture.series if not one.share for value in one.values]
    highest = sum(counts) if picture.kind == PARETO else max(counts, default=0.0)
    return highest if picture.kind == PARETO and highest else _rounded(highest)


def _rounded(highest: float) -> float:
    step = _step(highest)
    return max(step, -(-highest // step) * step)


def _step(highest: float) -> float:
    """Whole numbers between the marks, five marks at most."""
    size = 1.0
    while True:
        for step in (size, size * 2, size * 5):
            if highest / step <= 5:
                return step
        size *= 10


def _axis(plot: Plot, *, share: bool) -> list[Shape]:
    shapes: list[Shape] = []
    step = 0.25 if share else _step(plot.top)
    value = 0.0
    while value <= plot.top + 1e-9:
        y = plot.at(value)
        shapes.append(Line(plot.x, y, plot.x + plot.width, y, strokeColor=GRID if value else SOFT, strokeWidth=0.5))
        shapes.append(_text(plot.x - 3, y - SIZE * 0.36, _figure(value, share), SIZE, anchor="end", color=SOFT))
        value += step
    return shapes


def _pareto(plot: Plot, series: Sequence[Series]) -> list[Shape]:
    bars, run = series
    shapes = _bars(plot, [bars])
    scaled = tuple(None if value is None else value * plot.top for value in run.values)
    shapes += _line(plot, scaled, COLOURS[1], 0)
    for part in (0.0, 0.5, 0.8, 1.0):
        y = plot.at(part * plot.top)
        shapes.append(_text(plot.x + plot.width + 3, y - SIZE * 0.36, f"{part:.0%}", SIZE, color=SOFT))
        if part == 0.8:
            end = plot.x + plot.width
            shapes.append(Line(plot.x, y, end, y, strokeColor=COLOURS[1], strokeWidth=0.4, strokeDashArray=(2, 2)))
    return shapes


def _bars(plot: Plot, series: Sequence[Series]) -> list[Shape]:
    shapes: list[Shape] = []
    wide = min(plot.slot * 0.72 / len(series), 26)
    for n, one in enumerate(series):
        for place, value in enumerate(one.values):
            left = plot.middle(place) + (n - len(series) / 2) * wide
            high = plot.at(value or 0) - plot.y
            shapes.append(Rect(left, plot.y, wide, high, fillColor=COLOURS[n], strokeColor=None, strokeWidth=0))
            if value:
                said = _figure(value, one.share)
                shapes.append(_text(left + wide / 2, plot.y + high + 2, said, SIZE * 0.92, anchor="middle"))
    return shapes


def _lines(plot: Plot, series: Sequence[Series]) -> list[Shape]:
    return [shape for n, one in enumerate(series) for shape in _line(plot, one.values, COLOURS[n % len(COLOURS)], n)]


def _line(plot: Plot, values: Sequence[float | None], color: Color, mark: int) -> list[Shape]:
    """A line through the figures there are; it stops where there is none."""
    shapes: list[Shape] = []
    run: list[float] = []
    for place, value in enumerate([*values, None]):
        if value is not None:
            run += [plot.middle(place), plot.at(value)]
            shapes.append(_mark(run[-2], run[-1], color, mark))
        elif run:
            if len(run) > 2:
                shapes.insert(0, PolyLine(run, strokeColor=color, strokeWidth=1.3))
            run = []
    return shapes


def _mark(x: float, y: float, color: Color, kind: int, size: float = 2.1) -> Shape:
    look = {"fillColor": color, "strokeColor": color, "strokeWidth": 0.4}
    if kind % 4 == 0:
        return Circle(x, y, size * 0.9, **look)
    if kind % 4 == 1:
        return Rect(x - size * 0.8, y - size * 0.8, size * 1.6, size * 1.6, **look)
    if kind % 4 == 2:
        return Polygon([x - size, y - size * 0.8, x + size, y - size * 0.8, x, y + size], **look)
    return Polygon([x - size, y, x, y - size, x + size, y, x, y + size], **look)


def _legend(picture: Picture, width: float, y: float) -> list[Shape]:
    """What each colour stands for, where there are several."""
    shapes: list[Shape] = []
    if len(picture.series) < 2:
        return shapes
    x = 0.0
    for n, one in enumerate(picture.series):
        need = 9 + regular().width(one.name, SIZE) + 8
        if x + need > width and x:
            break
        line = picture.kind != BARS and (picture.kind != PARETO or n == len(picture.series) - 1)
        mark = 0 if picture.kind == PARETO else n
        color = COLOURS[n % len(COLOURS)]
        shapes.append(
            _mark(x + 3, y - SIZE * 0.9, color, mark)
            if line
            else Rect(x, y - SIZE * 1.2, 6, 6, fillColor=color, strokeColor=None)
        )
        shapes.append(_text(x + 9, y - SIZE * 1.2, one.name, SIZE, color=SOFT))
        x += need
    return shapes


def _labels(labels: Sequence[str], slot: float) -> list[list[str]]:
    """The labels in lines as wide as their place; one line for all, to be turned, where that takes more than three."""
    ruler = Ruler(regular().advance, SIZE)
    set_labels = [wrap(label, slot - 2, ruler) for label in labels]
    fits = all(len(lines) <= 3 and all(ruler.width(line) <= slot for line in lines) for lines in set_labels)
    whole = not any(_cut_inside(label, lines) for label, lines in zip(labels, set_labels, strict=True))
    return set_labels if fits and whole else [["", _shortened(label, ruler)] for label in labels]


def _cut_inside(label: str, lines: Sequence[str]) -> bool:
    """Whether a word or number was cut."""
    return len(lines) > 1 and max(label, default="") < "\u2e80" and " ".join(lines) != label


def _shortened(label: str, ruler: Ruler) -> str:
    while ruler.width(label) > 62:
        label = f"{label.rstrip('…')[:-1]}…"
    return label


def _is_turned(lines: Sequence[str]) -> bool:
    return len(lines) == 2 and not lines[0]


def _low(lines: Sequence[str]) -> float:
    """How far below the axis a label reaches."""
    if _is_turned(lines):
        return regular().width(lines[1], SIZE) * 0.574 + SIZE + _GAP
    return len(lines) * SIZE * 1.25 + _GAP


def _named(plot: Plot, labels: Sequence[list[str]]) -> list[Shape]:
    shapes: list[Shape] = []
    for place, lines in enumerate(labels):
        x, y = plot.middle(place), plot.y - _GAP - SIZE
        if _is_turned(lines):
            turned = Group(_text(0, 0, lines[1], SIZE, anchor="end", color=SOFT))
            turned.translate(x + 3, y + 2)
            turned.rotate(_TURN)
            shapes.append(turned)
        else:
            shapes += [
                _text(x, y - n * SIZE * 1.25, line, SIZE, anchor="middle", color=SOFT) for n, line in enumerate(lines)
            ]
    return shapes


def _text(
    x: float, y: float, said: str, size: float, *, anchor: str = "start", color: Color = INK, strong: bool = False
) -> String:
    cut = bold() if strong else regular()
    known = "".join(char if char in cut.glyphs else GETA for char in said)
    return String(x, y, known, fontName=cut.font.fontName, fontSize=size, textAnchor=anchor, fillColor=color)


def _figure(value: float, share: bool) -> str:
    return f"{value:.0%}" if share else f"{value:g}"
