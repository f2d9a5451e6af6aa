"""Who is missing, how people came, what was left out, what changed, and how far it is read."""

import random
import re
from dataclasses import replace
from datetime import date

import pytest

from insights.actions.export import file_path, record_download
from insights.actions.releasing import check_export
from insights.actions.signing import note_opening, sign_off
from insights.disclosure import HIDDEN
from insights.exports.facts import ClosedColumn, ShelfSeen, SigningFacts
from insights.exports.observed import Observed
from insights.exports.publication import PUBLISHED
from insights.exports.published import Published
from insights.exports.signing_words import signing_cells, signing_words
from insights.exports.tables import SHEETS
from insights.models import Coding, ShelvedAnswer
from insights.overview.benchmarks import benchmark_for
from insights.shelves import SHELVES
from surveys.models import Answer, Erasure
from tests.factories import make_response, make_survey, small_document
from tests.insights.disclosure.attacker import cells_worked_out
from tests.insights.exports.oracle import table_of
from tests.insights.exports.test_export_action import code, export_of, sheets_of, theme_of
from tests.insights.exports.test_publication import AUDIENCES, MadeUp, row_of
from tests.review_factories import make_run


LONDON, NORTH_EAST, WALES = "E12000007", "E12000001", "wales"
REGIONS = {
    code: each.category
    for code, each in benchmark_for("region", MadeUp.readers[1]).expected.items()
}
REGION = ClosedColumn(
    "region", "region", "Where do you live?", "single", concept="c_region",
    options={**REGIONS, WALES: "Wales"},
)  # fmt: skip
ETHNIC = ClosedColumn(
    "ethnic", "ethnic", "Group?", "single", concept="c_ethnic_group",
    options=dict.fromkeys(benchmark_for("ethnic_group", MadeUp.readers[1]).expected, "Group"),
)  # fmt: skip
PARENTS = MadeUp.readers[1]
SHEETS_OF = {Observed: SHEETS, Published: PUBLISHED}


def source_of(regions, *, column=REGION, audience="parent"):
    rows = [row_of(audience, code) for code, n in regions.items() for _one in range(n)]
    rows = [row._replace(person=f"p{number}") for number, row in enumerate(rows)]
    people = dict.fromkeys(AUDIENCES, 0) | {audience: len(rows)}
    return MadeUp(people, people, {}, columns=[column], rows=rows)


def rows_of(source):
    table = SHEETS_OF[type(source)]["representativeness"].build(source, source.manifest())
    headings = [column.heading for column in table.columns]
    return {row[3]: dict(zip(headings, row, strict=True)) for row in table.rows}


# --- who is missing ---


def test_the_team_sees_each_group_beside_the_population():
    source = Observed(source_of({LONDON: 60, NORTH_EAST: 40, WALES: 7}))

    rows = rows_of(source)

    expected = benchmark_for("region", PARENTS).expected[LONDON].share
    london = rows["London"]
    assert (london["People"], london["People whose group is known"]) == (60, 100)
    shares = [london[f"Share{end} (%)"] for end in ("", ", low", ", high")]
    assert shares == [60.0, 50.2, 69.1]
    assert london["Expected (%)"] == round(100 * expected, 1)
    assert london["Difference (points)"] == round(60 - 100 * expected)
    assert london["Index"] == round(60 / expected)
    assert london["What may be said"] == "More than expected"
    assert rows["South West"]["What may be said"] == "Fewer than expected"
    assert rows["South West"]["People"] == 0
    assert "Census 2021" in london["Source"]
    assert london["Figures of"] == "2021-03-21"
    assert "Wales" not in rows


def test_of_fewer_than_thirty_no_share_is_told_even_to_the_team():
    rows = rows_of(Observed(source_of({LONDON: 29})))

    assert rows["London"]["People"] == 29
    assert rows["London"]["Share (%)"] is None
    assert rows["London"]["What may be said"] == "Not shown: too few people"


