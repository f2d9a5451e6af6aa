"""What pages say of closed questions by audience: the whole distribution, a table under each bar.

Bars, sentences and table are made from the same release, so that a page for people who may not see
exact numbers is made from rounded ones alone.
"""

from collections.abc import Mapping, Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from insights.comparing.differences import ENOUGH
from insights.comparing.distributions import (
    Distribution,
    counts_of_distributions,
    distributions_of,
)
from insights.comparing.figures import ALL
from insights.comparing.items import Item
from insights.comparing.leaning import Leaning, differences_on, leanings_of
from insights.comparing.presenting import UNBROKEN, chance_words, number_words
from insights.disclosure import HIDDEN, LOW, UNRELIABLE, Release, release, restricted
from insights.statistics import base_warning
from insights.statistics.ranks import size_of_delta


# Bars of more parts than this cannot be told apart.
MOST_PARTS = 7


def items_shown(items: Sequence[Item], names: Mapping[str, str], *, is_exact: bool) -> list[dict]:
    """Return what a page shows of each item that somebody answered; one query."""
    distributions = [one for one in distributions_of(items) if one.groups]
    counts = counts_of_distributions(distributions)
    figures = restricted(counts) if is_exact else release(counts)
    told = [as_shown(place, one, figures) for place, one in enumerate(distributions)]
    leanings = leanings_of(told)
    return [
        _shown(place, one, figures, names)
        | _told(place, told[place], leanings, names, is_exact=is_exact)
        for place, one in enumerate(distributions)
    ]


def as_shown(place: int, one: Distribution, figures: Release) -> Distribution:
    """Return a distribution of the groups that are shown whole, with the figures that are shown."""
    people, chosen = {}, {}
    for group in one.groups:
        given = figures["given", place, group]
        parts = {code: figures["chose", place, code, group] for code in one.item.codes}
        if not any(each.is_hidden for each in (given, *parts.values())):
            # Some below the limit are rounded up to it: then no share of theirs has a percentage.
            is_few = UNRELIABLE in [each.percent for each in parts.values()]
            people[group] = min(given.count, ENOUGH - 1) if is_few else given.count
            chosen.update({(group, code): each.count for code, each in parts.items()})
    return Distribution(one.item, people, chosen)


def _shown(place, one, figures, names) -> dict:
    item = one.item
    groups = [*sorted(one.groups, key=lambda group: names.get(group, group)), ALL]
    if len(groups) == 2:  # a single audience is everybody
        groups = groups[:1]
    has_bar = not item.is_several and len(item.codes) <= MOST_PARTS
    choices = choice_words(item)
    return {
        "key": item.key,
        "is_shared": len(one.groups) > 1,
        "words": item.words,
        "choices": [
            {"words": words, "part": part}
            for words, part in zip(choices, part_names(item), strict=True)
        ]
        if has_bar
        else [],
        "ends": _ends(item) if is_told_apart(item) else "",
        "is_several": item.is_several,
        "groups": [
            {
                "name": _name(group, names),
                "people": _people(figures["given", place, group]),
                "warning": _warning(figures["given", place, group]),
                "parts": _parts(place, item, figures, group) if has_bar else [],
            }
            for group in groups
        ],
        "has_bar": has_bar,
        "headings": [
            {"text": _("Who answered")},
            {"text": _("People"), "numeric": True},
            *({"text": words, "numeric": True} for words in choices),
        ],
        "rows": [_row(place, item, figures, group, names) for group in groups],
    }


def is_told_apart(item: Item) -> bool:
    """Tell whether the choices are called differently for different people."""
    return len(item.wordings) > 1


def choice_words(item: Item) -> list[str]:
    """Return what each choice is called: by its place and all its words, where they differ."""
    if not is_told_apart(item):
        return [words for _code, words in item.choices]
    return [
        # Of two questions with the same words for a point, they stand once.
        f"{number}: {' / '.join(dict.fromkeys(words))}"
        for number, words in enumerate(zip(*item.wordings, strict=True), start=1)
    ]


