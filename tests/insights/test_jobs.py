"""Jobs: one worker at a time, dead workers' jobs taken up again, stale workers publish nothing."""

from contextlib import suppress
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from insights import jobs
from insights.models import Codebook, ThemeRun
from insights.models.job import JobStatus
from surveys.models import Question, Survey


def make_run(team):
    survey = Survey.objects.create(organisation=team, slug="jobs", title="Jobs")
    question = Question.objects.create(survey=survey, key="q", type="long_text", is_open=True)
    codebook = Codebook.objects.create(survey=survey, question=question)
    return ThemeRun.objects.create(codebook=codebook)


@pytest.fixture
def run(team):
    return make_run(team)


def set_back(run, **fields):
    ThemeRun.objects.filter(pk=run.pk).update(**fields)
    run.refresh_from_db()


def long_ago():
    return timezone.now() - timedelta(hours=1)


def test_claim_takes_a_waiting_row_once(run):
    token = jobs.claim(run)
    second = jobs.claim(ThemeRun.objects.get(pk=run.pk))

    assert token
    assert second is None
    assert (run.status, run.attempts, run.token) == (JobStatus.RUNNING, 1, token)


def test_claim_takes_up_a_late_row_with_a_new_token(run):
    first = jobs.claim(run)
    set_back(run, heartbeat_at=long_ago())

    second = jobs.claim(run)

    assert second and second != first
    assert run.attempts == 2


def test_claim_leaves_a_late_row_that_was_tried_too_often(run):
    jobs.claim(run)
    set_back(run, heartbeat_at=long_ago(), attempts=3)

    assert jobs.claim(run) is None


def test_a_worker_that_lost_its_job_can_neither_beat_nor_publish_nor_fail_it(run):
    stale = jobs.claim(run)
    set_back(run, heartbeat_at=long_ago())
    fresh = jobs.claim(ThemeRun.objects.get(pk=run.pk))

    for act in (
        lambda: jobs.beat(run, stale, "reading", 10),
        lambda: jobs.finish(run, stale, metrics={"stale": True}),
        lambda: jobs.fail(run, stale, ValueError("x")),
    ):
        with pytest.raises(jobs.LostJob, match=str(run.pk)):
            act()
    jobs.finish(run, fresh, metrics={"fresh": True})

    assert run.metrics == {"fresh": True}
    assert (run.status, run.progress) == (JobStatus.DONE, 100)


def test_beat_writes_a_new_stage_at_once_and_the_same_stage_once_a_second(run):
    token = jobs.claim(run)

    jobs.beat(run, token, "reading", 10)
    jobs.beat(run, token, "reading", 20)
    after_two = ThemeRun.objects.get(pk=run.pk).progress
    jobs.beat(run, token, "writing", 30)

    assert after_two == 10
    assert ThemeRun.objects.get(pk=run.pk).progress == 30


def test_fail_keeps_the_class_and_never_the_message(run, caplog):
    token = jobs.claim(run)

    jobs.fail(run, token, ValueError("zanzibar said this"))

    assert run.error_class == "ValueError"
    assert run.status == JobStatus.FAILED
    assert "zanzibar" not in caplog.text + str(ThemeRun.objects.values().get())


def test_reap_gives_a_dead_workers_job_back_and_asks_once(run):
    jobs.claim(run)
    set_back(run, heartbeat_at=long_ago())

    first, second = jobs.reap(ThemeRun), jobs.reap(ThemeRun)

    run.refresh_from_db()
    assert (first, second) == ([run.pk], [])
    assert (run.status, run.token) == (JobStatus.WAITING, "")


def test_reap_fails_a_job_that_was_tried_too_often(run):
    jobs.claim(run)
    set_back(run, heartbeat_at=long_ago(), attempts=3)

    asked = jobs.reap(ThemeRun)

    run.refresh_from_db()
    assert asked == []
    assert (run.status, run.error_class) == (JobStatus.FAILED, jobs.WORKER_GONE)


def test_reap_asks_for_a_new_job_once_and_leaves_a_live_one(run):
    assert jobs.reap(ThemeRun) == [run.pk]
    assert jobs.reap(ThemeRun) == []
    jobs.claim(run)

    assert jobs.reap(ThemeRun) == []
    run.refresh_from_db()
    assert run.status == JobStatus.RUNNING


def test_reap_asks_again_for_a_job_whose_place_in_the_queue_was_lost(run):
    jobs.reap(ThemeRun)
    set_back(run, heartbeat_at=long_ago())

    assert jobs.reap(ThemeRun) == [run.pk]
    assert jobs.claim(run)


def test_restart_gives_a_failed_job_all_its_tries(run):
    token = jobs.claim(run)
    jobs.fail(run, token, ValueError())

    assert jobs.restart(run) is True
    assert jobs.restart(run) is False
    run.refresh_from_db()
    assert (run.status, run.attempts) == (JobStatus.WAITING, 0)


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_one_takes_the_row(team):
    run, tokens, together = make_run(team), [], Barrier(6)

    def work():
        together.wait()
        with suppress(OperationalError):  # SQLite in memory has no time-out: that one lost
            tokens.append(jobs.claim(ThemeRun.objects.get(pk=run.pk)))
        connection.close()

    workers = [Thread(target=work) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len([token for token in tokens if token]) == 1
