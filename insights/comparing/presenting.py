"""What the comparison page says: bars with their words, sentences, and tables of figures.

All are made from the same release, so that a page for people who may not see exact numbers is made
from rounded ones alone: no bar, no sentence and no order tells what the table beside it hides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.comparing.attributes import Attribute
from insights.comparing.differences import ENOUGH, ONE_PARTNER
from insights.comparing.figures import ALL
from insights.comparing.tally import NOT_KNOWN, NamedTheme, Tally
from insights.disclosure import HIDDEN, LOW, NOT_APPLICABLE, UNRELIABLE, Figure, Release
from insights.statistics import base_warning, share_in_words, share_interval
from insights.statistics.sampling import clustered_interval


# The same page shows the same intervals.
SEED = 20
UNBROKEN = "\N{NO-BREAK SPACE}"
# Instead of a share that is not shown: nobody to say anything of.
NOT_SHOWN = (0, 0)


def self_selected() -> str:
    """Return the sentence that stands on every chart."""
    return _("People chose to take part, so these results describe who answered, not everyone.")


@dataclass(frozen=True)
class View:
    """A tally as it may be seen: by what people are told apart, and with which figures."""

    tally: Tally
    attribute: Attribute
    release: Release

    def lines(self, groups: Sequence[str]) -> list[dict]:
        """Return one line for each theme, the commonest first: a bar for each group."""
        return [
            {
                "name": theme.name,
                "part_of": self._part_of(theme),
                "is_serious": theme.is_serious,
                "cells": [self.cell(theme, group) for group in groups],
            }
            for theme in self.themes()
        ]

    def themes(self) -> list[NamedTheme]:
        """Return the themes, the commonest first as far as it is shown."""

        def rank(theme):
            return *_largest_first(self.release["said", theme.key, ALL]), theme.name

        return sorted(self.tally.themes, key=rank)

    def groups(self) -> list[str]:
        """Return every group, the largest first as far as it is shown; not known comes last."""

        def rank(group):
            return group == NOT_KNOWN, *_largest_first(self.people(group)), group

        return sorted(self.tally.groups(), key=rank)

    def people(self, group: str) -> Figure:
        """Return how many people of a group answered anything."""
        return self.release["people", frozenset(self.tally.people), group]

    def shares(self, groups: Sequence[str]) -> dict[str, dict[str, tuple[float, int]]]:
        """Return theme -> group -> (people who said it, people who answered), as shown.

        Where exact figures may not be seen, what stands behind a shown percentage may be part of a
        person; a share that is not shown is of nobody, so nothing can be said of it.
        """
        return {
            theme.key: {group: self._share(theme, group) for group in groups}
            for theme in self.tally.themes
        }

    def _share(self, theme, group) -> tuple[float, int]:
        said = self.release["said", theme.key, group]
        people = self.release["people", theme.questions, group]
        if self.release.is_restricted:
            return said.count, people.count
        return share_behind(said.percent, people.count)

    def _part_of(self, theme: NamedTheme) -> str:
        """Return in words what a theme is part of: everywhere, or in some questions alone."""
        places = dict(theme.places or ((theme.parent, theme.questions),))
        wholes = [self.name_of(key) for key in places if key]
        if not wholes:
            return ""
        names = {"names": _("”, “").join(wholes)}
        if "" in places:
            return _("Part of “%(names)s” in one question, a theme of its own in another.") % names
        if len(wholes) > 1:
            return _("Part of “%(names)s”, each in its own question.") % names
        return _("Part of “%(name)s”.") % {"name": wholes[0]}

    def name_of(self, key: str) -> str:
        return next((theme.name for theme in self.tally.themes if theme.key == key), "")

    def cell(self, theme: NamedTheme, group: str) -> dict:
        """Return a group's bar in a theme: share and interval as parts of a hundred, and words."""
        said = self.release["said", theme.key, group]
        people = self.release["people", theme.questions, group]
        drawn = self._drawn(said, people)
        return {
            "group": self.attribute.name_of(group),
            "figure": figure_words(said, people),
            "words": self._words(said, people, drawn),
            "warning": "" if people.is_hidden or not people.count else base_warning(people.count),
            "is_asked": said.percent != NOT_APPLICABLE,
            "bar": self._bar(said, drawn),
        }

    def _bar(self, said, drawn) -> dict[str, float] | None:
        """Return what is drawn: nothing of a hidden share, an empty bar of one below 1 in 100."""
        if said.percent == LOW and not self.release.is_restricted:
            return bar_of(0, 0, 0)
        return bar_of(*drawn) if drawn else None

    def _drawn(self, said, people) -> tuple[float, float, float] | None:
        # Nobody of a group says a theme: that can be shown where the group's size cannot.
        if not isinstance(said.percent, int) or people.is_hidden or not people.count:
            return None
        if self.release.is_restricted:
            return share_interval(said.count, people.count)
        # Of rounded figures only, so that a bar cannot be measured for what is not shown.
        return share_interval(round(said.percent * people.count / 100), people.count)

    def _words(self, said, people, drawn) -> str:
        if said.percent == NOT_APPLICABLE:
            return _("This group’s answers were not sorted into this theme.")
        if said.is_hidden or people.is_hidden:
            return _("Not shown: too few people, or it would give away such a number.")
        if said.percent == UNRELIABLE:
            return _("No percentage for fewer than 30 people.")
        if not drawn:
            return _("Fewer than 1 in 100 people")
        share, low, high = drawn
        return _("%(words)s; likely between %(low)s%% and %(high)s%%") % {
            "words": share_in_words(round(share * people.count), people.count),
            "low": percent_words(low),
            "high": percent_words(high),
        }

    # --- tables ---

    def headings(self, groups: Sequence[str]) -> list[dict]:
        names = [self.attribute.name_of(group) for group in groups]
        columns = [{"text": name, "numeric": True} for name in (*names, _("Everybody"))]
        return [{"text": _("Theme")}, *columns]

    def rows(self, groups: Sequence[str]) -> list[list]:
        """Return a table: who answered, then each theme, in every group and in all."""
        rows = []
        for theme in self.themes():
            cells = [
                figure_words(
                    self.release["said", theme.key, group],
                    self.release["people", theme.questions, group],
                )
                for group in (*groups, ALL)
            ]
            rows.append([theme.name, *cells])
        return rows


