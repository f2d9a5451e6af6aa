import json
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from people.models import AuditEvent
from surveys.actions.imports import import_responses
from surveys.actions.withdrawal import withdraw_response
from surveys.documents import document_of
from surveys.importing import plan_import
from surveys.mapping import parse_mapping
from surveys.models import Answer, Channel, ImportBatch, Purpose, Response
from surveys.receipts import receipt_for
from surveys.spreadsheets import read_content
from tests.surveys.conftest import SAMPLES


MAPPING = {
    "id": "Id",
    "audience": {"column": "Who", "values": {"Child": "child"}},
    "questions": {"child_good": {"column": "Good"}, "child_trusted": {"column": "Trust"}},
    "permissions": {
        "take_part": {"column": "OK", "granted": ["Yes"]},
        "adult_permission": {"granted_by": "Their parents signed at the door."},
        "understand_limits": {"granted_by": "It was said before they began."},
    },
}
HEADINGS = ["Id", "OK", "Who", "Trust", "Good"]
ROWS = [
    ["1", "Yes", "Child", "no", "Secretword one"],
    ["2", "No", "Child", "no", "Secretword two"],
    ["3", "Yes", "Child", "no", "Secretword three"],
]
BAD_ROW = ["4", "Yes", "Child", "Secretword", "fine"]


@pytest.fixture
def files(tmp_path):
    """Return a maker of the command's files."""

    def make(rows, *, mapping=MAPPING, suffix=".csv"):
        table = tmp_path / f"answers{suffix}"
        if suffix == ".csv":
            lines = [",".join(f'"{cell}"' for cell in row) for row in [HEADINGS, *rows]]
            table.write_bytes("\n".join(lines).encode())
        else:
            book = Workbook()
            for row in [HEADINGS, *rows]:
                book.active.append(row)
            book.save(table)
        (tmp_path / "mapping.json").write_text(json.dumps(mapping))
        return table, tmp_path / "mapping.json"

    return make


def run(table, mapping, *options, survey="help-together"):
    out, err = StringIO(), StringIO()
    call_command(
        "import_responses",
        str(table),
        "--survey",
        survey,
        "--mapping",
        str(mapping),
        *options,
        stdout=out,
        stderr=err,
    )
    return out.getvalue() + err.getvalue()


def plan_of(survey, rows, mapping=MAPPING):
    content = "\n".join(",".join(row) for row in [HEADINGS, *rows]).encode()
    sheet = read_content(content, suffix=".csv")
    document = document_of(str(survey.published_version().pk))
    read = parse_mapping(mapping, document=document, headings=sheet.headings)
    return plan_import(sheet, mapping=read, document=document)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_rows_come_in_whole_with_their_permissions(sample_survey, files, suffix):
    output = run(*files(ROWS, suffix=suffix))

    assert "Imported 2 people. 0 were already here. 1 rows left out." in output
    answers = Answer.objects.for_purpose(Purpose.ANALYSIS).filter(question__key="child_good")
    assert sorted(answers.values_list("text", flat=True)) == ["Secretword one", "Secretword three"]
    assert not Answer.objects.for_purpose(Purpose.QUOTE).exists()
    assert set(Response.objects.values_list("channel__mode", flat=True)) == {Channel.Mode.IMPORT}


def test_the_same_file_again_adds_nobody(sample_survey, files):
    run(*files(ROWS))
    output = run(*files(ROWS, suffix=".xlsx"))

    assert "Imported 0 people. 2 were already here." in output
    assert Response.objects.count() == 2
    assert Channel.objects.count() == 1


def test_a_longer_file_adds_only_who_is_new(sample_survey, files):
    run(*files(ROWS))
    output = run(*files([*ROWS, ["5", "Yes", "Child", "no", "later"]]))

    assert "Imported 1 people. 2 were already here." in output


def test_dry_run_lists_every_problem_and_writes_nothing(sample_survey, files):
    output = run(*files([*ROWS, BAD_ROW, ["", "Yes", "Adult", "no", "x"]]), "--dry-run")

    assert "Row 5, column “Trust”:" in output
    assert "Row 6, column “Who”:" in output
    assert "5 rows: 2 ready, 2 with problems, 1 without a Yes" in output
    assert not Response.objects.exists()
    assert not ImportBatch.objects.exists()


def test_problems_stop_the_import(sample_survey, files):
    with pytest.raises(CommandError, match="Nothing was written"):
        run(*files([*ROWS, BAD_ROW]))

    assert not Response.objects.exists()
    assert not ImportBatch.objects.exists()


def test_bad_rows_can_be_left_out(sample_survey, files):
    output = run(*files([*ROWS, BAD_ROW]), "--skip-bad-rows")

    assert "Imported 2 people. 0 were already here. 2 rows left out." in output


def test_no_words_of_answers_are_printed(sample_survey, files):
    output = run(*files([*ROWS, BAD_ROW]), "--skip-bad-rows")

    assert "Secretword" not in output


def test_nul_in_a_file_is_stored_without_it(sample_survey, files):
    run(*files([["1", "Yes", "Child", "no", "a\x00b\x0bc"]]))

    answer = Answer.objects.get(question__key="child_good")
    assert (answer.value, answer.text) == ("abc", "abc")
    assert answer.response.sanitised_chars == 2


