"""How many answers came in since the newest search, and were neither sorted nor read since."""

from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from insights.models import (
    Codebook,
    Coding,
    ShelvedAnswer,
    SortedAnswer,
    SuggestionMember,
    ThemeRun,
)
from insights.places import readable_answers


def waiting_to_be_sorted(codebook: Codebook, run: ThemeRun) -> int:
    """Return how many answers of the days since a search began wait; one query.

    Of earlier days nothing is counted, though sorting takes what was typed in late as well: a page
    cannot look through every answer there is.
    """
    known = (
        SuggestionMember.objects.filter(suggestion__run__codebook=codebook),
        ShelvedAnswer.objects.filter(run__codebook=codebook),
        SortedAnswer.objects.filter(wave__codebook=codebook),
        Coding.objects.filter(theme__codebook=codebook, source=Coding.Source.PERSON),
    )
    since = localdate(run.started_at or run.requested_at)
    answers = readable_answers(codebook, by_key=True).substantive()
    answers = answers.filter(response__survey=codebook.survey_id, response__received_day__gte=since)
    for rows in known:
        answers = answers.exclude(Exists(rows.filter(answer=OuterRef("pk"))))
    return answers.count()
