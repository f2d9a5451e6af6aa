"""Native charts of a workbook: bars beside the table that they are drawn from.

A spreadsheet program takes a text such as [c] for nought, and a label "0" would say that nobody
did. So such a cell is labelled with its own symbol, at a bar that has no length.
"""

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils.units import cm_to_EMU

from insights.exports.table import Table


# Told apart by lightness too, so that they differ in grey and to colour-blind eyes.
COLOURS = ("1D4E89", "E07A1F", "5AA9A3", "8C1C4B", "B7A1D6", "5C6F7B")
WIDE_CM, ROW_CM = 24.0, 0.4
# Where a row has less, LibreOffice leaves out every second name.
LEAST_ROW_CM = 1.3
# What title, axis and names of the bars take.
AROUND_CM = 4.0
ROWS_BETWEEN = 2
NOT_SHOWN = ("showSerName", "showCatName", "showLegendKey", "showPercent")
POINTS_IN_CM, ROW_POINTS = 28.35, 15


class _DescribedAnchor(OneCellAnchor):
    """A place on a sheet whose chart has words in its stead, for which openpyxl has no place."""

    __attrs__, __elements__ = OneCellAnchor.__attrs__, OneCellAnchor.__elements__
    words = ""

    def __setattr__(self, name, value):
        if name == "graphicFrame" and value is not None:
            value.nvGraphicFramePr.cNvPr.descr = self.words
        super().__setattr__(name, value)


def add_charts(sheet, table: Table, rows: list[tuple], *, first_row: int) -> None:
    """Draw a table's charts on its sheet, right of the table and one below the other."""
    top = first_row - 1
    for chart in table.charts:
        drawn = _drawn(sheet, table, chart, rows[chart.first : chart.last + 1], first_row)
        drawn.anchor = _anchor(sum(one.parts for one in table.columns) + 1, top, drawn, chart.words)
        sheet.add_chart(drawn)
        top += int(drawn.height * POINTS_IN_CM / ROW_POINTS) + ROWS_BETWEEN


def _drawn(sheet, table, chart, rows, first_row):
    bars = BarChart()
    bars.type, bars.style, bars.gapWidth, bars.overlap = "bar", 10, 60, 0
    bars.title, bars.width = chart.title, WIDE_CM
    bars.height = AROUND_CM + len(rows) * max(LEAST_ROW_CM, ROW_CM * (len(chart.series) + 1))
    if len(chart.series) == 1:
        bars.legend = None
    else:
        bars.legend.position = "b"
        bars.legend.overlay = False
    bars.y_axis.title = chart.unit
    # Left unsaid, Excel writes both over the bars.
    bars.title.overlay = bars.y_axis.title.overlay = False
    bars.y_axis.scaling.min, bars.y_axis.scaling.max, bars.y_axis.majorUnit = 0, 100, 20
    bars.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="D9D9D9"))
    # From the top down, as the table has them; the axis of numbers then stands below.
    bars.x_axis.scaling.orientation = "maxMin"
    bars.y_axis.crosses = "max"
    bars.x_axis.delete = bars.y_axis.delete = False
    # No program is to leave out names where bars are close.
    bars.x_axis.tickLblSkip = 1
    place = (first_row + chart.first, first_row + chart.last)
    # A text that goes on takes more than one column of the sheet.
    at = [1 + sum(one.parts for one in table.columns[:n]) for n in range(len(table.columns))]
    for number, column in enumerate(chart.series):
        values = [row[column] for row in rows]
        series = _series(sheet, at[column], place, values, table.columns[column].heading)
        labels = AxDataSource(strRef=StrRef(f=_cells(sheet, at[chart.label], place)))
        series.idx = series.order = number
        series.cat = labels
        series.graphicalProperties.solidFill = COLOURS[number % len(COLOURS)]
        bars.series.append(series)
    return bars


def _series(sheet, column, place, values, name):
    numbers = NumDataSource(numRef=NumRef(f=_cells(sheet, column, place)))
    series = Series(val=numbers, tx=SeriesLabel(v=name))
    shown = {"showVal": True, **dict.fromkeys(NOT_SHOWN, False)}
    symbols = [
        # The bar has no length, and its number is shown as the symbol that stands in the cell.
        DataLabel(idx=number, numFmt=f'"{value}"', **shown)
        for number, value in enumerate(values)
        if isinstance(value, str)
    ]
    series.dLbls = DataLabelList(dLbl=symbols, **shown)
    return series


def _cells(sheet, column, place) -> str:
    first, last = place
    return str(Reference(sheet, min_col=column, min_row=first, max_row=last))


def _anchor(column, row, drawn, words):
    size = XDRPositiveSize2D(cm_to_EMU(drawn.width), cm_to_EMU(drawn.height))
    anchor = _DescribedAnchor(_from=AnchorMarker(col=column, row=row), ext=size)
    anchor.words = words
    return anchor