def _largest_first(figure: Figure) -> tuple[bool, int | str]:
    return (True, "") if figure.is_hidden else (False, -figure.count)


def share_behind(percent: int | str, people: int | str) -> tuple[float, int]:
    """Return how many of how many stand behind a released percentage; nobody where none is shown.

    >>> share_behind(9, 450), share_behind(LOW, 450), share_behind(0, HIDDEN)
    ((40.5, 450), (0.0, 450), (0, 0))
    """
    whole = 0 if percent == LOW else percent
    if not isinstance(whole, int) or not isinstance(people, int):
        return NOT_SHOWN
    return whole * people / 100, people


def number_words(count: int | str) -> str:
    """Return a count as people read it; a symbol stays one."""
    if isinstance(count, str):
        return count
    return number_format(count, use_l10n=True, force_grouping=True)


def figure_words(said, people) -> str:
    """Return a figure as a table shows it: percentage, number and base, or a symbol."""
    if said.is_hidden or said.percent == NOT_APPLICABLE:
        return HIDDEN if said.is_hidden else NOT_APPLICABLE
    # Kept on one line: a number that breaks before its base is read as another number.
    counts = _("%(count)s of %(base)s") % {
        "count": number_words(said.count),
        "base": number_words(people.count),
    }
    percent = said.percent if isinstance(said.percent, str) else f"{said.percent}%"
    return f"{percent}{UNBROKEN}· {counts.replace(' ', UNBROKEN)}"


def bar_of(share: float, low: float, high: float) -> dict[str, float]:
    """Return a bar on a scale of a hundred."""
    return {
        "share": round(100 * share, 1),
        "low": round(100 * low, 1),
        "high": round(100 * high, 1),
        "between": round(100 * (high - low), 1),
    }


def difference_sentences(view: View, compared) -> list[str]:
    """Return what may be called a difference, the largest first, each in a sentence."""
    return [
        _("“%(theme)s”: “%(higher)s” say it more often than “%(lower)s”.")
        % {
            "theme": view.name_of(each.theme),
            "higher": view.attribute.name_of(each.higher),
            "lower": view.attribute.name_of(each.lower),
        }
        for each in _differences(compared)
    ]


def difference_table(view: View, compared) -> dict:
    """Return the same as a table, with the figures of the test only where exact ones are shown."""
    headings = [
        {"text": _("Theme")},
        {"text": _("Said more often by")},
        {"text": _("Said less often by")},
        *({"text": text, "numeric": True} for text in _figures_of_tests(view)),
    ]
    rows = [_difference_row(view, each) for each in _differences(compared)]
    return {"headings": headings, "rows": rows}


def _differences(compared):
    found = [each for each in compared if each.is_difference]
    return sorted(found, key=lambda each: -abs(each.found.difference))


def _figures_of_tests(view) -> tuple[str, ...]:
    if not view.release.is_restricted:
        return ()
    return _("Points more"), _("Likely between"), _("Adjusted p")


