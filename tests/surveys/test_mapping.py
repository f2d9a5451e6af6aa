import copy

import pytest

from surveys.definition import parse_document
from surveys.mapping import MappingError, parse_mapping
from tests.factories import small_document
from tests.surveys.documents import full_document


HEADINGS = ("Response ID", "Who", "Words", "Helper", "Consent")
DOCUMENT = parse_document(small_document())
GOOD = {
    "id": "Response ID",
    "audience": {"column": "Who", "values": {"Child": "child"}},
    "questions": {
        "child_better": {"column": "Words"},
        "helper": {"column": "Helper", "values": {"My teacher": "teacher"}},
    },
    "permissions": {"take_part": {"column": "Consent", "granted": ["Yes"]}},
}


def changed(path, value):
    data = copy.deepcopy(GOOD)
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return data


def problems_of(data):
    with pytest.raises(MappingError) as caught:
        parse_mapping(data, document=DOCUMENT, headings=HEADINGS)
    return caught.value.problems


def test_a_sound_mapping_is_read():
    mapping = parse_mapping(GOOD, document=DOCUMENT, headings=HEADINGS)

    assert mapping.id_column == "Response ID"
    assert mapping.audience.values == {"child": "child"}
    assert mapping.questions["helper"].values == {"my teacher": "teacher"}
    assert mapping.permissions["take_part"].granted == {"yes"}


def test_one_audience_for_the_whole_file():
    data = changed(["audience"], {"value": "parent"})

    assert parse_mapping(data, document=DOCUMENT, headings=HEADINGS).audience.value == "parent"


@pytest.mark.parametrize(
    ("path", "value", "place", "remedy"),
    [
        (["id"], "Number", "id", "Its columns are: Response ID; Who"),
        (["colour"], "red", "mapping.colour", "Use only:"),
        (["format"], "other/2", "format", "consult-import/1"),
        (["language"], "cy", "language", "Use one of: en"),
        (["audience"], None, "audience", "Add “audience”"),
        (["audience", "values", "Adult"], "adult", "audience.values.Adult", "child, parent"),
        (["audience", "values"], {}, "audience.values", "code in the survey"),
        (["questions", "no_such"], {"column": "Words"}, "questions.no_such", "child_better"),
        (["questions", "child_better", "column"], "Wrods", "questions.child_better", "columns are"),
        (["questions", "child_better"], "Words", "questions.child_better", "{“column”"),
        (
            ["questions", "child_better", "values"],
            {"a": "b"},
            "questions.child_better.values",
            "Leave “values” out",
        ),
        (
            ["questions", "helper", "values", "Nan"],
            "nan",
            "questions.helper.values.Nan",
            "family, teacher",
        ),
        (["questions", "helper", "separator"], "", "questions.helper", "such as “;”"),
        (["permissions"], {}, "permissions.take_part", "granted_by"),
        (
            ["permissions", "take_part", "granted"],
            "Yes",
            "permissions.take_part.granted",
            "List them",
        ),
        (
            ["permissions", "take_part"],
            {"granted_by": "yes"},
            "permissions.take_part.granted_by",
            "for the record",
        ),
        (
            ["permissions", "share_all"],
            {"column": "Consent", "granted": ["Yes"]},
            "permissions.share_all",
            "take_part, quote_anon",
        ),
    ],
)
def test_each_mistake_names_its_place_and_remedy(path, value, place, remedy):
    (problem,) = problems_of(changed(path, value))

    assert problem.place == place
    assert remedy in problem.remedy


def test_all_problems_are_listed_at_once():
    data = changed(["id"], "Number")
    data["questions"]["no_such"] = {}
    data["permissions"] = {}

    assert [problem.place for problem in problems_of(data)] == [
        "questions.no_such",
        "permissions.take_part",
        "id",
    ]


@pytest.mark.parametrize("data", [[], "text", None, 3])
def test_what_is_not_an_object_is_refused(data):
    (problem,) = problems_of(data)

    assert problem.place == "mapping"


def test_answers_of_several_rows_are_not_read_from_one_column():
    document = parse_document(full_document())
    data = {**GOOD, "questions": {"teams": {"column": "Words"}}}

    with pytest.raises(MappingError) as caught:
        parse_mapping(data, document=document, headings=HEADINGS)

    problem = next(each for each in caught.value.problems if each.place == "questions.teams")
    assert problem.message == "Its answers do not fit into one column."
