"""Notes which answers a step touched beside the figures that count them, or forgets those.

A step takes a few answers into themes or out of them. What was counted of these themes is true but
for these answers; the next page counts them alone, and takes off where they stood before
(insights/comparing/adjusting.py). What is noted stands in the step's transaction. Who counts holds
the codebook's row, as every step does, so nothing is noted between.

Whoever leaves takes such figures along, wherever their answers stand now.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from insights.chunks import few_at_a_time
from insights.models import Coding, ComparisonCount, Theme, TouchedAnswer


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
    of_themes = ComparisonCount.themes.through.objects
    counts = of_themes.filter(theme__in=themes).values("comparisoncount")
    counts = _held(ComparisonCount.objects.filter(pk__in=counts).defer("rows"))
    counted = {}
    rows = of_themes.filter(comparisoncount__in=[each.pk for each in counts])
    for count, theme in rows.values_list("comparisoncount", "theme"):
        counted.setdefault(count, set()).add(theme)
    _note(counts, counted, stood)


def _held(rows: QuerySet) -> list:
    """Return rows once nobody who deletes them can be at it."""
    return list(rows.select_for_update().order_by("pk"))


def _note(counts, counted, stood):
    if not counts:
        return
    keys = [each.pk for each in counts]
    there = TouchedAnswer.objects.filter(comparison__in=keys, answer__in=list(stood))
    there = set(there.values_list("comparison", "answer"))
    made, kept, lost = [], [], []
    for each in counts:
        new = [answer for answer in stood if (each.pk, answer) not in there]
        each.touched += len(new)
        if each.touched > MOST:
            lost.append(each.pk)
            continue
        kept.append(each)
        made += [
            TouchedAnswer(
                comparison=each,
                answer_id=answer,
                places=_places(stood[answer], counted[each.pk]),
            )
            for answer in new
        ]
    ComparisonCount.objects.filter(pk__in=lost).delete()
    TouchedAnswer.objects.bulk_create(made, batch_size=500)
    ComparisonCount.objects.bulk_update(kept, ["touched"], batch_size=200)


def _places(stood, themes) -> list:
    return sorted({(place.start, place.end) for place in stood if place.theme in themes})


def noted(counts: Iterable[ComparisonCount]) -> dict:
    """Return {count's key: {answer: where it stood when it was counted}}."""
    found: dict = {each.pk: {} for each in counts}
    rows = TouchedAnswer.objects.filter(comparison__in=list(found))
    for count, answer, places in rows.values_list("comparison", "answer", "places"):
        found[count][answer] = {tuple(place) for place in places}
    return found


def settle(counts: list[ComparisonCount]) -> None:
    """Keep counts whose rows were put right, and that no answer of them is touched."""
    if not counts:
        return
    TouchedAnswer.objects.filter(comparison__in=[each.pk for each in counts]).delete()
    for each in counts:
        each.touched = 0
    ComparisonCount.objects.bulk_update(counts, ["rows", "touched"], batch_size=200)


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
