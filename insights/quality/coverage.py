"""How many answers have a theme, how many a person read, and when themes stopped being new.

Practice notes THM-8 and RPT-3. Everything is about answers that may be read at this moment.
"""

from dataclasses import dataclass

from insights.cards import readable_answers
from insights.models import AnswerReading, AuditReading, Codebook, Coding


POINTS_OF_CURVE = 20


@dataclass(frozen=True)
class Coverage:
    """Counts of one question's answers. `curve`: (answers so far, themes seen in them)."""

    answers: int
    with_theme: frozenset[str]
    confirmed: int
    sorted_by_person: int
    read_blind: int
    neither: int
    curve: tuple[tuple[int, int], ...]


def coverage_of(codebook: Codebook) -> Coverage:
    """Return the coverage of a question's themes; four queries."""
    answers = readable_answers(codebook).substantive()
    # Within a day nobody knows who came first: the random key decides, the same each time.
    order = list(answers.order_by("response__received_day", "pk").values_list("pk", flat=True))
    known = set(order)
    coded: dict = {}
    confirmed = set()
    readings = AnswerReading.objects.filter(codebook=codebook)
    decided = set(readings.values_list("answer_id", flat=True))
    rows = Coding.objects.filter(theme__codebook=codebook).values_list(
        "answer_id", "theme_id", "theme__status", "state", "by_id"
    )
    for answer, theme, status, state, by in rows.iterator():
        if by is not None:
            decided.add(answer)
        if status == "active" and state != Coding.State.REJECTED:
            coded.setdefault(answer, set()).add(theme)
            if state == Coding.State.CONFIRMED:
                confirmed.add(answer)
    audited = AuditReading.objects.filter(item__sample__codebook=codebook)
    blind = set(audited.values_list("item__answer", flat=True))
    return Coverage(
        answers=len(order),
        with_theme=frozenset(str(answer) for answer in coded if answer in known),
        confirmed=len(confirmed & known),
        sorted_by_person=len(decided & known),
        read_blind=len(blind & known),
        neither=len(known - decided - blind),
        curve=tuple(curve_of([coded.get(answer, ()) for answer in order])),
    )


def curve_of(themes_by_answer: list) -> list[tuple[int, int]]:
    """Return how many different themes were seen after each twentieth of the answers. Pure.

    >>> curve_of([{"a"}, {"a", "b"}, {}, {"b"}])
    [(1, 1), (2, 2), (3, 2), (4, 2)]
    """
    total = len(themes_by_answer)
    ends = sorted({-(-total * part // POINTS_OF_CURVE) for part in range(1, POINTS_OF_CURVE + 1)})
    seen: set = set()
    curve, start = [], 0
    for end in ends:
        for themes in themes_by_answer[start:end]:
            seen |= set(themes)
        start = end
        if end:
            curve.append((end, len(seen)))
    return curve
