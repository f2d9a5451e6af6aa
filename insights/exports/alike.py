"""How many people in a file are alike in what others may know of them (k-anonymity).

Without names, a row can still tell who somebody is: the one practitioner of a region, the one
child in care of an age. Where fewer than FEW people are alike, the file says so.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from insights.disclosure.rules import CARE_EXPERIENCE, ETHNIC_GROUPS, PLACES
from surveys.models import Answer, Purpose, Question, Response


FEW = 5
# Concepts of what a neighbour or a colleague may know, with or without the prefix c_.
KNOWN_TO_OTHERS = (
    ETHNIC_GROUPS | CARE_EXPERIENCE | PLACES | {"disability", "disabled", "role", "sector"}
)


def alike_in(people: Iterable[tuple], names: list[str]) -> dict:
    """Return the size of the smallest group of people who are alike, and how many are so few.

    >>> alike_in([("child", "north")] * 6 + [("child", "south")], ["audience", "region"])
    {'names': ['audience', 'region'], 'fewest': 1, 'people': 1}
    """
    groups = Counter(people)
    few = sum(size for size in groups.values() if size < FEW)
    return {"names": names, "fewest": min(groups.values(), default=0), "people": few}


def alike_in_survey(survey, *, using: str) -> dict:
    """Return how alike the people of a survey are who may be analysed; three queries."""
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
    names = sorted(set(questions.values()))
    told = (_all_of(one, given.get(pk, {}), names) for pk, one in about.items())
    return alike_in(told, ["audience", "age_band", *names])


def _questions(survey, using) -> dict:
    """Return what is known to others by the ids of the questions that ask it."""
    wanted = [name for each in sorted(KNOWN_TO_OTHERS) for name in (each, f"c_{each}")]
    rows = Question.objects.using(using).filter(survey=survey, is_open=False, concept__in=wanted)
    return {pk: concept.removeprefix("c_") for pk, concept in rows.values_list("pk", "concept")}


def _all_of(about: tuple, given: Mapping, names) -> tuple:
    return (*about, *(given.get(name, "") for name in names))


def alike_words(alike: Mapping) -> str:
    """Return how few people are alike in what others may know, or "" where nobody looked."""
    if not alike.get("names"):
        return ""
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
    told = {
        "names": ", ".join(words.get(name, name.replace("_", " ")) for name in alike["names"]),
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
            "file to nobody who may not read answers."
        )
        % told
    )