def test_the_batch_and_the_audit_trail_hold_counts_only(sample_survey, files, alice):
    batch = import_responses(survey=sample_survey, plan=plan_of(sample_survey, ROWS), by=alice)

    assert (batch.rows, batch.imported, batch.already_here, batch.refused) == (3, 2, 0, 1)
    assert batch.status == ImportBatch.Status.DONE
    event = AuditEvent.objects.get(event="import done")
    assert event.actor_id == str(alice.pk)
    assert event.detail == {
        "survey": str(sample_survey.pk),
        "rows": 3,
        "imported": 2,
        "already_here": 0,
        "refused": 1,
    }


def test_people_who_took_their_answers_back_stay_out(sample_survey, files, monkeypatch):
    secrets = []
    monkeypatch.setattr(
        "surveys.actions.response.receipt_for",
        lambda secret: secrets.append(secret) or receipt_for(secret),
    )
    run(*files(ROWS[:1]))
    withdraw_response(receipt=receipt_for(secrets[0]))

    output = run(*files(ROWS[:1]))

    assert "Imported 0 people. 0 were already here. 1 rows left out." in output
    assert not Response.objects.exists()


def test_an_import_that_breaks_is_marked_and_can_be_run_again(sample_survey, monkeypatch, alice):
    plan = plan_of(sample_survey, ROWS)
    done = []

    def stop_after_one():
        done.append(1)
        raise RuntimeError("Secretword")

    with pytest.raises(RuntimeError):
        import_responses(survey=sample_survey, plan=plan, on_row=stop_after_one, by=alice)
    again = import_responses(survey=sample_survey, plan=plan, by=alice)

    broken = ImportBatch.objects.get(status=ImportBatch.Status.FAILED)
    assert (broken.error_class, broken.imported) == ("RuntimeError", 1)
    assert (again.imported, again.already_here) == (1, 1)


def test_a_survey_never_published_takes_nothing(sample_survey, team):
    plan = plan_of(sample_survey, ROWS)
    sample_survey.pk = None
    unpublished = type(sample_survey)(organisation=team, slug="other", title="Other")
    unpublished.save()

    with pytest.raises(ValidationError, match="Publish the survey"):
        import_responses(survey=unpublished, plan=plan, by=None)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda table, mapping: (table, mapping, "none"), "no published survey at “none”"),
        (lambda table, mapping: (table, table, "help-together"), "not JSON"),
        (lambda table, mapping: (table, table.with_name("x"), "help-together"), "cannot be opened"),
        (lambda table, mapping: (mapping, mapping, "help-together"), "Only .csv and .xlsx"),
    ],
)
def test_wrong_files_are_refused_in_words(sample_survey, files, make, words):
    table, mapping, survey = make(*files(ROWS))

    with pytest.raises(CommandError, match=words):
        run(table, mapping, survey=survey)


def test_a_mapping_with_mistakes_lists_them(sample_survey, files):
    with pytest.raises(CommandError, match="questions.no_such"):
        run(*files(ROWS, mapping=MAPPING | {"questions": {"no_such": {"column": "Good"}}}))


@pytest.mark.parametrize("key", ["take_part", "adult_permission", "understand_limits"])
def test_a_mapping_says_of_all_that_is_needed_who_said_yes(sample_survey, files, key):
    permissions = {name: rule for name, rule in MAPPING["permissions"].items() if name != key}

    with pytest.raises(CommandError, match=f"permissions.{key}"):
        run(*files(ROWS, mapping=MAPPING | {"permissions": permissions}))


def test_who_said_no_to_what_is_needed_is_left_out(sample_survey, files):
    limits = {"understand_limits": {"column": "Trust", "granted": ["yes"]}}
    mapping = MAPPING | {"permissions": MAPPING["permissions"] | limits}

    run(*files(ROWS, mapping=mapping))

    assert not Response.objects.exists()


def test_the_sample_import_is_clean(sample_survey):
    table, mapping = SAMPLES / "import_example.csv", SAMPLES / "import_mapping.json"

    assert "0 with problems" in run(table, mapping, "--dry-run")
    output = run(table, mapping)

    assert f"Imported {Response.objects.count()} people. 0 were already here." in output
    assert Response.objects.count() >= 20


def test_an_imported_person_is_taken_out_by_the_id_of_their_row(sample_survey, files):
    run(*files(ROWS))
    out = StringIO()

    call_command("withdraw", survey="help-together", imported_id=" 1 ", stdout=out)

    assert "deleted" in out.getvalue()
    left = Answer.objects.filter(question__key="child_good")
    assert list(left.values_list("text", flat=True)) == ["Secretword three"]
    assert "Imported 0 people." in run(*files(ROWS))  # and nobody brings them in again
    with pytest.raises(CommandError, match="could not find"):
        call_command("withdraw", survey="help-together", imported_id="1")


@pytest.mark.parametrize(
    "given",
    [{}, {"survey": "help-together"}, {"imported_id": "1"}, {"survey": "no", "imported_id": "1"}],
)
def test_withdrawing_by_halves_says_what_to_give(sample_survey, given):
    with pytest.raises(CommandError, match="receipt code|no survey"):
        call_command("withdraw", **given)
