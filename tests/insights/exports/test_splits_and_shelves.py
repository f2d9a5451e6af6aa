"""Files for the team say how help went and what stands beside the themes, exactly."""

import pytest

from insights.models import Codebook, Suggestion, SuggestionMember, ThemeRun
from insights.models.job import JobStatus
from tests.factories import make_response, make_survey
from tests.insights.exports.oracle import table_of
from tests.insights.exports.test_export_action import export_of, sheets_of


@pytest.fixture
def survey(team, settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"
    return make_survey(organisation=team)


def test_split_of_a_theme_is_exact(survey):
    codebook = Codebook.objects.create(
        survey=survey, question=survey.questions.get(key="child_better")
    )
    run = ThemeRun.objects.create(codebook=codebook, status=JobStatus.DONE)
    suggestion = Suggestion.objects.create(run=run, number=1, label="Time", cohesion=0.71)
    for number in range(30):
        response = make_response(survey, answers={"child_better": f"More time {number}"})
        stance = "badly" if number < 12 else "well" if number < 19 else "wanted"
        SuggestionMember.objects.create(
            suggestion=suggestion, answer=response.answers.get(), start=0, end=4, stance=stance
        )

    [row] = table_of(sheets_of(export_of(survey))["Themes"])

    shown = [row[f"People: {name}"] for name in ("went well", "went badly", "both", "a wish")]
    assert shown == [7, 12, 0, 11]
    assert row["Closeness"] == 0.71


def test_what_stands_beside_the_themes_is_counted_by_reason(survey):
    codebook = Codebook.objects.create(
        survey=survey, question=survey.questions.get(key="child_better")
    )
    run = ThemeRun.objects.create(codebook=codebook, status=JobStatus.DONE)
    for number in range(12):
        response = make_response(survey, answers={"child_better": "Nothing to change"})
        run.shelved.create(answer=response.answers.get(), shelf="nothing", place=number)

    rows = table_of(sheets_of(export_of(survey))["Beside the themes"])

    counts = {row["Where"]: row["Answers"] for row in rows}
    assert counts["Said that there is nothing"] == 12
    assert counts["Lone voices"] == 0