def part_names(item: Item) -> list[str]:
    """Return how each part is drawn: by its place, or beside the scale where it is no point."""
    is_numbered = sum(code.isdecimal() for code in item.codes) > 1
    return [
        "beside" if is_numbered and not code.isdecimal() else str(number)
        for number, code in enumerate(item.codes, start=1)
    ]


def _row(place, item, figures, group, names) -> list:
    chosen = [figures["chose", place, code, group] for code in item.codes]
    given = figures["given", place, group]
    return [
        _name(group, names),
        number_words(given.count),
        *(_cell(figure) for figure in chosen),
    ]


def _cell(figure) -> str:
    if figure.is_hidden:
        return HIDDEN
    percent = f"{figure.percent}%" if isinstance(figure.percent, int) else figure.percent
    return f"{percent}{UNBROKEN}·{UNBROKEN}{number_words(figure.count)}"


def _name(group, names) -> str:
    return _("Everybody") if group is ALL else names.get(group, group)


def _people(figure) -> str:
    return _("Too few people to show") if figure.is_hidden else number_words(figure.count)


def _warning(figure) -> str:
    return "" if figure.is_hidden or not figure.count else base_warning(figure.count)


def _parts(place, item, figures, group) -> list[dict]:
    """Return the parts of a bar, or none where any of them is not shown: it could be measured."""
    percents = [figures["chose", place, code, group].percent for code in item.codes]
    known = [0 if each == LOW else each for each in percents]
    if not all(isinstance(each, int) for each in known) or not sum(known):
        return []
    parts, start = [], 0.0
    for part, percent in zip(part_names(item), known, strict=True):
        # Whole percentages may not add up to a hundred; the bar does.
        width = 100 * percent / sum(known)
        parts.append({"part": part, "start": round(start, 2), "width": round(width, 2)})
        start += width
    return parts


def _ends(item) -> str:
    ends = dict.fromkeys((words[0], words[-1]) for words in item.wordings)
    told = _("; ").join(
        _("from “%(low)s” to “%(high)s”") % {"low": low, "high": high} for low, high in ends
    )
    return _("The points are called differently for different people: %(ends)s.") % {"ends": told}


# --- what differs ---


def _told(place, one: Distribution, leanings: Sequence[Leaning], names, *, is_exact) -> dict:
    """Return sentences on what differs between audiences on a scale."""
    mine = [each for each in leanings if each.place == place]
    if not one.item.is_scale or len(one.groups) < 2:
        return {"sentences": [], "is_compared": False, "is_scale": one.item.is_scale}
    few = [_name(group, names) for group in one.groups if one.people[group] < ENOUGH]
    sentences = [
        _sentence(each, names, is_exact=is_exact)
        for each in sorted(differences_on(leanings, place), key=lambda each: -abs(each.delta))
    ]
    if mine and not sentences:
        sentences = [_("No difference between these groups is large enough and sure enough.")]
    if is_exact:
        sentences += [_whole(each) for each in mine if not each.is_pair]
    if few:
        sentences.append(
            _("Not enough answers to compare “%(groups)s”: it takes %(enough)s in each.")
            % {"groups": _("”, “").join(few), "enough": ENOUGH}
        )
    return {"sentences": sentences, "is_compared": bool(mine), "is_scale": True}


def _sentence(each: Leaning, names, *, is_exact: bool) -> str:
    size = {"small": _("small"), "medium": _("medium"), "large": _("large")}
    said = _("“%(higher)s” chose higher points than “%(lower)s”: a %(size)s difference.") % {
        "higher": _name(each.higher, names),
        "lower": _name(each.lower, names),
        "size": size[size_of_delta(each.delta)],
    }
    if not is_exact:
        return said
    figures = _("Cliff’s delta %(delta)s; Mann–Whitney, adjusted p %(p)s.") % {
        "delta": number_format(round(abs(each.delta), 2), 2),
        "p": chance_words(each.adjusted),
    }
    return f"{said} {figures}"


def _whole(each: Leaning) -> str:
    return _("All groups together: Kruskal–Wallis, adjusted p %(p)s.") % {
        "p": chance_words(each.adjusted)
    }
