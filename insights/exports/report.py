"""The report kind: one HTML file that needs nothing else, for screens, screen readers and paper.

Every figure comes from the same release as the publication workbook, so both hide the same.
"""

from collections import Counter
from functools import cached_property
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from insights.charts import Bar, Table, bar_chart, say_bars
from insights.comparing.differences import compare_groups
from insights.comparing.presenting import number_words, self_selected, share_behind
from insights.disclosure import HIDDEN, NOT_APPLICABLE, Counts, key_to_symbols, release
from insights.engine.stance import VALUES
from insights.exports.facts import Manifest, Source
from insights.exports.missing_table import missing_table
from insights.exports.published import ALL, Published, Shown
from insights.exports.report_method import (
    day_words,
    headings_of,
    left_out_rows,
    method_of,
    stated,
)
from insights.splits import parts_of
from insights.statistics import share_in_words


STYLE = Path(__file__).with_name("report.css")
# More bars than this are a table, not a picture.
MOST_BARS = 12
# Below this a bar of parts is too coarse to say anything.
LEAST_SPLIT = 30


class ReportKind:
    """The kind of file: a page, so it writes itself."""

    suffix = ".html"
    content_type = "text/html; charset=utf-8"
    is_public = True
    has_people = False

    def write(self, source: Source, manifest: Manifest, *, path: Path, progress) -> None:
        """Write the page to `path`."""
        name = str(_("Report"))
        progress(name, 0, 0)
        report = Report(source, manifest)
        page = render_to_string("insights/report.html", report.context())
        # Templates of ours may hold no styles, which pages of the site may not use; a file may.
        style = f"<style>\n{STYLE.read_text()}</style>\n</head>"
        path.write_text(page.replace("</head>", style, 1), encoding="utf-8", errors="ignore")
        manifest.suppressed_cells = report.published.hidden()
        manifest.quotes = report.quoted
        manifest.rows[name] = len(report.published.themes())


