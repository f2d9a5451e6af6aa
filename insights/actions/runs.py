"""Asks for theme runs and performs them: answers in, whole sets of suggestions out."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from insights import engine
from insights.actions.suggesting import store_shelves, store_suggestions
from insights.actions.tallies import count_run
from insights.engine import VERSION, Document, Result
from insights.jobs import LostJob, beat, claim, fail, finish, kept_alive
from insights.models import Codebook, ThemeRun
from insights.models.job import JobStatus
from insights.remembering import RunVectors, forget_words, still_there
from insights.telling import told_of
from people.actions.audit import record_event
from surveys.models import Answer, Purpose, Question, Survey


logger = logging.getLogger(__name__)

SEED = 0
# Where on the bar a stage begins and ends; reading, which knows how far it is, is most of the work.
STAGES = {"reading": (2, 75), "grouping": (75, 90), "naming": (90, 95)}


@transaction.atomic
def codebook_of(*, question: Question) -> Codebook:
    """Return the codebook of an open question, made at the first asking."""
    codebook, _made = Codebook.objects.get_or_create(
        question=question, defaults={"survey_id": question.survey_id}
    )
    codebook.question = question  # which is at hand, so that nobody fetches it again
    return codebook


@transaction.atomic
def request_run(*, codebook: Codebook, by) -> ThemeRun:
    """Ask for a search for themes; a worker does it (manage.py work).

    Raises ValidationError when one already waits or runs for this question.
    """
    Codebook.objects.select_for_update().get(pk=codebook.pk)
    if codebook.runs.filter(status__in=(JobStatus.WAITING, JobStatus.RUNNING)).exists():
        raise ValidationError(_("Themes are already being looked for."), code="already_running")
    run = ThemeRun.objects.create(
        codebook=codebook,
        requested_by=by,
        settings={"encoder": getattr(settings, "THEME_ENCODER", "auto"), "seed": SEED},
    )
    record_event(event="theme run requested", target=run, by=by)
    return run


def perform_run(*, run: ThemeRun, on_progress: Callable[[int], None] | None = None) -> bool:
    """Take the run and do it; return whether this worker published it. Call outside a transaction.

    The error of a run that fails is raised again after the row says so; nothing half-made stays.
    """
    token = claim(run)
    if token is None:
        return False
    tell = _teller(run, token, on_progress)
    try:
        with kept_alive(run, token):
            documents = _read(run)
            result = _finder(run, documents).find(documents, progress=tell)
            told = told_of(documents, result)
        _publish(run, token, documents, result, told)
    except LostJob:
        logger.info("theme run lost to another worker", extra={"run": run.pk})
        return False
    except Exception as error:
        fail(run, token, error)
        raise
    count_run(run=run)
    logger.info("theme run done", extra={"run": run.pk, "count": len(documents)})
    return True


def _finder(run, documents):
    return engine.ThemeFinder(
        encoder=run.settings["encoder"],
        random_state=run.settings["seed"],
        language=_language(run),
        cache=RunVectors(survey_id=run.codebook.survey_id, documents=documents),
    )


def _language(run) -> str | None:
    """Return the language that the survey is written in, a hint to that of its answers."""
    versions = run.codebook.survey.versions.order_by("-number")
    return versions.values_list("document__language", flat=True).first()


def _read(run) -> list[Document]:
    """Return what may be read now, in an order that depends on nothing but the random keys."""
    answers = (
        Answer.objects.for_purpose(Purpose.ANALYSIS)
        .filter(question=run.codebook.question_id)
        .order_by("pk")
    )
    return [
        Document(id=str(pk), text=text)
        for pk, text in answers.values_list("pk", "text").iterator(chunk_size=2000)
    ]


def _teller(run, token, on_progress):
    def tell(stage, done, total):
        first, last = STAGES.get(stage, (95, 95))
        percent = first + (last - first) * done // max(total, 1)
        beat(run, token, stage, percent)
        if on_progress:
            on_progress(percent)

    return tell


@transaction.atomic(durable=True)
def _publish(run, token, documents, result: Result, told) -> None:
    """Write everything and mark the run done: readers see all of it or nothing.

    Withdrawals of this survey take turns with this (the survey's row is held), so an answer that
    was withdrawn while the engine ran is known to be gone here, and stays gone.
    """
    Survey.objects.select_for_update(no_key=True).get(pk=run.codebook.survey_id)
    finish(
        run,
        token,
        engine_version=VERSION,
        input_digest=result.run["digest"],
        metrics=_metrics(documents, result),
    )
    texts = {document.id: document.text for document in documents}
    allowed = still_there(texts)
    # Vectors of an earlier run, too.
    forget_words(texts[key] for key in texts.keys() - allowed.keys())
    texts = allowed
    store_suggestions(run=run, result=result, texts=texts, told=told)
    store_shelves(run=run, result=result, texts=texts, told=told)
    record_event(
        event="theme run done",
        target=run,
        detail={"themes": len(result.themes), "answers": len(documents)},
        by=None,
    )


def _metrics(documents, result) -> dict:
    """Return counts only: words never come into a row of a run."""
    return {
        "answers": len(documents),
        "statements": result.run["statements"],
        "set_aside": dict(result.run["set_aside"]),
        "ungrouped": len(result.ungrouped),
        "repeated_texts": len(result.duplicates),
        "versions": dict(result.run["versions"]),
        "settings": dict(result.run["settings"]),
    }
