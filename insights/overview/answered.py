"""Charts of who answered: by what is known of people, and by day or week. Pure.

Drawn from one release alone, so that who may not see exact numbers gets nothing drawn from them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.charts import (
    Bar,
    Column,
    Table,
    bar_chart,
    column_chart,
    say_bars,
    say_columns,
)
from insights.comparing.attributes import Attribute
from insights.comparing.presenting import number_words
from insights.comparing.tally import NOT_KNOWN
from insights.disclosure import HIDDEN, Figure, Release
from insights.overview.figures import EVERYBODY, weeks_of, whole_of
from insights.overview.people import People
from insights.statistics import base_warning


# So many columns can be told apart; beyond it days become weeks for everybody.
MOST_DAYS = 92
SEPARATOR = "\N{NO-BREAK SPACE}· "


@dataclass(frozen=True)
class Seen:
    """Counts as one reader may see them."""

    people: People
    release: Release

    @property
    def is_exact(self) -> bool:
        return self.release.is_restricted

    @property
    def everybody(self) -> str:
        return number_words(self.release[EVERYBODY].count)


def size_of(figure: Figure) -> int | None:
    """Return what may be drawn of a figure, None where nothing may."""
    return figure.count if isinstance(figure.count, int) else None


def percent_words(figure: Figure) -> str:
    """Return a percentage; "" where a figure is no share of anything."""
    if not isinstance(figure.percent, int):
        return figure.percent
    return _("under 1%") if figure.count and not figure.percent else f"{figure.percent}%"


def figure_words(figure: Figure) -> str:
    """Return a number with its percentage where there is one."""
    count = number_words(figure.count)
    is_share = isinstance(figure.percent, int)
    return f"{count}{SEPARATOR}{percent_words(figure)}" if is_share else count


def answered_charts(seen: Seen, attributes: Sequence[Attribute]) -> list[dict]:
    """Return a chart for each attribute that somebody was asked, in the order given."""
    shown = [each for each in attributes if seen.people.groups.get(each.key)]
    return [attribute_chart(seen, each) for each in shown]


def attribute_chart(seen: Seen, attribute: Attribute) -> dict:
    """Return the groups of an attribute, the largest first; "not known" comes last."""
    whole = whole_of(seen.people, attribute)
    bars = [_bar(seen, attribute, code) for code in _codes(seen, attribute)]
    return bar_chart(
        bars,
        name=f"by-{attribute.key}",
        title=attribute.name,
        summary=_summary(seen, attribute, whole, bars),
        table=Table(
            attribute.name,
            [
                {"text": attribute.name},
                {"text": _("People"), "numeric": True},
                {"text": _("Share"), "numeric": True},
            ],
            [_row(seen, attribute, code) for code in _codes(seen, attribute)],
        ),
        whole=size_of(seen.release[whole.cell]),
    )


def days_chart(seen: Seen) -> dict | None:
    """Return people by day where exact numbers may be seen, else by week; None without anybody.

    On most days few people answer, so that by day nearly all would be hidden, and a day on which
    one did can point to one visit. A week is seldom so small, and hidden where it is.
    """
    days = seen.people.days
    if not days:
        return None
    is_by_day = seen.is_exact and (max(days) - min(days)).days < MOST_DAYS
    columns = _days(days) if is_by_day else _weeks(seen)
    when = _("Day") if is_by_day else _("Week from")
    title = _("Answers by day") if is_by_day else _("Answers by week")
    return column_chart(
        columns,
        name="days",
        title=title,
        summary=say_columns(columns),
        table=Table(
            title,
            [{"text": when}, {"text": _("People"), "numeric": True}],
            [[column.label, column.figure] for column in columns],
        ),
    )


def _days(days) -> list[Column]:
    first, last = min(days).toordinal(), max(days).toordinal()
    every = (min(days).fromordinal(number) for number in range(first, last + 1))
    return [_column(day, days.get(day, 0)) for day in every]


def _weeks(seen) -> list[Column]:
    return [_column(week, seen.release["week", week].count) for week in weeks_of(seen.people.days)]


def _column(day, count) -> Column:
    size = count if isinstance(count, int) else None
    return Column(date_format(day, "j M Y"), number_words(count), size)


def _codes(seen, attribute) -> list[str]:
    """Return the codes of an attribute, the largest group first, by what is shown of them."""
    codes = [
        cell[1]
        for cell in seen.release.figures
        if len(cell) == 2 and cell[0] == attribute.key and _is_code(cell[1])
    ]

    def rank(code):
        figure = seen.release[attribute.key, code]
        percent = figure.percent if isinstance(figure.percent, int) else 0
        return code == NOT_KNOWN, -percent, -(size_of(figure) or 0), code

    return sorted(codes, key=rank)


def _is_code(code) -> bool:
    return isinstance(code, str) and not code.startswith("*")


def _bar(seen, attribute, code) -> Bar:
    figure = seen.release[attribute.key, code]
    return Bar(attribute.name_of(code), figure_words(figure), size_of(figure))


def _row(seen, attribute, code) -> list:
    figure = seen.release[attribute.key, code]
    return [attribute.name_of(code), number_words(figure.count), percent_words(figure)]


def _summary(seen, attribute, whole, bars) -> str:
    base = seen.release[whole.cell].count
    known = [bar for bar in bars if bar.label != attribute.name_of(NOT_KNOWN)]
    sentences = [_base_words(base, whole, seen)]
    if known:
        sentences.append(say_bars(known))
    if attribute.overlaps:
        sentences.append(_("A person can be in several groups."))
    if isinstance(base, int) and base_warning(base):
        sentences.append(f"{base_warning(base)}.")
    return " ".join(sentences)


def _base_words(base, whole, seen) -> str:
    if base == HIDDEN:
        return _("Of fewer people than may be told.")
    words = (
        ngettext("Of %(n)s person who answered.", "Of %(n)s people who answered.", base)
        if whole.cell == EVERYBODY
        else ngettext("Of %(n)s person who was asked.", "Of %(n)s people who were asked.", base)
    )
    return words % {"n": number_words(base)}
