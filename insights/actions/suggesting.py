"""Writes what a run found as suggestions, minding what people decided about earlier runs."""

from collections import defaultdict

from django.db.models import Max

from insights.engine import Result
from insights.models import ShelvedAnswer, Suggestion, SuggestionMember, ThemeRun
from insights.models.run import unnamed
from insights.support import label_from, phrases_in, supported_phrases
from insights.telling import Told


ALIKE = 0.5  # share of answers two suggestions have in common before they count as the same
PART = 1000


def store_suggestions(
    *, run: ThemeRun, result: Result, texts: dict[str, str], told: Told, after: int = 0
) -> None:
    """Store the themes of a result whose answers are in `texts`, all others left out.

    Call it in the transaction that finishes the run. A suggestion much like one that a person
    rejected arrives rejected. Numbers go on from `after`.
    """
    rejected = rejected_answer_sets(run.codebook_id)
    rows: dict[str, Suggestion] = {}
    members = []
    for number, theme in enumerate(result.themes, start=after + 1):
        places = [member for member in theme.members if member.document in texts]
        if not places:
            continue
        row = _suggestion(run, number, theme, places, texts)
        row.parent = rows.get(theme.parent)
        if is_like_any({place.document for place in places}, rejected):
            row.state = Suggestion.State.REJECTED
        rows[theme.id] = row
        members += _members(row, theme, places, (texts, told))
    _tie_to_nearest(rows, result)
    nearest = {row.pk: row.nearest for row in rows.values()}
    for row in rows.values():
        row.nearest = None  # rows point at one another, so they are all made first
    Suggestion.objects.bulk_create(rows.values(), batch_size=PART)
    for row in rows.values():
        row.nearest = nearest[row.pk]
    Suggestion.objects.bulk_update(rows.values(), ["nearest"], batch_size=PART)
    SuggestionMember.objects.bulk_create(members, batch_size=PART)


def _members(row, theme, places, known):
    texts, told = known
    clause = told.clauses.get(theme.id)
    for place in places:
        stance, is_story = told.said[texts[place.document][place.start : place.end]]
        describes = clause is not None and clause[:2] == (place.document, place.start)
        yield SuggestionMember(
            suggestion=row,
            answer_id=place.document,
            start=place.start,
            end=place.end,
            score=place.score,
            stance=stance,
            is_story=is_story,
            clause_start=clause[2] if describes else None,
            clause_end=clause[3] if describes else None,
        )


def _tie_to_nearest(rows, result):
    """Say which stored theme each is nearest to, and how many of its answers are in both."""
    inside = {
        theme.id: {member.document for member in theme.members}
        for theme in result.themes
        if theme.id in rows
    }
    for theme in result.themes:
        if theme.id in rows and theme.nearest in rows:
            row = rows[theme.id]
            row.nearest = rows[theme.nearest]
            row.shared = len(inside[theme.id] & inside[theme.nearest]) / len(inside[theme.id])


def store_shelves(
    *, run: ThemeRun, result: Result, texts: dict[str, str], told: Told, aside=()
) -> None:
    """Store which answers stand beside the themes, of those in `texts`, and of `aside`.

    Call it in the transaction that finishes the run. What stands on the shelves stays first.
    """
    shelf = ShelvedAnswer.Shelf
    rows = [(shelf.LONE, None, name) for name in result.lone_voices]
    rows += [(shelf.UNGROUPED, None, name) for name in result.ungrouped]
    rows += [(shelf.STORY, None, name) for name in _stories(result, texts, told)]
    rows += [(each.reason, None, each.document) for each in (*result.set_aside, *aside)]
    last = run.shelved.aggregate(place=Max("place"), group=Max("group"))
    rows += [
        (shelf.REPEATED, group, name)
        for group, names in enumerate(result.duplicates, start=1 + (last["group"] or 0))
        for name in names
    ]
    ShelvedAnswer.objects.bulk_create(
        [
            ShelvedAnswer(run=run, shelf=shelf, group=group, answer_id=name, place=place)
            for place, (shelf, group, name) in enumerate(rows, start=1 + (last["place"] or 0))
            if name in texts
        ],
        batch_size=PART,
    )


def _stories(result, texts, told):
    """Return the answers that tell a story in a theme, each once, the most central first."""
    places = (place for theme in result.themes for place in theme.members)
    places = [place for place in places if place.document in texts]
    return dict.fromkeys(
        place.document
        for place in sorted(places, key=lambda place: -place.score)
        if told.said[texts[place.document][place.start : place.end]][1]
    )


def _suggestion(run, number, theme, places, texts):
    said = [(place.document, texts[place.document][place.start : place.end]) for place in places]
    supported = supported_phrases(phrases_in(theme.label, theme.keywords), said)
    keywords = [word for word in theme.keywords if word in supported]
    label = label_from(theme.label, keywords, supported) if theme.is_named else ""
    return Suggestion(
        run=run,
        number=number,
        label=label[:120] or unnamed(number),
        keywords=keywords,
        stability=theme.stability,
        cohesion=theme.cohesion,
    )


def rejected_answer_sets(codebook_id) -> list[set[str]]:
    """Return the answers of each suggestion of this codebook that a person rejected."""
    rows = SuggestionMember.objects.filter(
        suggestion__run__codebook=codebook_id, suggestion__state=Suggestion.State.REJECTED
    )
    answers = defaultdict(set)
    for suggestion_id, answer_id in rows.values_list("suggestion_id", "answer_id"):
        answers[suggestion_id].add(str(answer_id))
    return list(answers.values())


def is_like_any(answers: set[str], others: list[set[str]]) -> bool:
    return any(likeness_of(answers, other) >= ALIKE for other in others)


def likeness_of(one: set, other: set) -> float:
    """Return the Jaccard index: answers in both, as a share of answers in either."""
    return len(one & other) / len(one | other) if one or other else 0.0