def test_what_is_published_is_rounded_hidden_and_says_so():
    rows = rows_of(Published(source_of({LONDON: 61, NORTH_EAST: 37, WALES: 8})))

    london = rows["London"]
    # 58% of 105 people, among the 95 that are left without the 10 who live in Wales.
    assert (london["People"], london["People whose group is known"]) == (60, 95)
    assert (london["Share (%)"], london["Share, low (%)"]) == (64, 54)
    # The three of Wales are hidden, and somebody else's number with them.
    some = rows_of(Published(source_of({LONDON: 61, NORTH_EAST: 37, WALES: 3})))
    low_and_high = [some["London"][f"Share, {end} (%)"] for end in ("low", "high")]
    assert low_and_high == [50, 100]
    few = rows_of(Published(source_of({LONDON: 61, NORTH_EAST: 3})))
    assert few["North East"]["People"] == HIDDEN
    assert few["North East"]["Share (%)"] == HIDDEN
    assert few["North East"]["What may be said"] == "Not shown: too few people"
    assert not [row for row in few.values() if None in row.values()]


def test_no_hidden_number_beside_a_population_can_be_worked_out():
    for seed in range(8):
        chance = random.Random(seed)
        regions = [LONDON, NORTH_EAST, WALES, "E12000002"]
        rows = [
            row_of(who, chance.choice(regions[: chance.choice([1, 2, 4])]))
            for who in AUDIENCES
            for _one in range(chance.choice([4, 31, 60]))
        ]
        people = {who: sum(row.audience == who for row in rows) for who in AUDIENCES}
        published = Published(MadeUp(people, people, {}, columns=[REGION], rows=rows))

        assert published._comparisons
        assert cells_worked_out(published.counts, published._release) == {}


def test_ethnic_groups_are_compared_for_the_team_alone_where_people_under_18_answered():
    source = source_of({"white": 50, "asian": 50}, column=ETHNIC)

    assert [one.column.name for one, _figures in Observed(source).compared()] == ["ethnic"]
    assert list(Published(source).compared()) == []


def test_a_question_that_lacks_a_group_of_the_population_is_compared_with_nothing():
    short = replace(REGION, options={LONDON: "London"})

    assert not list(Observed(source_of({LONDON: 60}, column=short)).compared())


def test_practitioners_and_questions_of_no_population_are_compared_with_nobody():
    assert not list(Observed(source_of({LONDON: 60}, audience="practitioner")).compared())
    times = replace(REGION, concept="times")
    assert not list(Observed(source_of({LONDON: 60}, column=times)).compared())


# --- sheets of a survey ---


def question_answers(question):
    return list(Answer.objects.filter(question=question).order_by("text"))