def _difference_row(view, each) -> list[str]:
    row = [
        view.name_of(each.theme),
        *(_group_with_share(view, each.theme, group) for group in (each.higher, each.lower)),
    ]
    if not view.release.is_restricted:
        return row
    sign = 1 if each.found.difference > 0 else -1
    low, high = sorted((sign * each.found.low, sign * each.found.high))
    between = _("%(low)s and %(high)s") % {"low": percent_words(low), "high": percent_words(high)}
    points = percent_words(abs(each.found.difference))
    return [*row, points, between.replace(" ", UNBROKEN), chance_words(each.adjusted)]


def _group_with_share(view, theme, group) -> str:
    percent = view.release["said", theme, group].percent
    share = f"{percent}%" if isinstance(percent, int) else percent
    return f"{view.attribute.name_of(group)}{UNBROKEN}·{UNBROKEN}{share}"


def percent_words(share: float) -> str:
    # Rounded here: number_format cuts off what it does not show.
    return number_format(round(100 * share))


def chance_words(chance: float) -> str:
    return _("below 0.001") if chance < 0.001 else number_format(round(chance, 3), 3)


def only_sentences(view: View, groups: Sequence[str]) -> list[str]:
    """Return what only one of the groups says, by the figures that are shown (CMP-7)."""
    sentences = []
    for theme in view.themes():
        figures = {group: view.release["said", theme.key, group] for group in groups}
        asked = {
            group: figure for group, figure in figures.items() if figure.percent != NOT_APPLICABLE
        }
        # A hidden figure counts as one that is: of what may be nobody, nothing is said.
        saying = [group for group, figure in figures.items() if figure.count]
        if len(saying) != 1 or len(groups) < 2 or figures[saying[0]].is_hidden:
            continue
        names = {"theme": theme.name, "group": view.attribute.name_of(saying[0])}
        if len(asked) == len(groups):
            sentences.append(_("“%(theme)s”: only “%(group)s” say it.") % names)
        elif len(asked) == 1:
            sentences.append(
                _("“%(theme)s”: only answers of “%(group)s” were sorted into it.") % names
            )
    return sentences


def partner_sentence(view: View, groups: Sequence[str], partners: Mapping[str, float]) -> str:
    """Return which groups came by one partner for more than a quarter, or "" (CMP-8)."""
    names = [
        view.attribute.name_of(group) for group in groups if partners.get(group, 0) > ONE_PARTNER
    ]
    if not names:
        return ""
    words = ngettext(
        "More than a quarter of “%(groups)s” came by one partner: what they say may be about one "
        "place.",
        "In each of “%(groups)s”, more than a quarter came by one partner: what such a group says "
        "may be about one place.",
        len(names),
    )
    return words % {"groups": _("”, “").join(names)}


def clustered_rows(view: View, clusters: Mapping[tuple[str, str], Mapping]) -> list[list]:
    """Return for each theme and group the share with its interval, by people and by partners."""
    rows = []
    for theme in view.themes():
        for group in sorted({group for key, group in clusters if key == theme.key}):
            said = view.release["said", theme.key, group]
            people = view.release["people", theme.questions, group]
            by_people = share_interval(said.count, people.count) if people.count else None
            if by_people:
                by_partners = clustered_interval(clusters[theme.key, group], seed=SEED)
                name = view.attribute.name_of(group)
                share, *ends = by_people
                rows.append(
                    [
                        theme.name,
                        name,
                        f"{percent_words(share)}%",
                        _range(ends),
                        _range(by_partners),
                    ]
                )
    return rows


def _range(ends) -> str:
    if ends is None:
        return _("cannot be told: all came by one partner")
    return _("%(low)s%% to %(high)s%%") % {
        "low": percent_words(ends[0]),
        "high": percent_words(ends[1]),
    }


def too_few_sentence(view: View, groups: Sequence[str]) -> str:
    """Return which groups are shown to have too few answers to be compared, or ""."""
    few = [view.attribute.name_of(group) for group in groups if _is_few(view, group)]
    if not few:
        return ""
    words = ngettext(
        "Not enough answers to compare “%(groups)s”: it takes %(enough)s.",
        "Not enough answers to compare “%(groups)s”: it takes %(enough)s in each.",
        len(few),
    )
    return words % {"groups": _("”, “").join(few), "enough": ENOUGH}


def _is_few(view, group) -> bool:
    people = view.people(group)
    if people.is_hidden:
        return False
    # Some below the limit are rounded up to it: then no share of theirs has a percentage.
    percents = [view.release["said", theme.key, group].percent for theme in view.tally.themes]
    return people.count < ENOUGH or (people.count == ENOUGH and UNRELIABLE in percents)
