"""Who answered, as the report says it: by audience, by what way, with what help; who is missing."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from insights.charts import Bar, Table, bar_chart, say_bars
from insights.comparing.presenting import number_words
from insights.exports.missing_table import missing_table
from insights.exports.published import ALL, Published
from insights.exports.report_method import headings_of, stated


def people_of(published: Published, label: Callable[[str], str]) -> dict:
    """Return the part of the report on who answered; `label` says what a question is called."""
    return {
        "state": stated(published),
        "who": _who(published),
        "ways": _ways(published),
        "helped": [_helped(asked, rows) for asked, rows in published.helped()],
        "answered": [
            [label(one.key), people_who_answered(published, one.key)]
            for one in published.questions()
        ],
        "answered_headings": headings_of(_("Question"), numbers=[_("People")]),
        "missing": [missing_table(*one) for one in published.compared()],
    }


def people_who_answered(published: Published, key: str) -> str:
    return number_words(published.shown(("answered", key), ALL).people)


def percent_or_symbol(value) -> str:
    return f"{value}%" if isinstance(value, int) else value


def _who(published) -> dict | None:
    groups = [group for group in published.groups if group is not ALL]
    if not groups:
        return None
    counts = {group: published.people_shown(group) for group in groups}
    names = published.groups
    bars = [Bar(names[group], str(n), _size(n)) for group, n in counts.items()]
    rows = [[names[group], n] for group, n in counts.items()]
    headings = headings_of(_("Audience"), numbers=[_("People")])
    title = _("People by audience")
    table = Table(title, headings, rows)
    return bar_chart(bars, name="who", title=title, summary=say_bars(bars), table=table)


def _ways(published) -> list[dict]:
    """Return a table for each thing that tells ways apart, which heads it."""
    tables: dict[str, dict] = {}
    for told_by, group, shown in published.way_rows():
        headings = headings_of(_("Group"), numbers=[_("People"), _("Share")])
        table = tables.setdefault(told_by, {"caption": told_by, "headings": headings, "rows": []})
        cells = number_words(shown.people), percent_or_symbol(shown.percent)
        table["rows"].append([group, *cells])
    return list(tables.values())


def _helped(asked, rows) -> dict:
    """Return a table of what people told of help; how many told stands once, above it."""
    told = number_words(rows[0][1].base)
    return {
        "caption": _("%(question)s People who told: %(people)s.")
        % {"question": asked, "people": told},
        "headings": headings_of(_("Help"), numbers=[_("People"), _("Share")]),
        "rows": [
            [words, number_words(shown.people), percent_or_symbol(shown.percent)]
            for words, shown in rows
        ],
    }


def _size(count) -> int | None:
    return count if isinstance(count, int) else None
