"""Given answers in a file: codes and their words, and a number for each reason of having none."""

import pytest

from insights.exports.survey_source import SurveySource
from insights.exports.tables import SHEETS
from insights.models import Export
from surveys.models import Answer, Response
from surveys.option_order import shown_order
from tests.factories import make_survey
from tests.surveys.documents import full_document, question
from tests.surveys.walker import Walker


pytestmark = pytest.mark.django_db
WORKER = {
    "audience": "worker",
    "take_part": "granted",
    "quote_anon": "refused",
    "helper": "teacher",
    "kinds": ["talk", "time"],
    "feeling": "4",
    "joined": "na",
    "times": "0",
    "place": "school",
    "heard": "7",
    "wishes": {"1": "trust", "2": "play"},
    "began": {"month": "3", "year": "2024"},
    "teams": {"health": "often", "schools": "never"},
    "pause": "go_round",
}


@pytest.fixture
def survey(team):
    data = full_document()
    question(data, "helper")["options"].append(
        {"code": "secret", "label": "I would rather not say", "missing": "prefer_not"}
    )
    kinds = question(data, "kinds")
    kinds["options"].append(
        {"code": "unsure", "label": "Not sure", "exclusive": True, "missing": "dont_know"}
    )
    question(data, "teams")["options"][0]["label"] = "Never"
    return make_survey(organisation=team, slug="help-near-you", document=data)


@pytest.fixture
def exported(survey, ray):
    """Return a function that gives the rows of a fresh file by column, and the file's Variables."""

    def read():
        export = Export.objects.create(survey=survey, requested_by=ray, purpose="test")
        source = SurveySource(export, using="default")
        tables = [
            SHEETS[key].build(source, source.manifest()) for key in ("responses", "variables")
        ]
        responses, variables = tables
        headings = [column.heading for column in responses.columns]
        rows = [dict(zip(headings, row, strict=True)) for row in responses.rows]
        return rows, {row[0]: row for row in variables.rows}

    return read


def send(**answers):
    walker = Walker({**WORKER, **answers}, start="/s/help-near-you/")
    walker.send()
    return walker


def test_answers_are_codes_with_their_words_beside(exported, survey):
    send()

    (row,), _variables = exported()

    assert (row["helper"], row["helper_label"]) == ("teacher", "Teacher")
    assert [row[f"kinds__{c}"] for c in ("talk", "money", "time", "none")] == [1, 0, 1, 0]
    assert (row["feeling"], row["feeling_label"]) == (4, "Point 4")
    assert (row["place"], row["heard"], row["began"]) == ("school", 7, "2024-03")
    assert [row[f"wishes__{c}"] for c in ("time", "trust", "food", "play")] == [None, 1, None, 2]
    assert (row["teams__health"], row["teams__health_label"]) == ("often", "Often")
    assert row["Audience"] == "worker"
    assert "hard" not in row


def test_each_reason_for_no_answer_has_its_number(exported):
    send(helper="secret", kinds=["unsure"], heard=None, wishes=None)

    (row,), _variables = exported()

    assert (row["helper"], row["helper_label"]) == (-7, "Preferred not to say")
    assert [row[f"kinds__{c}"] for c in ("talk", "none", "unsure")] == [-8, -8, -8]
    assert (row["joined"], row["joined_label"]) == (-6, "Said that it does not apply")
    assert row["heard"] == -9
    assert row["wishes__time"] == -9
    assert (row["teams__police"], row["teams__police_label"]) == (-9, "Asked, and left empty")
    assert row["times"] == 0


def test_not_asked_is_told_apart_from_left_empty(exported):
    send(helper="nobody")
    send(helper=None, times=None)

    rows, _variables = exported()

    by_helper = {row["helper"]: row for row in rows}
    for key in ("feeling", "joined", "times"):
        assert by_helper["nobody"][key] == -1
    assert by_helper["nobody"]["feeling_label"] == "Not asked, by the rules of the survey"
    assert by_helper[-9]["feeling"] == -1  # "ne" needs an answer


def test_answers_that_fall_off_the_route_are_not_sent(exported):
    walker = Walker(WORKER, start="/s/help-near-you/")
    walker.walk()
    walker.get("/s/help-near-you/page-1/")
    walker.fill(helper="nobody")
    assert walker.step == "check"
    walker.fill()

    (row,), _variables = exported()
    stored = set(Answer.objects.values_list("question__key", flat=True))

    assert stored.isdisjoint({"feeling", "joined", "times"})
    assert (row["feeling"], row["times"], row["heard"]) == (-1, -1, 7)


def test_answers_off_the_route_come_back_with_it():
    walker = Walker(WORKER, start="/s/help-near-you/")
    make_survey(slug="help-near-you", document=full_document())
    walker.walk()
    for helper in ("nobody", "family"):
        walker.get("/s/help-near-you/page-1/")
        walker.fill(helper=helper)
    walker.fill()

    stored = dict(Answer.objects.values_list("question__key", "value"))

    assert (stored["feeling"], stored["times"]) == (4, 0)


def test_held_answer_is_said_to_be_held(exported):
    send()
    Answer.objects.filter(question__key="helper").update(is_held=True)

    (row,), _variables = exported()

    assert (row["helper"], row["helper_label"]) == (-4, "Held by safeguarding")
    assert row["heard"] == 7


def test_variables_tell_of_every_column(exported):
    send()

    (row,), variables = exported()

    assert list(variables) == list(row)[8:]
    assert variables["feeling"][2] == "How was the feeling?"
    assert "4 = Point 4" in variables["feeling"][5]
    assert variables["feeling"][7] == "faces5_v1"
    assert "-1 = Not asked, by the rules of the survey" in variables["feeling"][6]
    assert variables["feeling"][9] == "“Who helps you most?” is something other than “Nobody”"
    assert variables["feeling_label"][5] == "the words of the column before"


def test_order_of_options_can_be_made_again(team, ray):
    data = full_document()
    data["audiences"][0]["age_band"] = "12_15"
    question(data, "better")["label"] = "What is missing?"
    question(data, "better").pop("show_if")
    question(data, "wishes")["shuffle"] = True
    survey = make_survey(organisation=team, slug="help-near-you", document=data)
    walker = Walker(WORKER, start="/s/help-near-you/")
    walker.walk_to("wishes")
    part = walker.form.fields["wishes"].parts[0]
    seen = [code for code, _words in part.widget.choices if code]
    walker.walk()
    walker.fill()

    export = Export.objects.create(survey=survey, requested_by=ray, purpose="test")
    source = SurveySource(export, using="default")
    (row,) = source.closed_rows()
    shuffled = {each.question_key for each in source.closed_columns() if each.is_shuffled}

    codes = ["time", "trust", "food", "play"]
    assert shown_order(codes, pinned=(), key="wishes", order=row.option_order) == seen
    assert shuffled == {"wishes"}


def test_people_are_many_and_queries_few(exported, django_assert_max_num_queries, survey, ray):
    for _person in range(3):
        send()
    export = Export.objects.create(survey=survey, requested_by=ray, purpose="test")
    source = SurveySource(export, using="default")
    source.closed_columns()

    # Whose, who they are, what they answered, what is held.
    with django_assert_max_num_queries(4):
        rows = list(source.closed_rows())

    assert len({row.person for row in rows}) == 3
    assert Response.objects.count() == 3


def test_person_who_only_chose_counts_and_can_take_it_back(exported, survey, ray):
    send()
    export = Export.objects.create(survey=survey, requested_by=ray, purpose="test")
    source = SurveySource(export, using="default")

    assert source.manifest().people == 1
    assert len(source.members()) == 8
