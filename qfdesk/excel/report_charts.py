"""Charts in a report's workbook, drawn by the spreadsheet from the cells of the table above them."""

from __future__ import annotations

from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties

from qfdesk.model.report import BARS, PARETO, Chart

CHART_ROWS, CHART_WIDTH = 14, 362.0
"""Rows of usual height, and points."""
_WIDTH, _HEIGHT = 12.6, 6.9
"""Centimetres."""
_COLOURS = ("0F6E6E", "D58A1F", "1D5A9E", "8C959F", "B3261E", "6A4C93")


def chart_for(sheet: Any, chart: Chart, head: int, rows: int, lang: str) -> Any:
    """A chart of ``rows`` rows under the header row ``head``."""
    names = Reference(sheet, min_col=chart.label + 1, min_row=head + 1, max_row=head + rows)
    if chart.kind == PARETO:
        drawn = _bars(sheet, chart.values[:1], head, rows, names)
        drawn += _cumulated(sheet, chart.values[1], head, rows, names)
        drawn.y_axis.crosses = "min"
    elif chart.kind == BARS:
        drawn = _bars(sheet, chart.values, head, rows, names)
    else:
        drawn = _lines(sheet, chart.values, head, rows, names)
    drawn.title = chart.title.say(lang)
    drawn.width, drawn.height = _WIDTH, _HEIGHT
    drawn.legend.position = "b"
    if len(chart.values) == 1:
        drawn.legend = None
    for axis in (drawn.x_axis, drawn.y_axis):
        axis.delete = False
    return drawn


def _columns(drawn: Any, sheet: Any, values: tuple[int, ...], head: int, rows: int, names: Any) -> None:
    for place in values:
        column = Reference(sheet, min_col=place + 1, min_row=head, max_row=head + rows)
        drawn.add_data(column, titles_from_data=True)
    drawn.set_categories(names)
    for n, series in enumerate(drawn.series):
        color = _COLOURS[n % len(_COLOURS)]
        series.graphicalProperties = GraphicalProperties(solidFill=color)
        series.graphicalProperties.line.solidFill = color


def _bars(sheet: Any, values: tuple[int, ...], head: int, rows: int, names: Any) -> Any:
    drawn = BarChart()
    drawn.type, drawn.gapWidth = "col", 60
    _columns(drawn, sheet, values, head, rows, names)
    drawn.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    drawn.y_axis.number_format = "0"
    drawn.y_axis.scaling.min = 0
    return drawn


def _lines(sheet: Any, values: tuple[int, ...], head: int, rows: int, names: Any) -> Any:
    drawn = LineChart()
    _columns(drawn, sheet, values, head, rows, names)
    for n, series in enumerate(drawn.series):
        series.graphicalProperties.line.width = 22_000
        series.smooth = False
        series.marker.symbol = ("circle", "square", "triangle", "diamond")[n % 4]
        series.marker.size = 5
        series.marker.graphicalProperties = GraphicalProperties(solidFill=_COLOURS[n % len(_COLOURS)])
    drawn.y_axis.scaling.min = 0
    if sheet.cell(head + 1, values[0] + 1).number_format.endswith("%"):
        drawn.y_axis.number_format, drawn.y_axis.scaling.max = "0%", 1
    return drawn


def _cumulated(sheet: Any, place: int, head: int, rows: int, names: Any) -> Any:
    """The line of the cumulated share, on an axis of its own at the right."""
    drawn = _lines(sheet, (place,), head, rows, names)
    series = drawn.series[0]
    series.graphicalProperties.line.solidFill = _COLOURS[1]
    series.marker.graphicalProperties = GraphicalProperties(solidFill=_COLOURS[1])
    drawn.y_axis.axId, drawn.y_axis.crosses, drawn.y_axis.delete = 200, "max", False
    drawn.y_axis.majorGridlines = None
    drawn.y_axis.number_format, drawn.y_axis.scaling.max = "0%", 1
    return drawn
