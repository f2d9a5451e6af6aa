"""Counts of people by theme and group: few queries, however many people, themes and groups.

Everything is counted by the database, through the one door, as permissions stand now. Of a large
survey what was counted is kept, until it is no longer true (insights/actions/comparisons.py).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count, Exists, F, OuterRef, QuerySet

from insights.actions.comparisons import Counted, rows_of
from insights.comparing.adjusting import adjusted, people_of
from insights.comparing.attributes import CHOICES, Attribute, Told, given_answer, place_of
from insights.comparing.by_day import answers_by_day, rows_by_day, sorted_by_stretch
from insights.comparing.joins import Joins, joins_of
from insights.comparing.scope import Scope, counted_in, groups_of_rows
from insights.comparing.services import USED_OR_WORKED_IN, WORKED_WITH, services_of
from insights.comparing.tally import Tally, groups_of
from insights.models import Coding
from surveys.models import Answer, Purpose, Question, Survey


def tally_of(scope: Scope, attribute: Attribute) -> Tally:
    """Return people by theme and group: one query, and one for each level of themes in themes."""
    told = {"told": attribute.told}
    people: dict[str, Counter] = {}
    for question, value, count in people_rows(scope, told):
        people.setdefault(question, Counter())[place_of(value)] += count
    said: dict[str, Counter] = {}
    for key, value, count in said_rows(scope, told):
        said.setdefault(key, Counter())[place_of(value)] += count
    return Tally(scope.themes, people, said)


def largest_partners(scope: Scope, attribute: Attribute) -> dict[str, float]:
    """Return for each group the share of its people who came by one partner: the largest share.

    One query. Who came by no partner's link is in the group, and in nobody's share.
    """
    told = {"told": attribute.told, "partner": PARTNER}
    people: dict[str, Counter] = {}
    for _question, value, partner, count in people_rows(scope, told):
        for group in groups_of(place_of(value)):
            people.setdefault(group, Counter())[partner] += count
    return {
        group: max((count for partner, count in each.items() if partner), default=0) / each.total()
        for group, each in people.items()
    }


def partner_clusters(scope: Scope, attribute: Attribute, groups: Iterable[str]) -> dict:
    """Return {(theme, group): {(people who said it, people): clusters}} for drawing them again.

    The people of one partner are a cluster; who came by none is one by themselves.
    """
    wanted, told = set(groups), {"told": attribute.told, "partner": PARTNER}
    people: dict[tuple, Counter] = {}
    for question, value, partner, count in people_rows(scope, told):
        for group in wanted.intersection(groups_of(place_of(value))):
            people.setdefault((question, group), Counter())[partner] += count
    said: dict[tuple, Counter] = {}
    for key, value, partner, count in said_rows(scope, told):
        for group in wanted.intersection(groups_of(place_of(value))):
            said.setdefault((key, group), Counter())[partner] += count
    found = {}
    for theme in scope.themes:
        for group in sorted(wanted):
            everybody: Counter = Counter()
            for question in theme.questions:
                everybody.update(people.get((question, group), {}))
            found[theme.key, group] = _clusters(everybody, said.get((theme.key, group), {}))
    return found


def _clusters(people, said) -> Counter:
    clusters: Counter = Counter()
    for partner, count in people.items():
        saying = said.get(partner, 0)
        if partner:
            clusters[saying, count] += 1
        else:
            clusters.update({(1, 1): saying, (0, 1): count - saying})
    return +clusters


# The organisation by whose link a response came.
PARTNER = Told(["partner"], lambda response: F(f"{response}__channel__organisation_id"))


def joins_in(scope: Scope, survey: Survey) -> Joins:
    """Return the joins between services; one query more than a tally, for the questions."""
    inside = questions_about(survey, USED_OR_WORKED_IN, using=scope.using)
    beside = questions_about(survey, WORKED_WITH, using=scope.using)
    told = {"inside": _told_by(inside), "beside": _told_by(beside)}
    people: dict[str, Counter] = {}
    for question, *values, count in people_rows(scope, told):
        people.setdefault(question, Counter())[_services(values)] += count
    said: dict[str, Counter] = {}
    for key, *values, count in said_rows(scope, told):
        said.setdefault(key, Counter())[_services(values)] += count
    return joins_of(scope.themes, people, said, has_partners=bool(beside))


def questions_about(
    survey: Survey, concepts: Iterable[str], *, using: str = DEFAULT_DB_ALIAS
) -> list:
    """Return the ids of the closed questions about these concepts, named with c_ or without."""
    names = [name for each in concepts for name in (each, f"c_{each}")]
    # By key: rows of one connection take no row of another as their survey.
    questions = Question.objects.using(using).filter(survey_id=survey.pk)
    questions = questions.filter(type__in=CHOICES, concept__in=names)
    return list(questions.order_by("key").values_list("pk", flat=True))


def _services(values):
    return tuple(services_of(place_of(value)) for value in values)


def _told_by(questions) -> Told:
    return Told(list(map(str, questions)), lambda response: given_answer(questions, response))


def people_rows(scope: Scope, told: Mapping[str, Told]) -> list[tuple]:
    """Return rows of question, what tells people apart, and how many people answered."""
    survey_id, arrivals = scope.questions[0].survey_id, scope.arrivals
    questions = [question.pk for question in scope.questions]
    columns = {name: tell.by("response") for name, tell in told.items()}

    def count(wanted):
        rows = answers_by_day(
            survey_id=survey_id, questions=questions, wanted=wanted, arrivals=arrivals
        )
        rows = rows.annotate(**columns).values_list("day", "question_id", *columns)
        rows = rows.annotate(n=Count("response", distinct=True))
        return sorted_by_stretch(((day, *_as_texts(row)) for day, *row in rows), wanted)

    about = ["people", *_about(scope, told)]
    return rows_by_day(survey_id=survey_id, arrivals=arrivals, about=about, count=count)


def said_rows(scope: Scope, told: Mapping[str, Told]) -> list[tuple]:
    """Return rows of theme, what tells people apart, and how many people named the theme.

    Each theme is a count of its own, so that a step of review has only the touched ones counted.
    """
    levels = groups_of_rows(scope.families)
    counts = {
        (level, key): Counted(
            ["said", *_about(scope, told), sorted(map(str, themes))], frozenset(themes)
        )
        for level, groups in enumerate(levels)
        for key, themes in groups.items()
    }

    def count(wanted):
        found: dict[tuple, list] = {}
        for level, groups in enumerate(levels):
            groups = {key: ids for key, ids in groups.items() if (level, key) in wanted}
            for key, *row in _said_by(scope, told, groups):
                found.setdefault((level, key), []).append(_as_texts(row))
        return found

    rows = rows_of(
        survey_id=scope.questions[0].survey_id,
        arrivals=scope.arrivals,
        counts=counts,
        count=count,
        adjust=lambda kept: _said_by_fewer(scope, told, counts, kept),
    )
    return [(key, *row) for (_level, key), kept in rows.items() for row in kept]


def _said_by(scope, told, groups):
    columns = {name: tell.by("answer__response") for name, tell in told.items()}
    themes = [theme for each in groups.values() for theme in each]
    # Asked of each answer in turn: as a list, SQLite would gather all answers for a small theme.
    counts = Exists(answered(scope).filter(pk=OuterRef("answer_id")))
    rows = Coding.objects.using(scope.using).current().filter(counts, theme__in=themes)
    rows = rows.annotate(key=counted_in(groups), **columns).order_by()
    return rows.values_list("key", *columns).annotate(n=Count("answer__response", distinct=True))


def _said_by_fewer(scope, told, counts, kept) -> dict:
    """Return rows of counts that few answers were touched of, without counting anybody else."""
    answers = {answer for each in kept.values() for answer in each.places}
    columns = {name: tell.by("response") for name, tell in told.items()}
    people = people_of(answers, answered(scope), columns)
    themes = {name: counts[name].themes for name in kept}
    return adjusted(kept, themes, people)


def _about(scope, told) -> list:
    questions = [str(question.pk) for question in scope.questions]
    return [questions, [[name, *tell.key] for name, tell in told.items()]]


def _as_texts(row) -> tuple:
    return tuple(str(each) if isinstance(each, UUID) else each for each in row)


def answered(scope: Scope) -> QuerySet:
    """Return the answers that count: sent, not held, not blank, of people who may be counted."""
    answers = Answer.objects.for_purpose(Purpose.COUNT).using(scope.using).substantive()
    return answers.filter(question__in=[question.pk for question in scope.questions])
