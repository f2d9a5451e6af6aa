"""The sheets of recommendations and commitments: for the team, and what of them is published."""

from uuid import UUID

import pytest

from insights.actions.commitments import CommitmentWords, publish_commitment, write_commitment
from insights.actions.recommendations import (
    approve_link,
    create_recommendation,
    link_evidence,
    mark_ready,
    record_search,
)
from insights.actions.review import approve_theme
from insights.exports.findings import recommendations_of
from insights.models import Theme
from insights.recommending.documents import RecommendationWords
from tests.comparing_factories import make_consultation
from tests.insights.exports.oracle import table_of
from tests.insights.exports.test_export_action import export_of, sheets_of


@pytest.fixture
def survey(team, ray, alice, settings, tmp_path):
    """Return a survey with one agreed link, one that waits, and two commitments, one public."""
    settings.EXPORT_DIR = tmp_path / "exports"
    consultation = make_consultation(organisation=team)
    said = {"definition": "Families wait."}
    waiting = consultation.theme("adult_better", "Waiting", **said)
    trust = consultation.theme("adult_better", "Trust", **said)
    consultation.answer("adult_better", said=["Waiting"], count=20, audience="parent")
    consultation.answer("adult_better", said=["Trust"], count=20, audience="parent")
    consultation.answer("adult_better", said=["Waiting"], count=3, audience="practitioner")
    consultation.answer("child_better", said=["Waiting"], count=40, audience="child")
    survey = consultation.survey
    words = RecommendationWords("R1", "Help sooner", source="A paper of 2019")
    recommendation = create_recommendation(survey=survey, words=words, by=ray)
    create_recommendation(survey=survey, words=RecommendationWords("R2", "Train"), by=ray)
    link = link_evidence(recommendation=recommendation, theme=waiting, stance="supports", by=ray)
    approve_link(link=link, by=alice)
    link_evidence(recommendation=recommendation, theme=trust, stance="contradicts", by=ray)
    done = CommitmentWords("They wait.", did="=1+1", state="done", owner="Mx Owner")
    public = write_commitment(theme=waiting, words=done, by=ray)
    approve_theme(theme=waiting, by=alice)
    publish_commitment(commitment=public, version=1, by=alice)
    write_commitment(theme=trust, words=CommitmentWords("Trust.", did="X", state="done"), by=ray)
    return survey


def rows_of(survey, kind, sheet):
    return table_of(sheets_of(export_of(survey, kind=kind))[sheet])


# Outside a transaction, so that it is read on a connection of the file's own, as in service.
@pytest.mark.django_db(transaction=True)
def test_team_reads_every_link_with_its_people(survey):
    rows = rows_of(survey, "workbook", "Recommendations")

    # Waiting stands in both questions that ask the same, Trust in one; nothing is linked to R2.
    told = [
        (row["Recommendation"], row["The theme"], row["Question"], row["Theme"]) for row in rows
    ]
    assert told == [
        ("R1", "Supports", "adult_better", "Waiting"),
        ("R1", "Supports", "child_better", "Waiting"),
        ("R1", "Contradicts", "adult_better", "Trust"),
        ("R2", None, None, None),
    ]
    first = rows[0]
    assert (first["People"], first["People who answered"], first["Share (%)"]) == (23, 43, 53)
    assert first["How many"] == "Many people"
    assert [row["Agreed by two people"] for row in rows] == ["Yes", "Yes", "No", None]


@pytest.mark.django_db(transaction=True)
def test_team_reads_every_commitment_and_no_formula(survey):
    rows = rows_of(survey, "workbook", "You said we did")

    assert [row["Theme"] for row in rows] == ["Trust", "Waiting"]
    assert rows[1]["Who sees to it"] == "Mx Owner"
    assert rows[1]["We did"] == "=1+1"  # as text: the oracle refuses a formula
    assert [row["Everybody can read it"] for row in rows] == ["No", "Yes"]


def test_published_links_are_agreed_and_hide_small_numbers(survey):
    rows = rows_of(survey, "publication", "Recommendations")

    assert {row["Theme"] for row in rows} == {"Waiting"}
    shown = {
        (row["Question"], row["Audience"]): (row["People"], row["Share (%)"], row["How many"])
        for row in rows
    }
    assert shown["adult_better", "Everybody"] == (25, 53, "Many people")
    # Three practitioners, and the parents, who would give them away.
    for hidden in ("I work with families", "I am a parent"):
        assert shown["adult_better", hidden] == ("[c]", "[c]", "[c]")
    # Children were not asked it: they have no row, which would say that nobody of them says it.
    assert ("adult_better", "I am a child") not in shown
    assert "" not in {value for row in rows for value in row.values()}


def test_published_commitments_are_the_public_ones_without_owner(survey):
    sheets = sheets_of(export_of(survey, kind="publication"))
    rows = table_of(sheets["You said we did"])

    assert [row["Theme"] for row in rows] == ["Waiting"]
    assert rows[0]["By which day"] == "[z]"
    assert "Mx Owner" not in str(sheets) and "Trust." not in str(sheets)
    contents = {row["Sheet"] for row in table_of(sheets["Contents"])}
    assert {"Recommendations", "You said we did"} <= contents


def test_report_has_the_figure_of_a_linked_theme_in_each_question(survey, ray, alice):
    recommendation = survey.recommendations.get(key="R1")
    record_search(
        recommendation=recommendation, searched="All themes", found="Trust, which is linked", by=ray
    )
    approve_link(link=recommendation.links.get(theme__name="Trust"), by=alice)
    mark_ready(recommendation=recommendation, by=alice)

    [told] = recommendations_of(survey, using="default")

    themes = Theme.objects.in_bulk([each.theme_id for each in told.evidence])
    assert [
        (each.stance, each.theme, themes[UUID(each.theme_id)].codebook.question.key)
        for each in told.evidence
    ] == [
        ("Supports", "Waiting", "adult_better"),
        ("Supports", "Waiting", "child_better"),
        ("Contradicts", "Trust", "adult_better"),
    ]