@pytest.fixture
def survey(team, settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"
    document = small_document()
    document["audiences"][1]["voice"] = "parent_self"
    names = {**REGIONS, LONDON: "Llundain ŵ", NORTH_EAST: "=1+1 👍"}
    options = [{"code": code, "label": name} for code, name in names.items()]
    where = {"key": "where", "type": "single", "concept": "c_region", "label": "Where? تستمع"}
    document["pages"][0]["questions"].append(where | {"options": options})
    return make_survey(organisation=team, document=document)


def answered(survey, count, region=LONDON, **more):
    for number in range(count):
        answers = {"child_better": f"More time {number}", "where": (region, region)}
        make_response(survey, answers=answers, audience="parent", **more)


@pytest.mark.parametrize("kind", ["workbook", "publication"])
def test_both_workbooks_say_who_is_missing(survey, kind):
    answered(survey, 40)
    answered(survey, 20, NORTH_EAST)

    rows = table_of(sheets_of(export_of(survey, kind=kind))["Representativeness"])

    told = {row["Group"]: (row["People"], row["What may be said"]) for row in rows}
    assert told["Llundain ŵ"] == (40, "More than expected")
    assert told["=1+1 👍"] == (20, "More than expected")
    assert told["South East"] == (0, "Fewer than expected")
    assert {row["Question in words"] for row in rows} == {"Where? تستمع"}


def test_the_report_says_who_is_missing_and_no_more_than_the_workbook(survey):
    answered(survey, 60)
    answered(survey, 20, "E12000008")
    answered(survey, 3, NORTH_EAST)

    page = file_path(export_of(survey, kind="report")).read_text()

    words = " ".join(re.sub("<[^>]+>", " ", page).split())
    assert "I am a parent: Where? تستمع" in words
    assert re.search(r"Llundain ŵ \d+% \d+% to \d+% 16% More than expected", words)
    assert "=1+1 👍 [c] [c] 5% Not shown: too few people" in words
    assert "Census 2021 table TS001, figures of 21 March 2021." in words


def test_reach_tells_by_what_way_and_in_which_language_people_came(survey):
    answered(survey, 3)
    answered(survey, 2, language="cy")

    rows = table_of(sheets_of(export_of(survey))["Reach"])

    told = {(row["Told apart by"], row["Group"]): row["People"] for row in rows}
    assert told["Language", "Welsh"] == 2
    assert told["How the answer reached us", "The survey’s own address"] == 5
    assert told["Audience", "I am a parent"] == 5
    assert sum(n for (by, _group), n in told.items() if by == "Format") == 5


@pytest.mark.parametrize(
    ("kind", "shown"), [("workbook", (3, 12, 0)), ("publication", (HIDDEN, 10, 0))]
)
def test_what_was_left_out_is_told_and_small_numbers_to_the_team_alone(survey, kind, shown):
    for number in range(3):
        Erasure.objects.create(receipt_hmac=str(number), survey=survey, day=date(2026, 3, 2))
    for _one in range(12):
        make_response(survey, answers={"child_better": "Yes", "child_worse": None})

    rows = table_of(sheets_of(export_of(survey, kind=kind))["Left out"])

    told = {row["What was left out"]: row["Number"] for row in rows}
    names = ("Responses that were taken back", "Questions left blank")
    assert tuple(told[name] for name in names) == shown[:2]
    assert told["Answers held by safeguarding"] == shown[2]


def test_the_changelog_tells_versions_and_released_files(survey, ray, alice):
    answered(survey, 12)
    first = export_of(survey, kind="publication", by=ray)
    record_download(export=first, by=alice)
    check_export(export=first, result="released", by=alice)

    second = export_of(survey, kind="publication", by=ray)

    rows = table_of(sheets_of(second)["Changelog"])
    assert [row["What changed"] for row in rows] == [
        "Survey version 1 published",
        "File released (publication)",
        "This file made",
    ]
    assert [row["Number, checksum or question"] for row in rows][1:] == [
        str(first.pk),
        str(second.pk),
    ]
    assert not {"Ray", "Alice"} & set(str(rows).split())


def test_the_licence_is_what_the_site_says_and_the_teams_file_has_none(survey, settings):
    answered(survey, 40)
    settings.PUBLICATION_LICENCE = "Open Government Licence v3.0"

    public, team = (
        {row["What"]: row["Words"] for row in table_of(sheets_of(export)["Licence"])}
        for export in (export_of(survey, kind="publication"), export_of(survey))
    )

    assert public["Licence"] == "Open Government Licence v3.0"
    assert team["Licence"].startswith("None.")
    assert "Census 2021" in public["Figures of others"]
    settings.PUBLICATION_LICENCE = ""
    rows = table_of(sheets_of(export_of(survey, kind="publication"))["Licence"])
    assert "Ask Team before" in rows[0]["Words"]


def test_where_nobody_decided_the_sheet_says_so_and_no_suggestion_is_published(survey):
    question = survey.questions.get(key="child_better")
    answered(survey, 40)
    answers = question_answers(question)
    make_run(question=question, groups={"SUGGESTEDNAME": answers}, by=None)

    public = sheets_of(export_of(survey, kind="publication"))
    team = sheets_of(export_of(survey))

    assert "SUGGESTEDNAME" not in str(public)
    assert "Themes in charts" not in public
    said = {row["Question"]: row["Themes"] for row in table_of(public["Themes"])}
    assert said["child_better"].startswith("Nobody has decided on the themes")
    [row] = table_of(team["Themes"])
    assert (row["Theme"], row["Decided by"]) == (
        "SUGGESTEDNAME",
        "Suggested by the machine, not reviewed",
    )


# --- how far it is read ---


FACTS = SigningFacts("q", "What helps?", answers=200, read=150, neither=20)
SEEN = (
    ShelfSeen("Stories", 4, (("Analyst", "2026-05-03", False),)),
    ShelfSeen("Lone voices", 2),
    ShelfSeen("Campaigns", 0),
)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (FACTS, "not signed off yet. A person read 75% of the answers; 15% more are in a sample"),
        (replace(FACTS, read=199, neither=1), "A person read 99% of the answers; 0% more"),
        (replace(FACTS, neither=0), "Every answer was read by a person or is in a sample"),
        (replace(FACTS, answers=29), "Not every answer was read by a person."),
        (replace(FACTS, opinions=1), "Second opinions are still waited for."),
        (
            replace(FACTS, signed_on="2026-03-02", role="Reviewer", holds=True),
            "signed off (Reviewer, 2026-03-02), nothing was decided since.",
        ),
        (
            replace(FACTS, signed_on="2026-03-02", role="Reviewer"),
            "signed off (Reviewer, 2026-03-02), but something was decided since.",
        ),
    ],
)
def test_what_everybody_is_told_of_the_reading(facts, said):
    assert said in signing_words(facts, is_public=True)
    assert "200" not in signing_words(facts, is_public=True)


