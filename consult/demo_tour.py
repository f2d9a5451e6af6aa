"""What there is to see in the demo, in plain words: read from the site's state each time."""

from collections.abc import Iterator

from django.urls import reverse

from consult.demo import UNTOUCHED
from insights.models import AuditSample, Commitment, Quote, Theme
from insights.quality.samples import state_of
from surveys.models import Survey
from surveys.titles import title_of


SITE = "http://localhost:8000"
READ = "child_better"  # the question that most of the work was done on


def stops(survey: Survey) -> Iterator[tuple[str, str]]:
    """Yield (what is there, the address to see it at), in the order of an analyst's work."""
    questions = {each.key: each for each in survey.questions.filter(key__in=(READ, UNTOUCHED))}
    question = questions[READ]
    yield (
        "Overview: who answered, who is missing, and where people stop",
        _list("survey_detail", survey),
    )
    yield _themes_words(question), _page("codebook", question.pk)
    sample = AuditSample.objects.filter(codebook__question=question).order_by("drawn_at").last()
    if sample:
        yield _quality_words(sample), _page("quality", question.pk)
    yield _quotes_words(survey), _list("survey_quotes", survey)
    yield "Recommendations, with themes, searches and quotes", _list("recommendation_list", survey)
    overdue = Commitment.objects.overdue().filter(survey=survey).count()
    promises = Commitment.objects.filter(survey=survey).count()
    yield (
        f"You said, we did: {promises} written, {overdue} of them overdue",
        _list("commitment_list", survey),
    )
    left = questions[UNTOUCHED]
    yield (
        f"Yours to try: press “Find themes” at “{title_of(left).words}”",
        _list("survey_detail", survey),
    )


def _themes_words(question) -> str:
    themes = Theme.objects.active().filter(codebook__question=question)
    approved = themes.filter(approved_at__isnull=False).count()
    return (
        f"Themes: {themes.count()} accepted for “{title_of(question).words}”, {approved} of them "
        "approved by the second sample person"
    )


def _quality_words(sample) -> str:
    state = state_of(sample)
    differ, still_open = len(state.disputes()), len(state.open_disputes())
    twice = sum(item.is_read_twice for item in state.items)
    return (
        f"Quality: {sample.size} answers drawn, {twice} read blind by two people, who differ on "
        f"{differ}; {still_open} of these wait to be settled"
    )


def _quotes_words(survey) -> str:
    quotes = Quote.objects.of_survey(survey)
    waiting = quotes.allowed().filter(state=Quote.State.DRAFT).count()
    gone = quotes.not_allowed().count()
    return (
        f"Quotes: {quotes.usable().count()} approved, {waiting} wait for a second reader, "
        f"{gone} not allowed any more by the person"
    )


def _page(name, *args) -> str:
    return SITE + reverse(name, args=args)


def _list(name, survey) -> str:
    return _page(name, survey.slug)
