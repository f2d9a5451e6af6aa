"""How many people in a file are alike in what others may know of them (k-anonymity).

Without names, a row can still tell who somebody is: the one practitioner of a region, the one
child in care of an age. Where fewer than FEW people are alike, the file says so; where fewer than
LEAST are, it does not leave the team.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from django.db import DEFAULT_DB_ALIAS
from django.utils.translation import gettext as _

from insights.disclosure.rules import CARE_EXPERIENCE, ETHNIC_GROUPS, PLACES
from surveys.models import Answer, Purpose, Question, Response


FEW, LEAST = 5, 3
# Concepts of what a neighbour or a colleague may know, with or without the prefix c_.
KNOWN_TO_OTHERS = (
    ETHNIC_GROUPS | CARE_EXPERIENCE | PLACES | {"disability", "disabled", "role", "sector"}
)


def alike_in(people: Iterable[tuple], names: list[str]) -> dict:
    """Return the size of the smallest group of people who are alike, and how many are so few.

    >>> alike_in([("child", "north")] * 6 + [("child", "south")], ["audience", "region"])
    {'names': ['audience', 'region'], 'fewest': 1, 'people': 1}
    """
    return told_of(Counter(people), names)


def told_of(groups: Mapping[tuple, int], names: list[str]) -> dict:
    few = sum(size for size in groups.values() if size < FEW)
    return {"names": names, "fewest": min(groups.values(), default=0), "people": few}


def is_too_few(alike: Mapping) -> bool:
    """Tell whether somebody in the file is too easily known for it to leave the team."""
    return 0 < alike.get("fewest", 0) < LEAST


def merged(groups: Mapping[tuple, int], place: int) -> Counter:
    """Return the groups when what stands at a place is not told any more.

    >>> merged({("child", "north"): 2, ("child", "south"): 1}, 1)
    Counter({('child',): 3})
    """
    wider: Counter = Counter()
    for group, size in groups.items():
        wider[group[:place] + group[place + 1 :]] += size
    return wider


def coarser(groups: Mapping[tuple, int], names: list[str]) -> list[str] | None:
    """Return what to leave out so that at least LEAST people are alike; None where nothing helps.

    Whatever helps most goes first. The audience, which stands first, always stays.

    >>> coarser({("child", "8", "north"): 3, ("child", "8", "south"): 1}, ["who", "age", "region"])
    ['region']
    """
    names, gone = list(names), []
    while min(groups.values(), default=LEAST) < LEAST:
        if len(names) == 1:
            return None
        wider = [(merged(groups, place), place) for place in range(1, len(names))]
        groups, place = min(wider, key=lambda one: (_too_few(one[0]), -len(one[0]), one[1]))
        gone.append(names.pop(place))
    return gone


def _too_few(groups) -> int:
    return sum(size for size in groups.values() if size < LEAST)


def names_in(survey, *, using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Return what a survey's people may be known by, the audience first."""
    return ["audience", "age_band", *sorted(set(_questions(survey, using).values()))]


def groups_in(survey, *, using: str = DEFAULT_DB_ALIAS, without: Collection[str] = ()) -> tuple:
    """Return how many people are alike in what they may be known by, and its names."""
    names = names_in(survey, using=using)
    groups = Counter(_people(survey, names, using))
    for name in without:
        if name in names[1:]:
            groups = merged(groups, names.index(name))
            names.remove(name)
    return groups, names


def alike_in_survey(survey, *, using: str, without: Collection[str] = ()) -> dict:
    """Return how alike the people of a survey are who may be analysed."""
    return told_of(*groups_in(survey, using=using, without=without))


def _people(survey, names, using):
    people = Response.objects.for_purpose(Purpose.ANALYSIS).using(using).filter(survey=survey)
    about = {row[0]: row[1:] for row in people.values_list("pk", "audience", "age_band")}
    questions = _questions(survey, using)
    answers = Answer.objects.for_purpose(Purpose.ANALYSIS).using(using)
    rows = answers.filter(question__in=list(questions)).values_list(
        "response_id", "question_id", "value"
    )
    given: dict = {}
    for response, question, value in rows.iterator(chunk_size=5000):
        given.setdefault(response, {})[questions[question]] = str(value)
    return (_all_of(one, given.get(pk, {}), names[2:]) for pk, one in about.items())


def _questions(survey, using) -> dict:
    """Return what is known to others by the ids of the questions that ask it."""
    wanted = [name for each in sorted(KNOWN_TO_OTHERS) for name in (each, f"c_{each}")]
    rows = Question.objects.using(using).filter(survey=survey, is_open=False, concept__in=wanted)
    return {pk: concept.removeprefix("c_") for pk, concept in rows.values_list("pk", "concept")}


def _all_of(about: tuple, given: Mapping, names) -> tuple:
    return (*about, *(given.get(name, "") for name in names))


def words_of(names: Iterable[str]) -> str:
    words = {
        "audience": _("audience"),
        "age_band": _("age"),
        "region": _("region"),
        "ethnic_group": _("ethnic group"),
        "disability": _("disability"),
        "care_experience": _("care experience"),
        "role": _("role"),
        "sector": _("sector"),
    }
    return ", ".join(str(words.get(name, name.replace("_", " "))) for name in names)


def refusal_words(groups: Mapping[tuple, int], names: list[str]) -> str:
    """Return why a file may not leave the team, and what to leave out so that it may; or ""."""
    alike = told_of(groups, names)
    if not is_too_few(alike):
        return ""
    told = {"names": words_of(names), "fewest": alike["fewest"], "least": LEAST}
    start = (
        _(
            "Too few people are alike for this file to leave the team: some combination of "
            "%(names)s is shared by %(fewest)s, and it takes %(least)s."
        )
        % told
    )
    gone = coarser(groups, names)
    if gone is None:
        end = _(
            "Leaving out more does not help. Make the workbook to publish or the report instead."
        )
    else:
        end = _("Under “Leave out” tick: %(names)s.") % {"names": words_of(gone)}
    return f"{start} {end}"


def alike_words(alike: Mapping) -> str:
    """Return how few people are alike in what others may know, or "" where nobody looked."""
    if not alike.get("names"):
        return ""
    told = {
        "names": words_of(alike["names"]),
        "fewest": alike["fewest"],
        "people": alike["people"],
        "few": FEW,
    }
    if alike["fewest"] >= FEW:
        return _("At least %(fewest)s people share each combination of %(names)s.") % told
    return (
        _(
            "Without any name, %(people)s people could be known by %(names)s together: each "
            "combination is shared by fewer than %(few)s, the rarest by %(fewest)s. Pass this "
            "file to nobody it was not made for."
        )
        % told
    )
