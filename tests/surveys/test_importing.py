import pytest

from surveys.definition import parse_document
from surveys.importing import plan_import, secret_for
from surveys.mapping import parse_mapping
from surveys.spreadsheets import read_content
from tests.factories import small_document


def document_with_multi():
    data = small_document()
    data["pages"][0]["questions"].append(
        {
            "key": "places",
            "type": "multi",
            "concept": "places",
            "label": "Where?",
            "options": [
                {"code": "school", "label": "At school"},
                {"code": "home", "label": "At home; in bed"},
                {"code": "none", "label": "Nowhere", "exclusive": True},
            ],
        }
    )
    data["pages"][1]["questions"][1]["show_if"] = {"q": "helper", "op": "eq", "v": "teacher"}
    return parse_document(data)


DOCUMENT = document_with_multi()
MAPPING = {
    "audience": {"column": "Who", "values": {"Child": "child", "Carer": "parent"}},
    "questions": {
        "helper": {"column": "Helper", "values": {"Miss": "teacher"}},
        "feel": {"column": "Feel"},
        "times": {"column": "Times"},
        "places": {"column": "Places"},
        "child_better": {"column": "Words"},
        "child_worse": {"column": "Worse"},
    },
    "permissions": {
        "take_part": {"column": "OK", "granted": ["Yes", "I agree"]},
        "quote_anon": {"column": "Quote", "granted": ["Yes"]},
    },
}
COLUMNS = ["OK", "Quote", "Who", "Helper", "Feel", "Times", "Places", "Words", "Worse", "Id"]


def plan_of(*rows, mapping=None):
    quoted = [",".join(f'"{row.get(column, "")}"' for column in COLUMNS) for row in rows]
    content = "\n".join([",".join(COLUMNS), *quoted])
    sheet = read_content(content.encode("utf-8", "surrogatepass"), suffix=".csv")
    read = parse_mapping(mapping or MAPPING, document=DOCUMENT, headings=sheet.headings)
    return plan_import(sheet, mapping=read, document=DOCUMENT)


def row_of(**cells):
    return {"OK": "Yes", "Who": "Child", **cells}


def answers_of(**cells):
    plan = plan_of(row_of(**cells))
    assert [str(problem) for problem in plan.problems] == []
    return plan.ready[0].path.answers


@pytest.mark.parametrize(
    ("cell", "value"),
    [("Miss", "teacher"), (" miss ", "teacher"), ("A teacher", "teacher"), ("family", "family")],
)
def test_choices_match_by_mapping_by_words_and_by_code(cell, value):
    assert answers_of(Helper=cell) == {"helper": value}


@pytest.mark.parametrize(
    ("column", "cell", "key", "value"),
    [
        ("Feel", "Face 2", "feel", 2),
        ("Feel", "4", "feel", 4),
        ("Times", "7", "times", 7),
        ("Places", "At school; nowhere-not", "places", None),
        ("Places", "At school", "places", ["school"]),
        ("Places", "home;school", "places", ["school", "home"]),
        ("Places", "At home; in bed", "places", ["home"]),
        ("Words", "  More  time\r\nplease ", "child_better", "More  time\nplease"),
    ],
)
def test_cells_become_the_values_the_site_stores(column, cell, key, value):
    plan = plan_of(row_of(**{column: cell}))

    if value is None:
        assert plan.problems[0].column == column
    else:
        assert plan.ready[0].path.answers == {key: value}


def test_nul_and_controls_are_dropped_as_on_the_site():
    assert answers_of(Words="a\x00b\x07c\ufffe") == {"child_better": "abc"}


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("Helper", "Secretword", "neither one of the survey's answers"),
        ("Feel", "9", "neither one of the survey's answers"),
        ("Times", "Secretword", "whole number"),
        ("Times", "51", "50 or less"),
        ("Places", "At school;Nowhere", "on its own"),
        ("Words", "Secretword " * 200, "too long"),
        ("Who", "Secretword", "audience values"),
        ("Who", "", "nobody knows who answered"),
    ],
)
def test_problems_name_row_and_column_and_never_the_cell(column, cell, words):
    plan = plan_of(row_of(Words="fine"), row_of(**{column: cell}))

    (problem,) = plan.problems
    assert (problem.row, problem.column) == (3, column)
    assert words in str(problem)
    assert "Secretword" not in str(problem)
    assert len(plan.ready) == 1


def test_every_problem_of_a_row_is_listed():
    plan = plan_of(row_of(Helper="x", Feel="x", Times="x"))

    assert [problem.column for problem in plan.problems] == ["Helper", "Feel", "Times"]


@pytest.mark.parametrize("cell", ["", "No", "yes maybe", "Maybe"])
def test_anything_but_a_listed_yes_leaves_the_row_out(cell):
    plan = plan_of(row_of(OK=cell, Helper="wrong but not looked at"))

    assert plan.ready == []
    assert len(plan.without_permission) == 1
    assert plan.problems == []


def test_permissions_are_refused_unless_the_file_says_yes():
    plan = plan_of(row_of(Quote="YES"), row_of(Quote="perhaps"))

    assert [row.path.permissions for row in plan.ready] == [
        {"take_part": "granted", "quote_anon": "granted", "share_local": "refused"},
        {"take_part": "granted", "quote_anon": "refused", "share_local": "refused"},
    ]


def test_a_stated_reason_grants_for_every_row():
    permissions = {"take_part": {"granted_by": "Everyone signed the form at the door."}}
    plan = plan_of(row_of(OK=""), mapping=MAPPING | {"permissions": permissions})

    assert len(plan.ready) == 1


def test_answers_off_the_route_are_left_out_and_counted():
    plan = plan_of(row_of(Helper="family", Worse="never asked"), row_of(Helper="Miss", Worse="x"))

    assert "child_worse" not in plan.ready[0].path.answers
    assert plan.ready[1].path.answers["child_worse"] == "x"
    assert plan.off_route == 1


def test_the_same_row_is_the_same_person_and_its_twin_another():
    first = plan_of(row_of(Words="a"), row_of(Words="a"), row_of(Words="b"))
    again = plan_of(row_of(Words="b"), row_of(Words="a"), row_of(Words="a"))

    people = [row.person for row in first.ready]
    assert len(set(people)) == 3
    assert {row.person for row in again.ready} == set(people)


def test_ids_tell_people_apart_and_must_be_there_once():
    mapping = MAPPING | {"id": "Id"}
    plan = plan_of(row_of(Id="1"), row_of(Id=""), row_of(Id="1"), mapping=mapping)

    assert [str(problem) for problem in plan.problems] == [
        "Row 3, column “Id”: The cell is empty, and it is what tells people apart.",
        "Row 4, column “Id”: The same id stands in row 2.",
    ]


def test_secrets_differ_by_person_survey_and_pepper():
    made = {
        secret_for(person=person, survey_id=survey, pepper=pepper)
        for person in ("id|1", "id|2")
        for survey in ("a", "b")
        for pepper in (b"p", b"q")
    }

    assert len(made) == 8
    assert {len(secret) for secret in made} == {32}
