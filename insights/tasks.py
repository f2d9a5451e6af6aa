"""What the queue holds: names of jobs, by id only. A worker runs them (manage.py work)."""

import logging

from django_tasks import task

from insights.actions.export import run_export
from insights.actions.learning import perform_learning
from insights.actions.runs import perform_run
from insights.actions.waves import perform_wave
from insights.jobs import claim, reap
from insights.models import Export, Learning, ThemeRun, Wave


logger = logging.getLogger(__name__)


@task()
def find_themes_for_run(run_id: str) -> None:
    run = ThemeRun.objects.filter(pk=run_id).first()
    if run is not None:
        _quietly(lambda: perform_run(run=run))


@task()
def make_export(export_id: str) -> None:
    export = Export.objects.filter(pk=export_id).first()
    token = claim(export) if export is not None else None
    if token:
        _quietly(lambda: run_export(export=export, token=token))


@task()
def learn_codes(learning_id: str) -> None:
    learning = Learning.objects.filter(pk=learning_id).first()
    if learning is not None:
        _quietly(lambda: perform_learning(learning=learning))


@task()
def sort_new_answers(wave_id: str) -> None:
    wave = Wave.objects.filter(pk=wave_id).first()
    if wave is not None:
        _quietly(lambda: perform_wave(wave=wave))


TASK_FOR = {
    ThemeRun: find_themes_for_run,
    Export: make_export,
    Learning: learn_codes,
    Wave: sort_new_answers,
}


def ask_for_workers() -> int:
    """Queue every job that waits and is not queued, new or given back; return how many."""
    asked = [(model, key) for model in TASK_FOR for key in reap(model)]
    for model, key in asked:
        TASK_FOR[model].enqueue(str(key))
    return len(asked)


def _quietly(work) -> None:
    """Keep the fault out of the queue's table, whose tracebacks would hold people's words.

    The job's own row says that it failed, with the class of the error.
    """
    try:
        work()
    except Exception as error:
        logger.warning("job stopped", extra={"kind": type(error).__name__})
