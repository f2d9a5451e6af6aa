"""How many answers have a theme, how many a person read, and when themes stopped being new.

Practice notes THM-8 and RPT-3. Everything is about answers that may be read at this moment.
"""

from dataclasses import astuple, dataclass

from insights.actions.comparisons import Counted, rows_of
from insights.models import AnswerReading, AuditReading, Codebook, Coding, Theme
from insights.places import readable_answers
from surveys.models import Response


POINTS_OF_CURVE = 20


@dataclass(frozen=True)
class Coverage:
    """Counts of one question's answers. `curve`: (answers so far, themes seen in them)."""

    answers: int
    with_theme: int
    confirmed: int
    sorted_by_person: int
    read_blind: int
    neither: int
    curve: tuple[tuple[int, int], ...]


def coverage_of(codebook: Codebook) -> Coverage:
    """Return the coverage of a question's themes.

    In a large survey it is kept while it is true (insights/actions/comparisons.py): what forgets
    the counts of comparisons forgets it too, and who read what since is told by how many did.
    """
    readings = AnswerReading.objects.filter(codebook=codebook)
    audited = AuditReading.objects.filter(item__sample__codebook=codebook)
    themes = frozenset(codebook.themes.values_list("pk", flat=True))
    about = ["coverage", str(codebook.pk), readings.count(), audited.count()]
    rows = rows_of(
        survey_id=codebook.survey_id,
        responses=Response.objects.filter(survey=codebook.survey_id).count(),
        counts={"coverage": Counted([*about, sorted(map(str, themes))], themes)},
        count=lambda _names: {"coverage": [astuple(_count(codebook, readings, audited))]},
    )
    [row] = rows["coverage"]
    *counts, curve = row
    return Coverage(*counts, curve=tuple((answers, themes) for answers, themes in curve))


def _count(codebook, readings, audited) -> Coverage:
    answers = readable_answers(codebook).substantive()
    # Within a day nobody knows who came first: the random key decides, the same each time.
    order = list(answers.order_by("response__received_day", "pk").values_list("pk", flat=True))
    known = set(order)
    coded: dict = {}
    confirmed = set()
    decided = set(readings.values_list("answer_id", flat=True))
    for answer, theme, status, state, by in _codings(codebook):
        if by is not None:
            decided.add(answer)
        if _is_in(status, state):
            coded.setdefault(answer, set()).add(theme)
            if state == Coding.State.CONFIRMED:
                confirmed.add(answer)
    blind = set(audited.values_list("item__answer", flat=True))
    return Coverage(
        answers=len(order),
        with_theme=len(known & coded.keys()),
        confirmed=len(confirmed & known),
        sorted_by_person=len(decided & known),
        read_blind=len(blind & known),
        neither=len(known - decided - blind),
        curve=tuple(curve_of([coded.get(answer, ()) for answer in order])),
    )


def answers_with_theme(codebook: Codebook) -> frozenset[str]:
    """Return the ids of the answers that have a theme in use."""
    return frozenset(
        str(answer)
        for answer, _theme, status, state, _by in _codings(codebook)
        if _is_in(status, state)
    )


def _codings(codebook):
    rows = Coding.objects.filter(theme__codebook=codebook)
    return rows.values_list("answer_id", "theme_id", "theme__status", "state", "by_id").iterator()


def _is_in(status, state) -> bool:
    return status == Theme.Status.ACTIVE and state != Coding.State.REJECTED


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
