"""Runs: one at a time, whole or not at all, without anybody's words where they do not belong."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from insights import jobs
from insights.actions import runs
from insights.actions.runs import perform_run, request_run
from insights.engine import ThemeFinder
from insights.models import Suggestion, SuggestionMember, ThemeRun
from insights.models.job import JobStatus
from people.models import AuditEvent
from surveys.models import Answer
from tests.factories import give_permission


pytestmark = pytest.mark.django_db(transaction=True)


def test_perform_run_stores_suggestions_with_members_and_counts(new_run):
    run = new_run()

    labels = set(run.suggestions.filter(parent=None).values_list("label", flat=True))
    assert run.status == JobStatus.DONE
    assert {"Waiting list", "Teacher"} & labels
    assert run.metrics["answers"] == 16
    assert sum(run.metrics["set_aside"].values()) == 2
    assert run.metrics["repeated_texts"] == 1
    assert SuggestionMember.objects.filter(suggestion__run=run).count() >= 12
    assert AuditEvent.objects.filter(event="theme run done", target_id=str(run.pk)).exists()


def test_what_the_engine_does_not_name_is_not_named_by_a_key_word(new_run, monkeypatch):
    nameless = [("", ("waiting list",))]
    monkeypatch.setattr(
        "insights.engine.finder.label_groups", lambda groups, **_kept: nameless * len(groups)
    )

    suggestions = list(new_run().suggestions.all())

    assert suggestions
    assert not any(each.is_named for each in suggestions)


def test_perform_run_tells_how_far_it_is(codebook, responses):
    told = []

    perform_run(run=request_run(codebook=codebook, by=None), on_progress=told.append)

    assert told == sorted(told)
    assert told[-1] == 95


def test_a_second_run_waits_until_the_first_is_done(codebook, responses, ray):
    request_run(codebook=codebook, by=ray)

    with pytest.raises(ValidationError, match="already being looked for"):
        request_run(codebook=codebook, by=ray)


def test_a_refused_permission_keeps_an_answer_out(codebook, responses, ray):
    give_permission(responses[0], "take_part", "withdrawn")

    perform_run(run=request_run(codebook=codebook, by=ray))

    assert ThemeRun.objects.get().metrics["answers"] == 15
    assert not SuggestionMember.objects.filter(answer__response=responses[0]).exists()


def test_an_answer_withdrawn_during_the_run_does_not_come_back(
    codebook, responses, ray, monkeypatch
):
    find = ThemeFinder.find

    def find_while_someone_leaves(self, documents, progress):
        result = find(self, documents, progress=progress)
        Answer.objects.filter(response=responses[0]).delete()
        give_permission(responses[6], "take_part", "withdrawn")
        return result

    monkeypatch.setattr(ThemeFinder, "find", find_while_someone_leaves)

    assert perform_run(run=request_run(codebook=codebook, by=ray))

    left = SuggestionMember.objects.filter(answer__response__in=[responses[0], responses[6]])
    assert not left.exists()


def test_a_label_that_one_person_alone_still_says_is_not_stored(
    codebook, responses, ray, monkeypatch
):
    find = ThemeFinder.find

    def find_while_most_leave(self, documents, progress):
        result = find(self, documents, progress=progress)
        kept = [responses[0].pk, responses[6].pk]
        Answer.objects.exclude(response__in=kept).delete()
        return result

    monkeypatch.setattr(ThemeFinder, "find", find_while_most_leave)

    perform_run(run=request_run(codebook=codebook, by=ray))

    for suggestion in Suggestion.objects.all():
        assert suggestion.label.startswith("Theme ")
        assert suggestion.keywords == []


def test_a_worker_that_lost_the_run_publishes_nothing(codebook, responses, ray, monkeypatch):
    run = request_run(codebook=codebook, by=ray)
    find = ThemeFinder.find

    def find_slowly(self, documents, progress):
        result = find(self, documents, progress=progress)
        ThemeRun.objects.filter(pk=run.pk).update(token="another worker's")
        return result

    monkeypatch.setattr(ThemeFinder, "find", find_slowly)

    assert perform_run(run=run) is False
    assert not Suggestion.objects.exists()
    assert not ThemeRun.objects.whole().exists()


def test_a_run_that_breaks_while_writing_leaves_nothing_and_no_words(
    codebook, responses, ray, monkeypatch, caplog
):
    def break_off(**kwargs):
        Suggestion.objects.create(run=kwargs["run"], number=1, label="half")
        raise RuntimeError("zanzibar was in an answer")

    monkeypatch.setattr(runs, "store_suggestions", break_off)
    request_run(codebook=codebook, by=ray)

    call_command("work", once=True)

    run = ThemeRun.objects.get()
    assert (run.status, run.error_class) == (JobStatus.FAILED, "RuntimeError")
    assert not Suggestion.objects.exists()
    assert "zanzibar" not in caplog.text


def test_work_takes_up_what_a_dead_worker_left(codebook, responses, ray):
    run = request_run(codebook=codebook, by=ray)
    jobs.claim(run)
    ThemeRun.objects.update(heartbeat_at=timezone.now() - timedelta(hours=1))

    call_command("work", once=True)

    run.refresh_from_db()
    assert (run.status, run.attempts) == (JobStatus.DONE, 2)


def test_work_runs_a_task_for_a_run_that_is_gone_without_fuss(codebook, responses, ray):
    request_run(codebook=codebook, by=ray)
    jobs.reap(ThemeRun)
    ThemeRun.objects.all().delete()

    call_command("work", once=True)

    assert not Suggestion.objects.exists()
