"""Charts drawn on the server, for pages and for files: bars of groups, columns of days or weeks.

Pure. A chart is a dict for one component, which holds its heading, one sentence that says what it
says, the drawing, the same as a table, and that people chose to take part. It needs no script.

    bars = [Bar("Parents", "120 · 60%", 120), Bar("Children", "[c]", None)]
    headings = [{"text": "Group"}, {"text": "People", "numeric": True}]
    table = Table("Who answered", headings, [["Parents", 120], ["Children", "[c]"]])
    chart = bar_chart(bars, name="who", title="Who", summary=say_bars(bars), table=table)

    {% include "components/chart_bars.html" with chart=chart only %}          in a page
    render_to_string("components/chart_bars.html", {"chart": chart})          in a file

`column_chart` goes with "components/chart_days.html" in the same way. The looks of both are in
static/scss/_chart.scss, built into static/css/staff.css. Sizes are what may be shown: give rounded
figures where only rounded ones may be seen, and None where nothing may, so that no drawing can be
measured for what its words hide.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from insights.comparing.presenting import self_selected


@dataclass(frozen=True)
class Bar:
    """One group. `figure` stands beside it in words; `size` None draws nothing.

    `interval` is drawn over the bar, `mark` as a line across it: both on the scale of `size`.
    """

    label: str
    figure: str
    size: float | None
    interval: tuple[float, float] | None = None
    mark: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Column:
    """One day or week, in its turn. `size` None is drawn as "hidden", never as none."""

    label: str
    figure: str
    size: float | None


@dataclass(frozen=True)
class Table:
    """The same figures as components/table.html takes them."""

    caption: str
    headings: Sequence[dict]
    rows: Sequence[Sequence]


def bar_chart(
    bars: Sequence[Bar],
    *,
    name: str,
    title: str,
    summary: str,
    table: Table,
    whole: float | None = None,
) -> dict:
    """Return a chart for components/chart_bars.html.

    `name` makes its ids, once on a page. The end of the scale is `whole`, such as 100 for shares,
    else the longest bar.
    """
    ends = [end for bar in bars for end in _ends(bar)]
    end = whole or max(ends, default=0) or 1
    return {
        **_about(name, title, summary, table),
        "bars": [
            {
                "label": bar.label,
                "figure": bar.figure,
                "note": bar.note,
                "bar": _drawn(bar, end),
            }
            for bar in bars
        ],
        "has_interval": any(bar.interval for bar in bars),
        "has_mark": any(bar.mark is not None for bar in bars),
    }


def column_chart(
    columns: Sequence[Column], *, name: str, title: str, summary: str, table: Table
) -> dict:
    """Return a chart for components/chart_days.html: a column for each day or week, in turn."""
    top = nice_top(max((column.size or 0 for column in columns), default=0))
    labels = [column.label for column in columns]
    has_each = len(columns) <= LABELLED
    return {
        **_about(name, title, summary, table),
        "width": COLUMN * len(columns),
        "columns": [
            {"x": COLUMN * place + GAP / 2, **_column(column, top)}
            for place, column in enumerate(columns)
        ],
        "top": number_format(top, use_l10n=True, force_grouping=True),
        "middle": number_format(top / 2, 0, use_l10n=True, force_grouping=True),
        "has_hidden": any(column.size is None for column in columns),
        "ends": labels if has_each else [labels[0], labels[-1]],
        "has_each": has_each,
    }


def say_bars(bars: Sequence[Bar]) -> str:
    """Return one sentence on the longest and shortest bar that are drawn."""
    drawn = [bar for bar in bars if bar.size is not None]
    if not drawn:
        return _("No figure can be shown: the groups are too small.")
    if len(drawn) == 1:
        return _("“%(group)s”: %(figure)s.") % {"group": drawn[0].label, "figure": drawn[0].figure}
    # Of equal ones the first and the last, as they stand in the chart.
    most = max(drawn, key=lambda bar: bar.size or 0)
    least = min(reversed(drawn), key=lambda bar: bar.size or 0)
    return _("Most: “%(most)s”, %(most_figure)s. Fewest shown: “%(least)s”, %(least_figure)s.") % {
        "most": most.label,
        "most_figure": most.figure,
        "least": least.label,
        "least_figure": least.figure,
    }


def say_columns(columns: Sequence[Column]) -> str:
    """Return one sentence on the first, the last and the highest column."""
    drawn = [column for column in columns if column.size]
    if not drawn:
        return _("No figure can be shown: on each day too few people answered.")
    highest = max(drawn, key=lambda column: column.size or 0)
    return _("From %(first)s to %(last)s. Most: %(when)s, %(figure)s.") % {
        "first": columns[0].label,
        "last": columns[-1].label,
        "when": highest.label,
        "figure": highest.figure,
    }


def nice_top(most: float) -> int:
    """Return where a scale ends: an even number, so that its middle is a whole one too.

    >>> [nice_top(most) for most in (0, 1, 3, 7, 12, 41, 205, 1230)]
    [2, 2, 4, 8, 20, 50, 300, 2000]
    """
    step = 1
    while True:
        for factor in (2, 4, 6, 8) if step == 1 else (1, 2, 3, 4, 5, 6, 8):
            if most <= factor * step:
                return factor * step
        step *= 10


# The drawings are 100 high, or 100 wide, and are stretched to their room.
COLUMN, GAP, HIGH = 10, 2, 100
# Up to so many columns each have their label under them, also on a phone.
LABELLED = 4


def _about(name, title, summary, table) -> dict:
    return {
        "name": name,
        "title": title,
        "summary": summary,
        "table": table,
        "self_selected": self_selected(),
    }


def _ends(bar) -> list[float]:
    ends = [bar.size, bar.mark, bar.interval[1] if bar.interval else None]
    return [end for end in ends if end is not None]


def _drawn(bar, end) -> dict | None:
    """Return a bar as components/share_bar.html takes it, in parts of a hundred."""
    if bar.size is None:
        return None
    low, high = bar.interval or (0, 0)
    return {
        "share": _percent(bar.size, end),
        "low": _percent(low, end),
        "high": _percent(high, end),
        "between": _percent(high - low, end),
        "mark": None if bar.mark is None else _percent(bar.mark, end),
    }


def _column(column, top) -> dict:
    # What is hidden stands as a pale column of full height: it says that something is there.
    high = HIGH if column.size is None else _percent(column.size, top)
    return {
        "y": round(HIGH - high, 2),
        "width": COLUMN - GAP,
        "height": high,
        "is_hidden": column.size is None,
    }


def _percent(size, end) -> float:
    return round(min(100 * size / end, 100.0), 2)
