"""Each question answered in words: how far its analysis is, and what comes next."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.models import AnswerReading, Coding, Suggestion, Theme, ThemeRun
from insights.models.job import JobStatus
from insights.progress import newest_runs
from people.roles import Permission, is_allowed
from surveys.models import Question, Survey
from surveys.titles import QuestionTitle, titles_of


@dataclass(frozen=True)
class Progress:
    """How far one question is. Of people: `read` is answers a person has read or sorted."""

    question: Question
    title: QuestionTitle
    run: ThemeRun | None
    themes: int
    suggestions: int
    read: int

    @property
    def key(self) -> str:
        return str(self.question.pk)

    @property
    def is_busy(self) -> bool:
        return self.run is not None and self.run.status in (JobStatus.WAITING, JobStatus.RUNNING)


def progress_of(survey: Survey) -> list[Progress]:
    """Return the questions answered in words in the order of asking; the queries are fixed."""
    titles, runs = titles_of(survey), newest_runs(survey)
    order = {key: place for place, key in enumerate(titles)}
    themes = _by_question(Theme.objects.active().filter(codebook__survey=survey), "codebook")
    suggestions, read = _open_suggestions(survey), _read(survey)
    questions = survey.questions.filter(is_open=True)
    return [
        Progress(
            each,
            titles.get(each.key, QuestionTitle(each.key)),
            runs.get(each.pk),
            themes[each.pk],
            suggestions[each.pk],
            read[each.pk],
        )
        for each in sorted(questions, key=lambda each: (order.get(each.key, len(order)), each.key))
    ]


def _by_question(rows, codebook) -> Counter:
    pairs = rows.order_by().values_list(f"{codebook}__question")
    return Counter(dict(pairs.annotate(n=Count("pk"))))


def _open_suggestions(survey) -> Counter:
    """Return suggestions not looked at yet, of the newest search of each question that ended."""
    whole = ThemeRun.objects.whole().filter(codebook__survey=survey).order_by("requested_at")
    newest = dict(whole.values_list("codebook", "pk"))
    rows = Suggestion.objects.filter(state=Suggestion.State.OPEN, run__in=newest.values())
    return _by_question(rows, "run__codebook")


def _read(survey) -> Counter:
    """Return how many answers somebody has read through, or decided the theme of."""
    readings = AnswerReading.objects.filter(codebook__survey=survey)
    by_person = Q(source=Coding.Source.PERSON) | Q(state=Coding.State.CONFIRMED)
    decided = Coding.objects.filter(by_person, theme__codebook__survey=survey)
    unread = decided.exclude(Exists(AnswerReading.objects.filter(answer=OuterRef("answer"))))
    pairs = unread.order_by().values_list("theme__codebook__question")
    counted = Counter(dict(pairs.annotate(n=Count("answer", distinct=True))))
    return _by_question(readings, "codebook") + counted


def next_step(progress: Progress, *, said: int, role: str) -> dict | None:
    """Return {label, url} of what comes next; `is_search` where it is done by a button."""
    if not said:
        return None
    if progress.is_busy and progress.run:
        return {"label": _("See how far the search is"), "url": _url("run_detail", progress.run)}
    if progress.suggestions and is_allowed(role, Permission.READ_ANSWERS):
        words = ngettext(
            "Look at %(n)s suggestion", "Look at %(n)s suggestions", progress.suggestions
        )
        label = words % {"n": progress.suggestions}
        return {"label": label, "url": _url("codebook", progress.question)}
    if progress.run is None:
        return {"label": _("Find themes"), "is_search": True}
    if progress.read < said and is_allowed(role, Permission.READ_ANSWERS):
        return {"label": _("Read on"), "url": _url("reading", progress.question)}
    return {"label": _("Compare groups of people"), "url": _url("compare", progress.question)}


def _url(name, row) -> str:
    return reverse(name, args=[row.pk])