class Report:
    """What the report says of one source."""

    def __init__(self, source: Source, manifest: Manifest):
        self.published = Published(source)
        self._source, self._manifest = source, manifest
        self.quoted: list[str] = []

    def context(self) -> dict:
        questions = list(self._questions())
        return {
            "title": self._source.title,
            "author": self._source.author,
            "language": get_language() or self._source.language,
            "words_language": self._source.language,
            "made_on": day_words(self._manifest.made_on),
            "self_selected": self_selected(),
            "people": number_words(self.published.people_shown(ALL)),
            "short": [each["first"] for each in questions if each["first"]],
            **self._people(),
            "questions": [each for each in questions if each["themes"] or each.get("rows")],
            "untold": [
                [each["label"], each["people"]]
                for each in questions
                if not (each["themes"] or each.get("rows"))
            ],
            "joins": list(self._joins()),
            "serious": [one.name for one in self.published.themes() if one.is_serious],
            "recommendations": [self._recommended(one) for one in self._source.recommendations()],
            "commitments": self._source.commitments(),
            "method": method_of(self.published, self._source, self._label),
            "left_out": left_out_rows(self._manifest),
            "manifest": self._manifest,
            "symbols": key_to_symbols(),
        }

    # --- who ---

    def _people(self) -> dict:
        return {
            "state": stated(self.published),
            "who": self._who(),
            "ways": self._ways(),
            "way_headings": headings_of(
                _("Group"), _("Told apart by"), numbers=[_("People"), _("Share")]
            ),
            "helped": self._helped(),
            "helped_headings": headings_of(
                _("Help"),
                numbers=[_("People"), _("People who told"), _("Share")],
            ),
            "answered": self._answered(),
            "answered_headings": headings_of(_("Question"), numbers=[_("People")]),
            "missing": [missing_table(*one) for one in self.published.compared()],
        }

    def _who(self) -> dict | None:
        groups = [group for group in self.published.groups if group is not ALL]
        if not groups:
            return None
        counts = {group: self.published.people_shown(group) for group in groups}
        names = self.published.groups
        bars = [Bar(names[group], str(n), _size(n)) for group, n in counts.items()]
        rows = [[names[group], n] for group, n in counts.items()]
        headings = headings_of(_("Audience"), numbers=[_("People")])
        title = _("People by audience")
        table = Table(title, headings, rows)
        return bar_chart(bars, name="who", title=title, summary=say_bars(bars), table=table)

    def _ways(self) -> list[list]:
        return [
            [group, told_by, number_words(shown.people), _percent(shown.percent)]
            for told_by, group, shown in self.published.way_rows()
        ]

    def _helped(self) -> list[list]:
        return [
            [
                words,
                number_words(shown.people),
                number_words(shown.base),
                _percent(shown.percent),
            ]
            for _told_by, words, shown in self.published.help_rows()
        ]

    def _answered(self) -> list[list]:
        return [[self._label(one.key), self._people_of(one)] for one in self.published.questions()]

    def _people_of(self, question) -> str:
        return number_words(self.published.shown(("answered", question.key), ALL).people)

    @cached_property
    def _labels(self) -> dict[str, str]:
        """Return what each question is called: with who answered it where two read the same."""
        asked = self.published.questions()
        words = Counter(one.label for one in asked)
        return {
            one.key: one.label if words[one.label] == 1 else f"{one.label} ({self._who_said(one)})"
            for one in asked
        }

    def _who_said(self, question) -> str:
        groups = self.published.groups_that_answered(("answered", question.key))
        return ", ".join(name for group, name, _shown in groups if group is not ALL)

    def _label(self, key: str) -> str:
        return self._labels.get(key, key)

    # --- themes ---

    def _questions(self):
        differences = self._differences
        for number, question in enumerate(self.published.questions(), start=1):
            found = self.published.whole_themes(question.key)
            themes = sorted(found, key=self._rank)
            yield {
                "number": number,
                "label": self._label(question.key),
                "people": self._people_of(question),
                "chart": self._chart(number, themes),
                **(self._table(number, themes) if themes else {}),
                "themes": [self._theme(theme) for theme in themes if self._is_told(theme)],
                "first": self._first(question, themes),
                "differences": [differences[one.id] for one in themes if one.id in differences],
            }

    def _rank(self, theme):
        shown = self._shown(theme)
        return -shown.percent if isinstance(shown.percent, int) else 1, theme.name

    def _shown(self, theme, group=ALL) -> Shown:
        return self.published.shown(("theme", theme.id), group)

    def _first(self, question, themes) -> dict | None:
        """Return the theme that most people speak of, in words, where its figure is shown."""
        if not themes or not isinstance(self._shown(themes[0]).percent, int):
            return None
        shown = self._shown(themes[0])
        return {
            "question": self._label(question.key),
            "theme": themes[0].name,
            "words": share_in_words(round(shown.percent * shown.base / 100), shown.base),
        }

    def _chart(self, number, themes) -> dict | None:
        drawn = [one for one in themes if isinstance(self._shown(one).percent, int)][:MOST_BARS]
        if not drawn:
            return None
        shown = {one.id: self._shown(one) for one in drawn}
        bars = [
            Bar(
                one.name,
                _percent(shown[one.id].percent),
                shown[one.id].percent,
                (shown[one.id].low, shown[one.id].high),
            )
            for one in drawn
        ]
        headings = headings_of(_("Theme"), numbers=[_("Share"), _("Low"), _("High")])
        rows = [[one.name, *(_percent(each) for each in shown[one.id][2:])] for one in drawn]
        title = _("Themes that most people speak of")
        return bar_chart(
            bars,
            name=f"themes-{number}",
            title=title,
            summary=say_bars(bars),
            table=Table(title, headings, rows),
            whole=100,
        )

    def _table(self, number, themes) -> dict:
        """Return a table of all themes in every group that was asked."""
        groups = [
            (group, name)
            for group, name in self.published.groups.items()
            if any(self._shown(theme, group).percent != NOT_APPLICABLE for theme in themes)
        ]
        return {
            "caption": _("Question %(number)s: share of the people who answered, by audience")
            % {"number": number},
            "headings": headings_of(_("Theme"), numbers=[name for _group, name in groups]),
            "rows": [
                [theme.name, *(_cell(self._shown(theme, group)) for group, _name in groups)]
                for theme in themes
            ],
        }

    def _is_told(self, theme) -> bool:
        """Tell whether there is more to say of a theme than its row in the table."""
        is_shown = isinstance(self._shown(theme).percent, int)
        return is_shown or theme.is_serious or theme.id in self._quotes

    def _theme(self, theme) -> dict:
        shown = self._shown(theme)
        return {
            "name": theme.name,
            "decided_by": theme.decided_by,
            "definition": theme.definition,
            "is_serious": theme.is_serious,
            "figure": _cell(shown),
            "likely": self._likely(shown),
            "split": self._split(theme, shown),
            "quotes": self._quotes.get(theme.id, []),
        }

    def _likely(self, shown) -> str:
        if not isinstance(shown.low, int):
            return ""
        return _("likely between %(low)s%% and %(high)s%%") % {"low": shown.low, "high": shown.high}

    def _split(self, theme, shown) -> list[dict]:
        """Return what people tell of how help went, rounded, where no part of it is small.

        The parts stand in no other table, so they are a release of their own.
        """
        if shown.people == HIDDEN or sum(theme.split) < LEAST_SPLIT:
            return []
        counts = Counts()
        counts.add("told", sum(theme.split))
        for value, people in zip(VALUES, theme.split, strict=True):
            counts.add(value, people, base="told")
        counts.add_sum("told", VALUES)
        figures = release(counts)
        if any(figures[value].is_hidden for value in ("told", *VALUES)):
            return []
        return parts_of({value: int(figures[value].count) for value in VALUES})

    @cached_property
    def _quotes(self) -> dict[str, list[dict]]:
        found: dict[str, list[dict]] = {}
        for quote, who in self.published.quotes():
            self.quoted.append(quote.id)
            found.setdefault(quote.theme_id, []).append(
                {
                    "words": quote.words,
                    "who": who,
                    "answered_in": quote.answered_in,
                    "translation": quote.translation,
                }
            )
        return found

    @cached_property
    def _differences(self) -> dict[str, str]:
        """Return in words where audiences differ, all themes of the report tested together.

        From released figures alone, so that no sentence tells what the tables hide.
        """
        shares = {
            theme.id: {group: self._share(theme, group) for group in range(len(theme.by_audience))}
            for theme in self.published.themes()
        }
        names = {theme.id: theme.name for theme in self.published.themes()}
        said: dict[str, list[str]] = {}
        for each in compare_groups(shares, range(len(self._source.audiences))):
            if each.is_difference:
                words = _("“%(theme)s”: “%(higher)s” say it more often than “%(lower)s”.") % {
                    "theme": names[each.theme],
                    "higher": self.published.groups[each.higher],
                    "lower": self.published.groups[each.lower],
                }
                said.setdefault(each.theme, []).append(words)
        return {theme: " ".join(words) for theme, words in said.items()}

    def _share(self, theme, group) -> tuple[float, int]:
        shown = self._shown(theme, group)
        return share_behind(shown.percent, shown.base)

    # --- between services ---

    def _joins(self):
        """Yield what services share and what lies between them, as the page of joins says it."""
        for number, (facts, view) in enumerate(self.published.joins(), start=1):
            yield {
                "label": facts.label,
                "name": f"joins-{number}",
                "theme_rows": view.by_theme(),
                "theme_headings": [
                    {"text": _("Theme")},
                    {"text": _("Services"), "numeric": True},
                    {"text": _("Services that share it")},
                ],
                **view.words(),
            }

    # --- what follows ---

    def _recommended(self, one) -> dict:
        known = {theme.id: theme for theme in self.published.themes()}
        evidence = [
            {
                "stance": each.stance,
                "theme": each.theme,
                "figure": _cell(self._shown(known[each.theme_id])),
            }
            for each in one.evidence
            if each.theme_id in known
        ]
        return {"key": one.key, "title": one.title, "text": one.text, "evidence": evidence}


def _size(count) -> int | None:
    return count if isinstance(count, int) else None


def _percent(value) -> str:
    return f"{value}%" if isinstance(value, int) else value


def _cell(shown: Shown) -> str:
    if not isinstance(shown.percent, int):
        return str(shown.percent)
    return _("%(percent)s%% (%(people)s of %(base)s)") % {
        "percent": shown.percent,
        "people": shown.people,
        "base": shown.base,
    }
