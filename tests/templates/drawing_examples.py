"""Example contexts of what is drawn, made by the functions that make them for pages."""

from insights.charts import Bar, Column, Table, bar_chart, column_chart, say_bars, say_columns
from surveys.routes.graph import Node, Way, draw


BARS = [
    Bar("Parents", "62%", 62.0, (55.1, 68.4), 50.0, "More than expected"),
    Bar("Children", "38%", 38.0, (31.6, 44.9), 50.0),
    Bar("Practitioners", "[c]", None),
]
DAYS = [Column("2 Mar", "15", 15), Column("9 Mar", "[c]", None), Column("16 Mar", "0", 0)]
FIGURES = Table(
    "Who answered", [{"text": "Group"}, {"text": "People", "numeric": True}], [["A", 5]]
)
BAR_CHART = bar_chart(
    BARS, name="who", title="Who answered", summary=say_bars(BARS), table=FIGURES, whole=100
)
DAY_CHART = column_chart(DAYS, name="when", title="When", summary=say_columns(DAYS), table=FIGURES)
DRAWING_EXAMPLES = {
    "chart_bars": [{"chart": BAR_CHART}],
    "chart_caption": [{"chart": BAR_CHART}],
    "chart_days": [{"chart": DAY_CHART}],
    "chart_table": [{"chart": BAR_CHART}],
    "route_graph": [
        {
            "drawing": draw(
                [Node("Permissions", ""), Node("Clubs", "1 question"), Node("Why", "", "if no")],
                [Way(-1, 0), Way(-1, 1), Way(0, 1)],
                otherwise="otherwise",
            ),
            "id": "child-8_11",
            "name": "I am a child, 8 to 11",
        }
    ],
    "share_bar": [
        {"bar": {"share": 42.0, "low": 29.4, "high": 55.8, "between": 26.4}},
        {"bar": None},
    ],
}
