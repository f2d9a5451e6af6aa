"""Looks for passages that somebody might quote of a theme. They suggest; a person picks.

Only words whose writer allows them to be shown at this moment, and of nobody who is quoted twice
already.
"""

from collections import Counter
from dataclasses import dataclass

from insights.engine.stance import is_story, stance_of
from insights.models import Quote, Theme
from insights.quoting.balance import (
    DISSENTING,
    KINDS,
    MOST_OF_ONE_PERSON,
    STRONG,
    TYPICAL,
    is_dissent,
    main_stance,
)
from surveys.intake import comparison_key_of
from surveys.models import Answer, Purpose


# The most central places of a theme are looked at: reading many thousands takes too long.
LOOKED_AT = 500
SHOWN = 3
LEAST_WORDS = 4  # fewer say too little without their question


@dataclass(frozen=True)
class Candidate:
    """One passage that might be quoted."""

    answer_id: object
    start: int
    end: int
    words: str
    stance: str
    is_story: bool


def candidates_of(theme: Theme) -> dict[str, list[Candidate]]:
    """Return up to three passages for each kind of quote, the best first, none twice."""
    every = _places(theme)
    main = main_stance(each.stance for each in every)
    ranked = {
        DISSENTING: [each for each in every if is_dissent(each.stance, main)],
        STRONG: sorted(
            (each for each in every if each.is_story), key=lambda each: -len(each.words)
        ),
        TYPICAL: [each for each in every if not is_dissent(each.stance, main)],
    }
    seen: set = set()
    found = {kind: _first(ranked[kind], seen) for kind in ranked}
    return {kind: found[kind] for kind in KINDS}


def _first(candidates, seen):
    chosen: list[Candidate] = []
    for each in candidates:
        key = comparison_key_of(each.words)
        if key not in seen and len(chosen) < SHOWN:
            seen.add(key)
            chosen.append(each)
    return chosen


def _places(theme) -> list[Candidate]:
    quotable = Answer.objects.for_purpose(Purpose.QUOTE).filter(
        question_id=theme.codebook.question_id
    )
    rows = theme.codings.current().filter(answer__in=quotable).order_by("-score", "pk")
    rows = list(rows.values_list("answer_id", "start", "end")[:LOOKED_AT])
    wanted = {row[0] for row in rows}
    texts = {
        pk: (person, text)
        for pk, person, text in quotable.filter(pk__in=wanted).values_list(
            "pk", "response_id", "text"
        )
    }
    full = _quoted_enough(theme)
    places = [
        _candidate(pk, start, end, texts[pk][1][start:end])
        for pk, start, end in rows
        if pk in texts and texts[pk][0] not in full
    ]
    return [each for each in places if len(each.words.split()) >= LEAST_WORDS]


def _candidate(pk, start, end, words):
    return Candidate(pk, start, end, words, stance_of(words).value, is_story(words))


def _quoted_enough(theme) -> set:
    """Return the people who are quoted as often as anybody should be."""
    quotes = Quote.objects.of_survey(theme.codebook.survey_id)
    counts = Counter(quotes.values_list("answer__response_id", flat=True))
    return {person for person, count in counts.items() if count >= MOST_OF_ONE_PERSON}