@pytest.mark.parametrize("kind", ["workbook", "publication"])
def test_files_tell_by_role_and_day_how_far_a_question_is(survey, ray, kind):
    theme = theme_of(survey)
    question = survey.questions.get(key="child_better")
    answered(survey, 30)
    answers = question_answers(question)
    read = code(theme, answers[0].response)
    Coding.objects.filter(pk=read.pk).update(source="person", by=ray)
    run = make_run(question=question, groups={"Time": answers[1:]}, by=ray)
    ShelvedAnswer.objects.create(run=run, answer=answers[0], shelf="lone", place=1)
    ShelvedAnswer.objects.create(run=run, answer=answers[1], shelf="ungrouped", place=2)
    blank = make_response(survey, answers={"child_better": None}).answers.get(question=question)
    ShelvedAnswer.objects.create(run=run, answer=blank, shelf="blank", place=3)
    note_opening(run=run, shelf="lone", to_end=True, by=ray)

    def notes():
        return str(sheets_of(export_of(survey, kind=kind))["Notes"])

    before = notes()
    assert "“What would make things better?”: not signed off yet." in before
    assert "Not opened yet: Not grouped yet, Set aside." in before
    assert "Reviewer" in before and "to the last page" in before
    assert "Ray" not in before
    if kind == "workbook":
        assert "Of 30 answers a person read 1; 0 more are" in before
        assert "answers: 1 (Reviewer" in before
    else:
        assert "A person read 3% of the answers" in before
        assert "answers: 1" not in before

    for shelf in SHELVES:
        note_opening(run=run, shelf=shelf, to_end=False, by=ray)
    sign_off(codebook=theme.codebook, sequence=0, by=ray)
    assert "signed off (Reviewer, 20" in notes()


@pytest.mark.parametrize(
    ("facts", "cells"),
    [
        (FACTS, ["Not yet", "75%", "15%", "–", "–"]),  # noqa: RUF001 - nothing to say
        (replace(FACTS, read=199, neither=1), ["Not yet", "99%", "0%", "–", "–"]),  # noqa: RUF001
        (replace(FACTS, answers=29), ["Not yet", "Not all of them", "–", "–", "–"]),  # noqa: RUF001
        (
            replace(FACTS, signed_on="2026-05-04", role="Reviewer", holds=True, shelves=SEEN),
            ["Reviewer, 2026-05-04", "75%", "15%", "Stories (Analyst, 2026-05-03)", "Lone voices"],
        ),
        (
            replace(FACTS, shelves=(ShelfSeen("Stories", 4), ShelfSeen("Lone voices", 2))),
            ["Not yet", "75%", "15%", "–", "All"],  # noqa: RUF001
        ),
        (
            replace(FACTS, signed_on="2026-05-04", role="Reviewer", opinions=1),
            [
                "Reviewer, 2026-05-04; something was decided since; second opinions are waited for",
                *("75%", "15%", "–", "–"),  # noqa: RUF001
            ],
        ),
    ],
)
def test_report_tells_how_far_a_question_is_as_a_row(facts, cells):
    assert signing_cells(facts) == cells
