"""Exports: whole, from one moment, with permission as it stands, and taken back at a withdrawal."""

import hashlib
from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from insights import jobs
from insights.actions.export import (
    export_holds,
    file_path,
    request_export,
    run_export,
    supersede_exports_holding,
)
from insights.exports.tables import SHEETS
from insights.models import (
    Codebook,
    Coding,
    Export,
    Suggestion,
    SuggestionMember,
    Theme,
    ThemeRun,
)
from insights.models.job import JobStatus
from people.models import AuditEvent
from surveys.actions.withdrawal import withdraw_response
from surveys.models import Answer, ConsentEvent, Erasure, Response
from surveys.receipts import receipt_for, receipt_hmac_of
from tests.factories import give_permission, make_response, make_survey
from tests.insights.exports.oracle import check_workbook, read_with_openpyxl, table_of
from tests.insights.exports.payloads import HOSTILE
from tests.quote_factories import answer_of, make_quote


@pytest.fixture(autouse=True)
def _export_dir(settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"


@pytest.fixture
def survey(team):
    return make_survey(organisation=team)


def export_of(survey, *, kind="workbook", by=None):
    export = request_export(survey=survey, kind=kind, purpose="The report of spring", by=by)
    run_export(export=export, token=jobs.claim(export))
    export.refresh_from_db()
    return export


def sheets_of(export):
    check_workbook(file_path(export))
    return read_with_openpyxl(file_path(export))


def theme_of(survey, key="child_better", name="More time", **fields):
    question = survey.questions.get(key=key)
    codebook = Codebook.objects.get_or_create(survey=survey, question=question)[0]
    return Theme.objects.create(codebook=codebook, name=name, **fields)


def code(theme, response, *, state="confirmed", score=0.5, start=0, end=None):
    answer = response.answers.get(question=theme.codebook.question)
    return Coding.objects.create(
        theme=theme,
        answer=answer,
        start=start,
        end=end or len(answer.text),
        source="machine",
        score=score,
        state=state,
    )


def quotable(survey, text, **more):
    return make_response(
        survey, answers={"child_better": text}, permissions={"quote_anon": "granted"}, **more
    )


def test_the_file_says_who_when_why_and_what_was_left_out(survey, ray):
    make_response(survey, answers={"child_better": "More time", "child_worse": None})
    held = make_response(survey, answers={"child_better": "HELD"})
    held.answers.update(is_held=True)
    no_part = make_response(survey, answers={"child_better": "NOPART"})
    give_permission(no_part, "take_part", "withdrawn")
    Erasure.objects.create(receipt_hmac="x", survey=survey, day=no_part.received_day)

    export = export_of(survey, by=ray)

    sheets = sheets_of(export)
    # Nobody has found or decided anything yet.
    later = {"themes_by_group", "joins", "runs", "representativeness"}
    assert list(sheets) == [str(one.name) for key, one in SHEETS.items() if key not in later]
    cover = {row["What"]: row["Value"] for row in table_of(sheets["Cover"])}
    assert cover["Asked for by"] == f"reviewer {ray.pk}"
    assert cover["Purpose"] == "The report of spring"
    assert cover["Left out: Responses that were taken back"] == 1
    assert cover["Left out: Answers held by safeguarding"] == 1
    assert cover["Left out: Answers without permission"] == 1
    assert cover["Left out: Questions left blank"] == 1
    assert cover["People in this file"] == 2  # who is held stands among the responses, unread
    assert cover["Export"] == str(export.pk)
    assert ray.email not in str(sheets)
    assert "HELD" not in str(sheets)
    assert "NOPART" not in str(sheets)
    assert export.sha256 == hashlib.sha256(file_path(export).read_bytes()).hexdigest()
    assert export.manifest["rows"]["Coded answers"] == 1
    assert AuditEvent.objects.filter(event="export made", target_id=str(export.pk)).exists()


def test_every_answer_stands_in_the_file_as_it_was_typed(survey):
    texts = [text for text in HOSTILE if text.strip() and "\x00" not in text and "\r" not in text]
    texts = [text for text in texts if not any("\ud800" <= one <= "\udfff" for one in text)]
    legal = [text for text in texts if text.isprintable()] + ["x" * 10_000, "two\nlines"]
    for text in legal:
        make_response(survey, answers={"child_better": text})

    rows = table_of(sheets_of(export_of(survey))["Coded answers"])

    assert Counter(row["Answer"] for row in rows) == Counter(legal)


def test_people_and_different_answers_are_counted_apart(survey):
    theme = theme_of(survey)
    part = theme_of(survey, name="Longer visits", parent=theme)
    for text in ("More time", "more time", "Longer visits"):
        response = make_response(survey, answers={"child_better": text})
        code(theme if "time" in text else part, response)
    nothing = make_response(survey, answers={"child_better": "Nothing"})
    code(theme_of(survey, name="Gone", status="rejected"), nothing)
    code(part, nothing, state="rejected")

    rows = {row["Theme"]: row for row in table_of(sheets_of(export_of(survey))["Themes"])}

    assert set(rows) == {"More time", "Longer visits"}
    whole = rows["More time"]
    assert (whole["People"], whole["Different answers"]) == (3, 2)
    assert (whole["People who answered"], whole["Share"]) == (4, 0.75)
    assert whole["Share, low"] < 0.75 < whole["Share, high"]
    assert (rows["Longer visits"]["People"], rows["Longer visits"]["Part of"]) == (1, "More time")


def test_themes_are_counted_by_every_group_of_people(survey):
    theme = theme_of(survey)
    part = theme_of(survey, name="Longer visits", parent=theme)
    for number in range(9):
        audience = "child" if number < 5 else "parent"
        answers = {"child_better": "a", "helper": ("teacher", "A teacher")}
        response = make_response(survey, answers=answers, audience=audience)
        if number != 4:
            code(part if number == 1 else theme, response)
    make_response(survey, answers={"child_worse": "b"})

    rows = table_of(sheets_of(export_of(survey))["Themes by group"])

    def figures(name, told_by):
        return {
            row["Group"]: (row["People"], row["People who answered"])
            for row in rows
            if (row["Theme"], row["Told apart by"]) == (name, told_by)
        }

    assert figures("More time", "Audience") == {"I am a child": (4, 5), "I am a parent": (4, 4)}
    assert figures("Longer visits", "Audience")["I am a child"] == (1, 5)
    assert figures("More time", "helper") == {"A teacher": (8, 9)}
    assert figures("More time", "How the answer reached us") == {"The survey’s own address": (8, 9)}
    told = ["Audience", "Age band", "Language", "Format", "How the answer reached us"]
    assert list(dict.fromkeys(row["Told apart by"] for row in rows))[:5] == told


def test_each_place_says_who_put_it_there_and_when(survey, ray):
    theme = theme_of(survey)
    by_person = code(theme, make_response(survey, answers={"child_better": "One"}))
    Coding.objects.filter(pk=by_person.pk).update(source="person", by=ray)
    code(theme, make_response(survey, answers={"child_better": "Two"}), state="suggested")
    make_response(survey, answers={"child_better": "Three"})

    rows = {row["Answer"]: row for row in table_of(sheets_of(export_of(survey))["Coded answers"])}

    headings = ("Placed by", "State", "Role of who decided", "Decided on")
    told = {answer: [row[one] or "" for one in headings] for answer, row in rows.items()}
    day = by_person.at.date().isoformat()
    assert told == {
        "One": ["person", "confirmed", "reviewer", day],
        "Two": ["machine", "suggested", "", day],
        "Three": ["", "", "", ""],
    }
    assert str(ray.pk) not in str(rows)


def test_suggestions_stand_in_only_until_people_decide(survey):
    response = make_response(survey, answers={"child_better": "More time"})
    codebook = Codebook.objects.create(
        survey=survey, question=survey.questions.get(key="child_better")
    )
    for status, label in ((JobStatus.DONE, "Time"), (JobStatus.RUNNING, "HALF DONE")):
        run = ThemeRun.objects.create(codebook=codebook, status=status)
        suggestion = Suggestion.objects.create(run=run, number=1, label=label, stability=0.8)
        SuggestionMember.objects.create(
            suggestion=suggestion, answer=response.answers.get(), start=0, end=4, score=1
        )

    before = sheets_of(export_of(survey))
    theme_of(survey, name="Decided")
    after = sheets_of(export_of(survey))

    [row] = table_of(before["Themes"])
    assert (row["Theme"], row["People"]) == ("Time", 1)
    assert row["Decided by"] == "Suggested by the machine, not reviewed"
    [coded] = table_of(before["Coded answers"])
    assert (coded["Theme"], coded["From character"], coded["To character"]) == ("Time", 1, 4)
    assert [row["Theme"] for row in table_of(after["Themes"])] == ["Decided"]


def test_quotes_obey_permission_at_this_moment(survey, ray, alice):
    for text in ("Yes to quoting", "Changed my mind", "Held since", "Nobody has read it"):
        answer = answer_of(quotable(survey, text))
        make_quote(answer, picker=ray, reader=None if text.startswith("Nobody") else alice)
    Answer.objects.filter(text="Held since").update(is_held=True)

    def quoted():
        return {row["Words"] for row in table_of(sheets_of(export_of(survey))["Quotes"])}

    assert quoted() == {"Yes to quoting", "Changed my mind"}

    give_permission(
        Response.objects.get(answers__text="Changed my mind"), "quote_anon", "withdrawn"
    )

    assert quoted() == {"Yes to quoting"}


def test_rows_and_names_differ_between_exports_and_tell_no_order(survey):
    order = {}
    for number in range(60):
        make_response(survey, answers={"child_better": f"answer {number}"})
        order[f"answer {number}"] = number

    first, second = (table_of(sheets_of(export_of(survey))["Coded answers"]) for _time in range(2))

    places = [[order[row["Answer"]] for row in rows] for rows in (first, second)]
    assert places[0] != places[1]
    assert sorted(places[0]) == list(range(60)) != places[0]
    names = [{row["Answer"]: row["Person"] for row in rows} for rows in (first, second)]
    assert not set(names[0].values()) & set(names[1].values())
    ids = {str(pk) for pk in Response.objects.values_list("pk", flat=True)}
    assert not ids & set(names[0].values())


def test_a_withdrawal_takes_the_file_back(survey, django_capture_on_commit_callbacks):
    leaving = make_response(survey, answers={"child_better": "Take me out"})
    staying = make_response(survey, answers={"child_better": "Keep me in"})
    export = export_of(survey)
    later = make_response(survey, answers={"child_better": "Sent later"})

    assert export_holds(export, leaving)
    assert not export_holds(export, later)
    assert supersede_exports_holding(response=later) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert supersede_exports_holding(response=leaving) == 1

    export.refresh_from_db()
    assert export.superseded_at is not None
    assert not file_path(export).exists()
    assert not Export.objects.downloadable().exists()
    assert staying.pk


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_while_the_file_is_made_means_making_it_again(survey, monkeypatch):
    leaving = make_response(survey, answers={"child_better": "Take me out"})
    make_response(survey, answers={"child_better": "Keep me in"})
    export = request_export(survey=survey, kind="workbook", purpose="Report", by=None)
    token = jobs.claim(export)
    beats = []

    def beat(row, token, stage, progress):
        if stage == "Codebook" and stage not in beats:
            with transaction.atomic():
                Erasure.objects.create(
                    receipt_hmac=leaving.receipt_hmac, survey=survey, day=leaving.received_day
                )
                supersede_exports_holding(response=leaving)
                leaving.delete()
        beats.append(stage)

    monkeypatch.setattr("insights.actions.export.beat", beat)
    run_export(export=export, token=token)

    export.refresh_from_db()
    rows = table_of(sheets_of(export)["Coded answers"])
    assert [row["Answer"] for row in rows] == ["Keep me in"]
    assert beats.count("Codebook") == 2
    assert len(export.members) == 8


@pytest.mark.django_db(transaction=True)
def test_an_export_reads_one_moment_while_people_go_on_sending(survey, monkeypatch):
    make_response(survey, answers={"child_better": "Before"})
    export = request_export(survey=survey, kind="workbook", purpose="Report", by=None)
    token = jobs.claim(export)

    def beat(row, token, stage, progress):
        make_response(survey, answers={"child_better": f"During {stage}"})

    monkeypatch.setattr("insights.actions.export.beat", beat)
    run_export(export=export, token=token)

    export.refresh_from_db()
    rows = table_of(sheets_of(export)["Coded answers"])
    assert [row["Answer"] for row in rows] == ["Before"]
    assert export.manifest["people"] == export.manifest["answers"] == 1
    assert Answer.objects.for_purpose("count").count() > 3
    assert [path.name for path in file_path(export).parent.iterdir()] == [file_path(export).name]


def test_a_worker_that_lost_its_job_publishes_nothing(survey):
    make_response(survey, answers={"child_better": "More time"})
    export = request_export(survey=survey, kind="workbook", purpose="Report", by=None)
    token = jobs.claim(export)
    Export.objects.filter(pk=export.pk).update(token="another")

    run_export(export=export, token=token)

    export.refresh_from_db()
    assert (export.status, export.sha256) == (JobStatus.RUNNING, "")
    assert not any(file_path(export).parent.iterdir())


def test_a_failed_export_leaves_no_file_and_no_words(survey, monkeypatch, caplog):
    make_response(survey, answers={"child_better": "SECRETWORD"})
    export = request_export(survey=survey, kind="workbook", purpose="Report", by=None)
    token = jobs.claim(export)

    def break_down(source):
        raise RuntimeError(next(source.coded()).text)

    monkeypatch.setattr("insights.exports.survey_source.SurveySource.quotes", break_down)
    with pytest.raises(RuntimeError):
        run_export(export=export, token=token)

    export.refresh_from_db()
    assert (export.status, export.error_class) == (JobStatus.FAILED, "RuntimeError")
    assert not any(file_path(export).parent.iterdir())
    assert "SECRETWORD" not in caplog.text


def test_files_left_by_a_crash_are_swept(survey, settings):
    settings.EXPORT_DIR.mkdir()
    left = [settings.EXPORT_DIR / name for name in ("dead.tok.part", "dead.tok.part.3.xml")]
    for path in left:
        path.write_text("words")

    export = export_of(survey)

    assert not any(path.exists() for path in left)
    assert file_path(export).exists()


def test_a_request_needs_a_purpose_and_a_known_kind(survey, ray):
    with pytest.raises(ValidationError) as found:
        request_export(survey=survey, kind="workbook", purpose="  ", by=ray)
    assert found.value.code == "no_purpose"
    with pytest.raises(ValidationError) as found:
        request_export(survey=survey, kind="scroll", purpose="Report", by=ray)
    assert found.value.code == "unknown_kind"


def test_consent_events_are_never_changed_by_an_export(survey):
    quotable(survey, "More time")
    before = list(ConsentEvent.objects.values())

    export_of(survey)

    assert list(ConsentEvent.objects.values()) == before


@pytest.mark.django_db(transaction=True)
def test_the_withdrawal_itself_takes_the_file_back(survey):
    receipt = receipt_for(b"a person's own secret")
    make_response(
        survey, answers={"child_better": "Take me out"}, receipt_hmac=receipt_hmac_of(receipt)
    )
    make_response(survey, answers={"child_better": "Keep me in"})
    export = export_of(survey)

    withdraw_response(receipt=receipt)

    export.refresh_from_db()
    assert export.superseded_at is not None
    assert not file_path(export).exists()
    again = sheets_of(export_of(survey))
    assert [row["Answer"] for row in table_of(again["Coded answers"])] == ["Keep me in"]
    assert "Take me out" not in str(again)
