"""What every report has to state: when, by what way, with whose help, how, and who decides."""

from datetime import date

import pytest

from insights.actions.export import file_path
from insights.disclosure import HIDDEN
from people.models import Organisation
from surveys.helping import with_helping
from surveys.models import Channel
from tests.factories import give_permission, make_response, make_survey, small_document
from tests.insights.exports.oracle import table_of
from tests.insights.exports.test_export_action import code, export_of, sheets_of, theme_of


@pytest.fixture(autouse=True)
def _export_dir(settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"


def cover_of(survey, kind):
    return {
        row["What"]: row["Value"]
        for row in table_of(sheets_of(export_of(survey, kind=kind))["Cover"])
    }


def answered(survey, count, *, day=date(2026, 5, 4), **more):
    made = [make_response(survey, answers={"child_better": f"a{n}"}, **more) for n in range(count)]
    for response in made:
        response.received_day = day
        response.save(update_fields=["received_day"])
    return made


@pytest.mark.parametrize("kind", ["publication", "workbook"])
def test_covers_say_between_which_days_people_answered(team, kind):
    survey = make_survey(organisation=team)
    answered(survey, 8, day=date(2026, 5, 4))
    answered(survey, 8, day=date(2026, 6, 1))
    [gone] = answered(survey, 1, day=date(2026, 9, 9))
    give_permission(gone, "take_part", "withdrawn")

    cover = cover_of(survey, kind)

    assert (cover["First answer on"], cover["Last answer on"]) == ("2026-05-04", "2026-06-01")


def test_days_of_a_handful_of_people_are_not_published(team):
    survey = make_survey(organisation=team)
    answered(survey, 3)

    assert cover_of(survey, "publication")["First answer on"] == HIDDEN
    assert cover_of(survey, "workbook")["First answer on"] == "2026-05-04"
    assert "4 May 2026" not in file_path(export_of(survey, kind="report")).read_text()


def test_files_say_who_decides_or_that_it_is_not_recorded(team):
    silent = make_survey(organisation=team)
    document = {**small_document("told"), "decided_by": "The council decides in June."}
    told = make_survey(organisation=team, document=document, slug="told")

    assert cover_of(silent, "publication")["Who decides"].startswith("Not recorded")
    for kind in ("publication", "workbook"):
        assert cover_of(told, kind)["Who decides"] == "The council decides in June."
    assert "The council decides in June." in file_path(export_of(told, kind="report")).read_text()


def test_files_say_by_what_ways_people_were_invited(team):
    survey = make_survey(organisation=team)
    for number in range(2):
        partner = Organisation.objects.create(name=f"Partner {number}", slug=f"partner-{number}")
        for each in range(2):
            Channel.objects.create(
                survey=survey, code=f"c{number}{each}", organisation=partner, label="Poster"
            )

    invited = cover_of(survey, "publication")["How people were invited"]

    assert invited.endswith("Link or poster. Organisations that passed the survey on: 2.")


def helped_survey(team):
    document = with_helping({**small_document("helped"), "helping": ["child"]})
    survey = make_survey(organisation=team, document=document, slug="helped")
    for helped, count in ((["read"], 40), (["typed"], 3), (["no"], 60)):
        for number in range(count):
            make_response(survey, answers={"child_better": f"a{number}", "help_start": helped})
    return survey


def test_published_help_is_told_and_hidden_where_few_had_it(team):
    export = export_of(helped_survey(team), kind="publication")

    rows = {
        row["Group"].split("? ")[1]: row
        for row in table_of(sheets_of(export)["Ways of answering"])
        if row["Told apart by"] == "Help at the start"
    }
    read = rows["Someone is reading it to me"]
    assert [read[one] for one in ("People", "People who told", "Share (%)")] == [40, 105, 39]
    assert rows["Someone is typing what I say"]["People"] == HIDDEN


def test_team_reads_help_exactly(team):
    export = export_of(helped_survey(team), kind="workbook")

    rows = {row["Group"]: row["People"] for row in table_of(sheets_of(export)["Reach"])}
    assert rows["Is anyone helping you? Someone is typing what I say"] == 3


def test_an_audience_that_was_not_asked_has_no_row(team):
    survey = make_survey(organisation=team)
    theme = theme_of(survey)
    for response in answered(survey, 40):
        code(theme, response)
    for _each in range(40):
        make_response(survey, answers={"child_worse": "Time"}, audience="parent")

    sheets = sheets_of(export_of(survey, kind="publication"))

    told = table_of(sheets["Themes"])
    assert {row["Audience"] for row in told} == {"I am a child", "Everybody"}
    assert "An audience that was not asked" in sheets["Themes"][1][0]
    people = [row for row in table_of(sheets["People who answered"]) if row["Question"] != "[z]"]
    asked = {(row["Question"], row["Audience"]) for row in people}
    assert ("child_better", "I am a parent") not in asked
    assert ("child_worse", "I am a parent") in asked


def test_report_lists_once_what_it_tells_no_themes_of_and_how_far_the_reading_is(team):
    survey = make_survey(organisation=team)
    theme = theme_of(survey)
    for response in answered(survey, 40):
        code(theme, response)

    page = file_path(export_of(survey, kind="report")).read_text()

    untold = page.split('<section id="untold"')[1].split("</section>")[0]
    assert page.count("Nobody has agreed on the themes of") == 1
    assert untold.count("<li") == survey.questions.filter(is_open=True).count() - 1
    method = page.split('<section id="method"')[1]
    assert method.count("<caption") == 1  # no search was made, so none is listed
    reading = method.split("<table")[1].split("</table>")[0]
    assert reading.count("<tr") == 1 + survey.questions.filter(is_open=True).count()
