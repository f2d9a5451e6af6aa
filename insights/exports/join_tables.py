"""The sheet Joins between services: for the team exactly, and as it may be published.

One row for each theme and service, so that it can be filtered; each row of a theme says which
services share it and whether it lies between them.
"""

from collections.abc import Iterator, Mapping
from functools import partial

from django.utils.translation import gettext as _

from insights.comparing.differences import ENOUGH
from insights.comparing.figures import ALL
from insights.comparing.joins import ONE, SEVERAL, lies_between, services_that_say
from insights.comparing.presenting_joins import JoinsView
from insights.disclosure import HIDDEN, NOT_APPLICABLE, UNRELIABLE
from insights.exports.facts import Manifest, Source
from insights.exports.joins import JoinFacts
from insights.exports.notes import published_table
from insights.exports.published import Published, ends_of
from insights.exports.table import Column, Table, Value, small_table
from insights.statistics import share_interval


def _columns() -> list[Column]:
    return [
        Column(_("Question"), 24),
        Column(_("Question in words"), 60),
        Column(_("Theme"), 44),
        Column(_("Told apart by"), 24),
        Column(_("Group"), 34),
        Column(_("People"), 9),
        Column(_("People who answered"), 20),
        Column(_("Share (%)"), 9),
        Column(_("Share, low (%)"), 11),
        Column(_("Share, high (%)"), 11),
        Column(_("Shares the theme"), 12),
        Column(_("Services that share it"), 50),
        Column(_("Lies between services"), 14),
    ]


def _explanation() -> str:
    return _(
        "One row for each theme and service, after the people who used or work in each. A service "
        "shares a theme when one in ten or more of 30 people or more say it. A theme lies between "
        "services when people who know several say it more often than people who know one, by "
        "ten points or more, with all that is compared here tested together."
    )


# --- to publish ---


def published_joins_table(source: Published, manifest: Manifest) -> Table | None:
    """Which themes services share and which lie between them, as the page shows it to anybody."""
    words = {one.key: one.label for one in source.questions()}
    rows = [row for facts, view in source.joins() for row in _published_rows(facts, view, words)]
    if not rows:
        return None
    name = _("Joins between services")
    return published_table(name, name, _explanation(), _columns(), rows)


def _words_of(keys: str, words: Mapping[str, str]) -> str:
    """Return questions in words; several audiences can be asked the same."""
    return " / ".join(dict.fromkeys(words.get(key, key) for key in keys.split(", ")))


def _published_rows(facts, view, words) -> Iterator[tuple[Value, ...]]:
    nothing = (NOT_APPLICABLE,) * 3
    everybody = frozenset(view.joins.by_service.people)
    asked = (facts.keys, _words_of(facts.keys, words))
    for told_by, group, name in _groups(view):
        people = view.release["people", everybody, group].count
        about = (*asked, _("Anything at all"), told_by, name)
        yield (*about, NOT_APPLICABLE, people, *nothing, *nothing)
    counted = (*view.groups(), *view.knowing(), ALL)
    services = [one for one in _groups(view) if one[1] in counted]
    for theme, told in _themes(view):
        for told_by, group, name in services:
            said = view.release["said", theme.key, group]
            base = view.release["people", theme.questions, group]
            ends = ends_of(said.percent, base.count)
            figures = (said.count, base.count, said.percent, *ends)
            yield (*asked, theme.name, told_by, name, *figures, *told(group))


def _groups(view) -> Iterator[tuple[str, str | None, str]]:
    """Yield what tells people apart, the group and its name: everybody stands last."""
    for service in view.groups():
        yield _("Service"), service, view.services.attribute.name_of(service)
    for number in view.numbers.groups():
        yield _("How many services"), number, view.numbers.attribute.name_of(number)
    yield NOT_APPLICABLE, ALL, _("Everybody")


def _themes(view: JoinsView):
    """Yield each theme, the commonest first, with what is said of it in a row of any group."""
    shares = view.shares()
    between = {each.theme: lies_between(each) for each in view.compared()}
    for theme in view.services.themes():
        enough, saying = services_that_say(shares[theme.key], view.groups())
        names = ", ".join(view.services.attribute.name_of(each) for each in saying)
        told = (
            (names or _("None")) if enough else UNRELIABLE,
            _yes(between[theme.key]) if theme.key in between else _why_not(view, theme),
        )
        yield theme, partial(_told, view, theme, shares[theme.key], saying, told)


def _why_not(view, theme) -> str:
    """Return the symbol for why a theme is not compared: a figure is not shown, or of too few."""
    said = [view.release["said", theme.key, group] for group in view.knowing()]
    return HIDDEN if any(each.is_hidden for each in said) else UNRELIABLE


def _told(view, theme, shares, saying, told, group) -> tuple[str, ...]:
    if group not in shares:
        return NOT_APPLICABLE, *told
    if view.release["said", theme.key, group].is_hidden:
        return HIDDEN, *told
    if shares[group][1] < ENOUGH:
        return UNRELIABLE, *told
    return _yes(group in saying), *told


def _yes(value) -> str:
    return _("Yes") if value else _("No")


# --- for the team ---


def joins_table(source: Source, manifest: Manifest) -> Table | None:
    """The same exactly, with what people say who know one service and who know several."""
    words = {one.key: one.label for one in source.questions()}
    rows = [row for facts in source.joins() for row in _exact_rows(facts, words)]
    if not rows:
        return None
    name = _("Joins between services")
    columns = [
        *_columns()[:4],
        Column(_("Code"), 16),
        *_columns()[4:7],
        Column(_("Share"), 9),
        Column(_("Share, low"), 11),
        Column(_("Share, high"), 11),
        *_columns()[10:],
        Column(_("Difference between several and one"), 16),
        Column(_("Difference, low"), 11),
        Column(_("Difference, high"), 11),
        Column(_("Adjusted p"), 11),
    ]
    restricted = _("Restricted: exact figures.")
    return small_table(name, name, f"{restricted} {_explanation()}", columns, rows)


def _exact_rows(facts: JoinFacts, words) -> Iterator[tuple[Value, ...]]:
    view = facts.exact()
    asked = (facts.keys, _words_of(facts.keys, words))
    differences = {each.theme: each for each in view.compared()}
    for theme, told in _themes(view):
        found = differences.get(theme.key)
        for told_by, group, name in _groups(view):
            tally = view.joins.by_number if group in (ONE, SEVERAL) else view.joins.by_service
            said, base = _exact(tally, theme, group)
            if not base:
                continue
            about = (*asked, theme.name, told_by, group or "", name, said, base)
            shared, services, between = told(group)
            words = (shared if group in view.joins.services() else None, services, between)
            yield (*about, *_rounded(share_interval(said, base)), *words, *_difference(found))


def _exact(tally, theme, group) -> tuple[int, int]:
    if group is ALL:
        return tally.said_by_all(theme.key), tally.base(theme.questions)
    return tally.said_by_group(theme.key)[group], tally.base_by_group(theme.questions)[group]


def _difference(compared) -> tuple[Value, ...]:
    """Return how many points more those who know several services say it, with the interval."""
    if compared is None:
        return (None,) * 4
    found = compared.found
    sign = 1 if compared.groups[0] == SEVERAL else -1
    ends = sorted((sign * found.low, sign * found.high))
    return _rounded((sign * found.difference, *ends, compared.adjusted))


def _rounded(numbers) -> tuple[float, ...]:
    return tuple(round(number, 4) for number in numbers)
