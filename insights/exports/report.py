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
from insights.comparing.presenting import (
    number_words,
    self_selected,
    share_behind,
)
from insights.disclosure import (
    HIDDEN,
    NOT_APPLICABLE,
    Counts,
    Figure,
    key_to_symbols,
    release,
)
from insights.engine.stance import VALUES
from insights.exports.facts import Manifest, Source
from insights.exports.published import ALL, Published, Shown
from insights.exports.report_joins import joins_told
from insights.exports.report_method import day_words, headings_of, left_out_rows, method_of
from insights.exports.report_people import people_of, people_who_answered, percent_or_symbol
from insights.exports.signing_words import reading_words
from insights.recommending.figures import strength_shown
from insights.recommending.strength import words_of_strength
from insights.splits import parts_of
from insights.statistics import base_warning, share_in_words


STYLE = Path(__file__).with_name("report.css")
# More bars than this are a table, not a picture.
MOST_BARS = 12
# So many themes of a question stand in the part that is read first.
IN_SHORT = 3
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
        told = [each for each in questions if each["themes"] or each.get("rows")]
        commitments = self._source.commitments()
        return {
            "title": self._source.title,
            "author": self._source.author,
            "language": get_language() or self._source.language,
            "words_language": self._source.language,
            "made_on": day_words(self._manifest.made_on),
            "self_selected": self_selected(),
            "people": number_words(self.published.people_shown(ALL)),
            "short": [each["first"] for each in questions if each["first"]],
            **people_of(self.published, self._label),
            "questions": told,
            "untold": [[each["label"], each["people"]] for each in questions if each not in told],
            "signed_words": self._signed_words(),
            "joins": list(joins_told(self.published)),
            "serious": [one.name for one in self.published.themes() if one.is_serious],
            "recommendations": [self._recommended(one) for one in self._source.recommendations()],
            "commitments": commitments,
            "unanswered": self._unanswered(commitments),
            "method": method_of(self.published, self._source, self._label),
            "left_out": left_out_rows(self._manifest),
            "manifest": self._manifest,
            "symbols": key_to_symbols(),
        }

    def _signed_words(self) -> str:
        """Return how many of the questions told of here are signed off, or "" where all are."""
        keys = {theme.question_key for theme in self.published.themes()}
        mine = [one for one in self._signing if one.question_key in keys]
        signed = sum(bool(one.signed_on and one.holds) for one in mine)
        if not mine or signed == len(mine):
            return ""
        return _(
            "Questions told of here whose reading is signed off: %(signed)s of %(all)s. What no "
            "person has read stands in a theme by the machine’s word alone."
        ) % {"signed": signed, "all": len(mine)}

    # --- questions ---

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

    def _questions(self):
        differences = self._differences
        for number, question in enumerate(self.published.questions(), start=1):
            found = self.published.whole_themes(question.key)
            themes = sorted(found, key=self._rank)
            yield {
                "number": number,
                "label": self._label(question.key),
                "people": people_who_answered(self.published, question.key),
                "answered_by": self._answered_by(question),
                "sure": self._sure(question),
                "chart": self._chart(number, themes),
                **(self._table(question, themes) if themes else {}),
                "themes": [self._theme(theme) for theme in themes if self._is_told(theme)],
                "decided": _by_whom(themes),
                "first": self._first(question, themes),
                "differences": [differences[one.id] for one in themes if one.id in differences],
            }

    def _answered_by(self, question) -> str:
        """Return who answered: with their numbers where they are more than one audience."""
        groups = self.published.groups_that_answered(("answered", question.key))
        told = [(name, shown) for group, name, shown in groups if group is not ALL]
        if len(told) == 1:
            return told[0][0]
        return "; ".join(f"{name}: {number_words(shown.people)}" for name, shown in told)

    def _sure(self, question) -> list[str]:
        """Return what bears on how far the themes of a question can be trusted."""
        people = self.published.shown(("answered", question.key), ALL).people
        few = base_warning(people) if isinstance(people, int) else ""
        read = next((one for one in self._signing if one.question_key == question.key), None)
        return [*filter(None, [few]), *(reading_words(read) if read else [])]

    @cached_property
    def _signing(self):
        return self.published.signing()

    def _rank(self, theme):
        shown = self._shown(theme)
        return -shown.percent if isinstance(shown.percent, int) else 1, theme.name

    def _shown(self, theme, group=ALL) -> Shown:
        return self.published.shown(("theme", theme.id), group)

    def _first(self, question, themes) -> dict | None:
        """Return what most people speak of, in words, and what comes next; None where hidden."""
        told = [one for one in themes if isinstance(self._shown(one).percent, int)]
        if not told:
            return None
        shown = self._shown(told[0])
        return {
            "question": self._label(question.key),
            "people": number_words(shown.base),
            "theme": told[0].name,
            "words": share_in_words(round(shown.percent * shown.base / 100), shown.base),
            "likely": self._likely(shown),
            "next": "; ".join(
                f"{one.name} {percent_or_symbol(self._shown(one).percent)}"
                for one in told[1:IN_SHORT]
            ),
        }

    def _chart(self, number, themes) -> dict | None:
        drawn = [one for one in themes if isinstance(self._shown(one).percent, int)][:MOST_BARS]
        if not drawn:
            return None
        shown = {one.id: self._shown(one) for one in drawn}
        bars = [
            Bar(
                one.name,
                percent_or_symbol(shown[one.id].percent),
                shown[one.id].percent,
                (shown[one.id].low, shown[one.id].high),
            )
            for one in drawn
        ]
        headings = headings_of(_("Theme"), numbers=[_("Share"), _("Low"), _("High")])
        rows = [
            [one.name, *(percent_or_symbol(each) for each in shown[one.id][2:])] for one in drawn
        ]
        title = _("How many people speak of each theme")
        return bar_chart(
            bars,
            name=f"themes-{number}",
            title=title,
            summary=say_bars(bars),
            table=Table(title, headings, rows),
            whole=100,
        )

    def _table(self, question, themes) -> dict:
        """Return a table of all themes in every group that was asked; one alone is everybody."""
        groups = [
            (group, name)
            for group, name in self.published.groups.items()
            if any(self._shown(theme, group).percent != NOT_APPLICABLE for theme in themes)
        ]
        if len(groups) == 2:
            groups = groups[:1]
        return {
            "caption": _("“%(question)s”: share of the people who answered, by audience")
            % {"question": self._label(question.key)},
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

    # --- what follows ---

    def _recommended(self, one) -> dict:
        """Return a recommendation with each linked theme, and its figure in each question."""
        known = {theme.id: theme for theme in self.published.themes()}
        evidence: dict[tuple, list[dict]] = {}
        for each in one.evidence:
            if theme := known.get(each.theme_id):
                figures = evidence.setdefault((each.stance, each.theme), [])
                figures.append(self._evidence(theme))
        told = [
            {"stance": stance, "theme": theme, "figures": figures}
            for (stance, theme), figures in evidence.items()
        ]
        return {"key": one.key, "title": one.title, "text": one.text, "evidence": told}

    def _evidence(self, theme) -> dict:
        shown = self._shown(theme)
        strength = strength_shown(Figure(shown.people, shown.percent), Figure(shown.base))
        return {
            "question": self._label(theme.question_key),
            "figure": _cell(shown),
            "strength": words_of_strength(strength),
        }

    def _unanswered(self, commitments) -> list[str]:
        """Return the themes of which nobody has said what becomes of them, each name once."""
        if not commitments:
            return []
        spoken_of = {one.theme.casefold() for one in commitments}
        names = {
            one.name.casefold(): one.name
            for question in self.published.questions()
            for one in self.published.whole_themes(question.key)
        }
        return sorted(name for key, name in names.items() if key not in spoken_of)


def _by_whom(themes) -> list[tuple[str, str]]:
    """Return who decided on the themes, with their names: once for all that are alike in it."""
    found: dict[str, list[str]] = {}
    for one in themes:
        found.setdefault(one.decided_by, []).append(one.name)
    return [(who, ", ".join(names)) for who, names in found.items()]


def _cell(shown: Shown) -> str:
    if not isinstance(shown.percent, int):
        return str(shown.percent)
    return _("%(percent)s%% (%(people)s of %(base)s)") % {
        "percent": shown.percent,
        "people": shown.people,
        "base": shown.base,
    }
