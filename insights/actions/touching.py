"""Notes which answers a step touched beside the figures that count them, or forgets those.

A step takes a few answers into themes or out of them. What was counted of these themes is true but
for these answers; the next page counts them alone, and takes off where they stood before
(insights/comparing/adjusting.py, insights/retelling.py). What is noted stands in the step's
transaction. Who counts holds the codebook's row, as every step does, so nothing is noted between.

Whoever leaves takes such figures along, wherever their answers stand now.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from insights.chunks import few_at_a_time
from insights.models import Coding, ComparisonCount, Tally, Theme, TouchedAnswer
from insights.places import themes_counted_in


# A figure that more answers were touched of is counted anew.
MOST = 200


class Place(NamedTuple):
    """Where an answer stands: in which theme, and from where to where."""

    theme: UUID
    start: int
    end: int


def touch(*, themes: Iterable, stood: Mapping[UUID, set[Place]]) -> None:
    """Note that these answers were touched in these themes, and where each stood before."""
    themes = list(themes)
    if not themes or not stood:
        return
    above = Theme.objects.filter(children__in=themes).values("pk")
    tallies = _held(Tally.objects.filter(Q(theme__in=themes) | Q(theme__in=above)))
    counted = themes_counted_in(each.theme_id for each in tallies)
    _note("tally", tallies, {each.pk: counted[each.theme_id] for each in tallies}, stood)
    of_themes = ComparisonCount.themes.through.objects
    counts = of_themes.filter(theme__in=themes).values("comparisoncount")
    counts = _held(ComparisonCount.objects.filter(pk__in=counts).defer("rows"))
    counted = {}
    rows = of_themes.filter(comparisoncount__in=[each.pk for each in counts])
    for count, theme in rows.values_list("comparisoncount", "theme"):
        counted.setdefault(count, set()).add(theme)
    _note("comparison", counts, counted, stood)


def _held(rows: QuerySet) -> list:
    """Return rows once nobody who deletes them can be at it."""
    return list(rows.select_for_update().order_by("pk"))


def _note(kind, owners, counted, stood):
    if not owners:
        return
    keys = [each.pk for each in owners]
    there = TouchedAnswer.objects.filter(**{f"{kind}__in": keys}, answer__in=list(stood))
    there = set(there.values_list(kind, "answer"))
    made, grown, lost = [], {}, []
    for owner in owners:
        new = [answer for answer in stood if (owner.pk, answer) not in there]
        if owner.touched + len(new) > MOST:
            lost.append(owner.pk)
            continue
        grown.setdefault(owner.touched + len(new), []).append(owner.pk)
        made += [
            TouchedAnswer(
                **{kind: owner},
                answer_id=answer,
                places=_places(stood[answer], counted[owner.pk]),
            )
            for answer in new
        ]
    rows = type(owners[0]).objects
    if lost:
        rows.filter(pk__in=lost).delete()
    TouchedAnswer.objects.bulk_create(made, batch_size=500)
    for touched, keys in grown.items():
        rows.filter(pk__in=keys).update(touched=touched)


def _places(stood, themes) -> list:
    return sorted({(place.start, place.end) for place in stood if place.theme in themes})


def noted(kind: str, owners: Iterable) -> dict:
    """Return {figure's key: {answer: where it stood when it was counted}}."""
    found: dict = {each.pk: {} for each in owners}
    rows = TouchedAnswer.objects.filter(**{f"{kind}__in": list(found)})
    for owner, answer, places in rows.values_list(kind, "answer", "places"):
        found[owner][answer] = {tuple(place) for place in places}
    return found


def settle(kind: str, owners: list, fields: list[str]) -> None:
    """Keep figures that were put right: these fields of them, and that no answer is touched."""
    if not owners:
        return
    keys = [each.pk for each in owners]
    TouchedAnswer.objects.filter(**{f"{kind}__in": keys}).delete()
    for owner in owners:
        owner.touched = 0
    type(owners[0]).objects.bulk_update(owners, [*fields, "touched"], batch_size=200)


def forget(rows: QuerySet) -> None:
    """Delete kept figures, once no step can be noting anything beside them."""
    held = rows.model.objects.filter(pk__in=rows.order_by().values("pk"))
    keys = list(held.select_for_update().order_by("pk").values_list("pk", flat=True))
    for part in few_at_a_time(keys):
        rows.model.objects.filter(pk__in=part).delete()


def stood_before(before: Mapping, after: Mapping, known: Mapping) -> dict[UUID, set[Place]]:
    """Return {answer: where it stood before a step}, of the answers that the step touched.

    `before` and `after` are states of codings, `known` is what no step changes of each coding:
    its answer, start, end and how sure the coder was.
    """
    now = {
        str(row.pk): (row.answer_id, row.start, row.end, row.sureness)
        for row in Coding.objects.filter(pk__in=[key for key, state in after.items() if state])
    }
    known = {**known, **now}
    stood: dict[UUID, set[Place]] = {known[key][0]: set() for key in before if key in known}
    in_use = Theme.objects.active().filter(
        pk__in={state["theme_id"] for state in before.values() if state}
    )
    in_use = {str(theme) for theme in in_use.values_list("pk", flat=True)}
    for key, state in before.items():
        if state and key in known and state["theme_id"] in in_use:
            answer, start, end, sureness = known[key]
            if counts(state["state"], sureness):
                stood[answer].add(Place(UUID(state["theme_id"]), start, end))
    rest = Coding.objects.current().filter(answer__in=list(stood)).exclude(pk__in=list(before))
    for answer, *place in rest.values_list("answer", "theme", "start", "end"):
        stood[answer].add(Place(*place))
    return stood


def counts(state: str, sureness: str) -> bool:
    """Tell whether a coding of a theme in use counts, as `Coding.objects.current()` asks it."""
    is_guess = state == Coding.State.SUGGESTED and sureness == Coding.Sureness.GUESS
    return state != Coding.State.REJECTED and not is_guess
