"""Where people stop: the pages' names in order, and small numbers hidden."""

import pytest

from insights.overview.answered import SEPARATOR
from insights.overview.stopping import step_name, stopping_sections
from surveys.documents import document_of
from surveys.models import StepCount
from surveys.steps import every_step
from tests.factories import make_survey
from tests.surveys.ages import aged_document


@pytest.fixture
def version(db):
    return make_survey().published_version()


def count(version, audience, step, came, went_on):
    row = {"version": version, "audience": audience, "step": step}
    StepCount.objects.create(**row, came=came, went_on=went_on)


def sections(version, *, is_exact):
    return stopping_sections(version, document_of(str(version.pk)), is_exact=is_exact)


def test_steps_stand_in_the_order_of_the_document_with_their_names(version):
    count(version, "parent", "check", 50, 40)
    count(version, "parent", "page-2", 60, 50)
    count(version, "parent", "permission-1", 100, 60)
    count(version, "", "who", 120, 100)

    before, parents = sections(version, is_exact=True)

    assert before["name"] == "Before it is known who is answering"
    assert before["summary"] == "120 began. Most stopped at “Who is answering”: 20."
    assert parents["summary"] == (
        "100 began. 40 sent their answers. "
        "Most stopped at “Permission: Can we use your answers?”: 40."
    )
    assert parents["chart"]["table"].rows == [
        ["Permission: Can we use your answers?", "100", "60", "40", "40%"],
        ["Page 2: What would make things better?", "60", "50", "10", "17%"],
        ["Checking the answers, and sending", "50", "40", "10", "20%"],
    ]


def test_the_adult_comes_first_and_then_gives_the_device_back(db):
    document = aged_document()
    document["audiences"][0]["group"] = {"*": "Children under 12"}
    version = make_survey(document=document).published_version()
    for step in ("permission-1", "hand-back", "permission-2", "age"):
        count(version, "child", step, 50, 40)

    [children] = sections(version, is_exact=True)

    assert children["name"] == "Children under 12"  # what staff call them, not what they choose
    assert [row[0] for row in children["chart"]["table"].rows] == [
        "How old are you?",
        "Permission: Is adult_permission all right?",
        "Giving the device back to the child",
        "Permission: Is take_part all right?",
    ]


def test_bars_say_what_share_stopped_where_somebody_did(version):
    count(version, "parent", "page-1", 100, 100)
    count(version, "parent", "page-2", 100, 80)

    [parents] = sections(version, is_exact=True)

    assert [bar["figure"] for bar in parents["chart"]["bars"]] == [
        "100",
        f"100{SEPARATOR}20% stopped",
    ]


def test_nobody_has_begun(version):
    count(version, "child", "age", 0, 0)  # taken out again: of another audience

    assert sections(version, is_exact=False) == []


def test_every_step_has_a_name(version):
    document = document_of(str(version.pk))

    assert all(step_name(document, "parent", step) for step in every_step(document))
