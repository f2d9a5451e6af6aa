"""What the lengths of a survey's routes tell its author. Advice: nothing here stops a survey."""

from collections.abc import Iterator

from surveys.problems import Problem
from surveys.routes.listing import ReaderRoutes, routes_of


# The most questions a route should ask, by age band; grown-ups have only their minutes.
MOST_QUESTIONS = {"u8": 6, "8_11": 14, "12_15": 15, "16_17": 18}
MOST_MINUTES_CHILD, MOST_MINUTES_ADULT, MOST_MINUTES_PRACTITIONER = 10, 12, 15
PRACTITIONER = "practitioner"


def most_minutes(audience, age_band: str) -> int:
    """Return how long the longest route of this reader should take at most."""
    if age_band != "adult":
        return MOST_MINUTES_CHILD
    is_practitioner = PRACTITIONER in (audience.voice, audience.key)
    return MOST_MINUTES_PRACTITIONER if is_practitioner else MOST_MINUTES_ADULT


def route_advice(document, routes: list[ReaderRoutes] | None = None) -> Iterator[Problem]:
    """Yield what is worth changing about the lengths of the routes."""
    for each in routes_of(document) if routes is None else routes:
        audience = document.audience(each.audience)
        place = f"audience '{audience.key}' ({each.age_band})"
        if each.count is None:
            remedy = "Let fewer answers decide about later pages; what is below is the most."
            yield Problem(place, "there are too many routes to follow each", remedy)
        yield from _length_advice(each, audience, place)


def _length_advice(each, audience, place):
    most = MOST_QUESTIONS.get(each.age_band)
    if most is not None and each.most_questions > most:
        remedy = f"Ask {most} at most at this age."
        yield Problem(place, f"a route asks {each.most_questions} questions", remedy)
    minutes, limit = each.longest.minutes, most_minutes(audience, each.age_band)
    if minutes > limit:
        remedy = f"Keep it within {limit}: ask less, or shorten the texts."
        yield Problem(place, f"the longest route takes about {minutes:g} minutes", remedy)
