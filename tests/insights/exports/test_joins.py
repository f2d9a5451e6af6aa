"""The joins between services in files: the same as on the page, and nothing that may not be."""

import csv
import io
import json
import zipfile

import pytest

from insights.actions.export import file_path
from insights.disclosure import HIDDEN, NOT_APPLICABLE
from insights.exports.coarsened import coarsened
from insights.exports.published import Published
from insights.exports.snapshot import snapshot
from insights.exports.survey_source import SurveySource
from insights.exports.writers import WRITERS
from tests.comparing_factories import make_consultation
from tests.factories import make_response, make_survey
from tests.insights.disclosure.attacker import cells_worked_out
from tests.insights.exports.oracle import read_with_calamine, table_of
from tests.insights.exports.test_export_action import code, export_of, sheets_of, theme_of


SHEET = "Joins between services"
WITH_JOINS = {kind for kind, each in WRITERS.items() if "joins" in getattr(each, "sheets", ())}


@pytest.fixture(autouse=True)
def _export_dir(settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"


@pytest.fixture
def consultation(team):
    return make_consultation(organisation=team)


def parents(consultation, services, said, count):
    consultation.answer(
        "adult_better",
        audience="parent",
        age_band="adult",
        said=said,
        count=count,
        closed={"used": services},
    )


def fill(consultation):
    """Trust is shared by education and health, Waiting lies between services, Lists is rare."""

    parents(consultation, ["school"], ["Trust"], 40)
    parents(consultation, ["health_visitor"], ["Trust"], 35)
    parents(consultation, ["health_visitor"], ["Lists"], 3)
    parents(consultation, ["school", "health_visitor"], ["Waiting"], 30)
    parents(consultation, ["school", "health_visitor"], ["Trust", "Waiting"], 10)


def rows_by_group(export, theme):
    rows = table_of(sheets_of(export)[SHEET])
    return {row["Group"]: row for row in rows if row["Theme"] == theme}


def test_team_reads_exactly_what_services_share_and_what_lies_between(consultation):
    fill(consultation)

    export = export_of(consultation.survey, kind="workbook")

    trust, waiting = rows_by_group(export, "Trust"), rows_by_group(export, "Waiting")
    assert [trust["Education"][one] for one in ("People", "People who answered")] == [50, 80]
    assert [trust["Health"][one] for one in ("People", "People who answered")] == [45, 78]
    assert trust["Everybody"]["People"] == 85
    assert {row["Services that share it"] for row in trust.values()} == {"Education, Health"}
    assert {row["Lies between services"] for row in trust.values()} == {"No"}
    assert {row["Lies between services"] for row in waiting.values()} == {"Yes"}
    several = waiting["People who know several services"]
    assert (several["People"], several["People who answered"]) == (40, 40)
    assert several["Difference between several and one"] == 1
    lists = rows_by_group(export, "Lists")
    assert (lists["Health"]["People"], lists["Health"]["Shares the theme"]) == (3, "No")


def test_what_is_published_hides_what_is_small_and_says_what_is_shared(consultation):
    fill(consultation)

    export = export_of(consultation.survey, kind="publication")

    trust, lists = rows_by_group(export, "Trust"), rows_by_group(export, "Lists")
    assert (trust["Education"]["People"], trust["Education"]["Share (%)"]) == (50, 63)
    assert trust["Education"]["Shares the theme"] == "Yes"
    assert {row["Services that share it"] for row in trust.values()} == {"Education, Health"}
    assert lists["Health"]["People"] == HIDDEN
    assert lists["Health"]["Shares the theme"] == HIDDEN
    assert {row["Lies between services"] for row in rows_by_group(export, "Waiting").values()} == {
        "Yes"
    }
    waiting = rows_by_group(export, "Waiting")
    assert waiting["People who know several services"]["Share (%)"] == 100
    assert waiting["People who know one service"]["People"] == 0
    anything = rows_by_group(export, "Anything at all")
    assert anything["People who know several services"]["People who answered"] == 40
    assert anything["Education"]["People"] == NOT_APPLICABLE
    contents = {row["Sheet"]: row["Rows"] for row in table_of(sheets_of(export)["Contents"])}
    assert contents[SHEET] == len(table_of(sheets_of(export)[SHEET]))


def test_few_of_several_services_are_not_told_by_saying_what_lies_between(consultation):
    """Of 30 who know several 3 say it and of 200 who know one none: the theme lies between."""
    for services, said, count in (
        (["school"], ["Trust"], 200),
        (["school", "health_visitor"], ["Trust"], 27),
        (["school", "health_visitor"], ["Lists"], 3),
    ):
        parents(consultation, services, said, count)

    exact = rows_by_group(export_of(consultation.survey, kind="workbook"), "Lists")
    public = rows_by_group(export_of(consultation.survey, kind="publication"), "Lists")

    assert {row["Lies between services"] for row in exact.values()} == {"Yes"}
    assert {row["Lies between services"] for row in public.values()} == {HIDDEN}


def test_a_theme_that_is_hidden_in_a_service_is_not_said_to_be_shared_by_all(consultation):
    """Of 40 in youth 4 say it, one in ten: that it is shared by all would tell of the four."""
    for services, said, count in (
        (["school"], ["Trust"], 60),
        (["youth"], ["Trust"], 4),
        (["youth"], [], 36),
    ):
        parents(consultation, services, said, count)

    exact = rows_by_group(export_of(consultation.survey, kind="workbook"), "Trust")
    page = file_path(export_of(consultation.survey, kind="report")).read_text()

    assert exact["Youth"]["Services that share it"] == "Education, Youth"
    assert "Of no theme can it be shown that all services share it" in page
    assert "No theme is shared by all services" not in page


def test_no_hidden_number_can_be_worked_out_of_all_sheets_together(consultation):
    fill(consultation)
    consultation.answer(
        "child_better",
        audience="child",
        said=["Trust", "Lists"],
        count=12,
    )
    export = export_of(consultation.survey, kind="publication")

    with snapshot() as using:
        published = Published(SurveySource(export, using=using))
        worked_out = cells_worked_out(published.counts, published._release)

    assert any(cell[0] == "joins" for cell in published.counts.counts)
    assert worked_out == {}


def test_a_total_that_two_sheets_show_is_one_figure(consultation):
    fill(consultation)
    sheets = sheets_of(export_of(consultation.survey, kind="publication"))

    themes = {
        row["Theme"]: row["People"]
        for row in table_of(sheets["Themes"])
        if row["Audience"] == "Everybody"
    }
    joined = {
        row["Theme"]: row["People"] for row in table_of(sheets[SHEET])
        if row["Group"] == "Everybody" and row["Theme"] in themes
    }  # fmt: skip
    assert joined == themes


@pytest.mark.parametrize("kind", sorted(WITH_JOINS))
def test_who_left_or_is_held_is_in_no_join_of_any_kind(consultation, kind):
    fill(consultation)
    gone, held = consultation.answer(
        "adult_better",
        audience="parent",
        age_band="adult",
        said=["Trust"],
        count=2,
        closed={"used": ["youth"]},
    )
    consultation.withdraw(gone)
    held.answers.update(is_held=True)

    export = export_of(consultation.survey, kind=kind)

    rows = rows_in(file_path(export), kind)
    trust = {row["Group"]: row["People"] for row in rows if row["Theme"] == "Trust"}
    assert "Youth" not in trust
    assert int(trust["Everybody"]) == 85


def test_csv_of_joins_is_described_for_machines(consultation):
    fill(consultation)

    with zipfile.ZipFile(file_path(export_of(consultation.survey, kind="csv"))) as archive:
        tables = json.loads(archive.read("metadata.json"))["tables"]

    [table] = [each for each in tables if each["url"] == "joins.csv"]
    kinds = {each["name"]: each["datatype"] for each in table["tableSchema"]["columns"]}
    assert kinds["people"] == kinds["people_who_answered"] == "integer"
    assert kinds["share"] == "number"
    assert kinds["services_that_share_it"] == "string"


def test_no_joins_where_the_services_are_left_out_of_the_file(consultation):
    fill(consultation)
    export = export_of(consultation.survey, kind="workbook")

    with snapshot() as using:
        source = SurveySource(export, using=using)
        assert coarsened(source, ["region"]).joins()
        assert coarsened(source, ["sector"]).joins() == []


def test_no_sheet_where_nobody_is_known_to_use_a_service(team):
    survey = make_survey(organisation=team)
    code(theme_of(survey), make_response(survey, answers={"child_better": "More time"}))

    assert SHEET not in sheets_of(export_of(survey, kind="workbook"))
    assert SHEET not in sheets_of(export_of(survey, kind="publication"))


def rows_in(path, kind):
    if kind == "csv":
        with zipfile.ZipFile(path) as archive:
            text = archive.read("joins.csv").decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))
    if kind == "jsonl":
        with zipfile.ZipFile(path) as archive:
            return [json.loads(line) for line in archive.read("joins.jsonl").splitlines()]
    return table_of(read_with_calamine(path)[SHEET])


def test_report_draws_and_lists_what_services_share(consultation):
    fill(consultation)

    page = file_path(export_of(consultation.survey, kind="report")).read_text()

    section = page.split('<section id="joins"')[1].split("</section>")[0]
    assert "<svg" in section
    assert "Education 63%, Health 58%" in section
    assert "More answers will show more." in section
    assert "“Waiting”: “People who know several services” say it more often" in section
    assert page.count('id="joins-1-title"') == 1
    assert 'href="#joins"' in page
