"""The coded answers say who had help, in a survey that asks; answers given with help differ."""

import pytest

from insights import jobs
from insights.actions.export import file_path, request_export, run_export
from tests.factories import make_response, make_survey, small_document
from tests.insights.exports.oracle import read_with_openpyxl, table_of


COLUMNS = ("Help at the start", "Who helped", "Help by the end")


@pytest.fixture(autouse=True)
def _export_dir(settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"


def coded_rows(survey):
    export = request_export(survey=survey, kind="workbook", purpose="The report", by=None)
    run_export(export=export, token=jobs.claim(export))
    export.refresh_from_db()
    rows = table_of(read_with_openpyxl(file_path(export))["Coded answers"])
    return {row["Answer"]: tuple(row[column] or "" for column in COLUMNS) for row in rows}


def test_help_stands_beside_the_answers_of_who_had_it(team):
    document = small_document() | {"helping": ["child"]}
    survey = make_survey(organisation=team, document=document)
    helped = {
        "help_start": (["read", "typed"], "read; typed"),
        "helper_role": ("teacher_ta", "A teacher"),
        "help_end": (["no"], "No"),
    }
    make_response(survey, answers={"child_better": "More time", **helped})
    make_response(survey, answers={"child_better": "Less noise"})

    assert coded_rows(survey) == {
        "More time": ("read; typed", "teacher_ta", "no"),
        "Less noise": ("", "", ""),
    }


def test_survey_that_does_not_ask_has_empty_columns(team):
    survey = make_survey(organisation=team)
    make_response(survey, answers={"child_better": "More time"})

    assert coded_rows(survey) == {"More time": ("", "", "")}
