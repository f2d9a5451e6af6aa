"""How old are you: asked once, changed with Back, kept only as an age band."""

import pytest

from surveys.definition import dump_document, parse_document
from surveys.models import ConsentEvent, ConsentStatement, Draft, Response
from tests.factories import make_survey
from tests.surveys.ages import AGES, BANDS, aged_document, permission
from tests.surveys.documents import question, whole_document
from tests.surveys.walker import START, Walker


pytestmark = pytest.mark.django_db
ANSWERS = {
    "audience": "child",
    "take_part": "granted",
    "adult_permission": "granted",
    "quote_context": "granted",
    "archive": "refused",
    "child_better": "Time",
}
OLDER = permission("quote_context", ["child"]), permission("archive", ["child"])


@pytest.fixture
def survey(team):
    return make_survey(organisation=team, document=aged_document(*OLDER))


def walk(age, **answers):
    walker = Walker({**ANSWERS, "age": age, **answers})
    walker.walk()
    return walker


def test_age_is_asked_right_after_who_is_answering(survey):
    walker = Walker({"audience": "child"})
    walker.begin()
    walker.fill()

    assert walker.step == "age"
    assert "How old are you?" in walker.text
    for age in AGES:
        assert age["label"] in walker.text
    assert "checked" not in walker.text
    assert "Step 2" in walker.text
    assert "of about" not in walker.text  # how long it is would tell what an age unlocks


def test_adults_are_not_asked(survey):
    walker = Walker({**ANSWERS, "audience": "parent"})

    walker.walk()

    assert "age" not in walker.asked
    assert "adult_permission" not in walker.asked
    assert "quote_context" not in walker.asked  # it is for the audience "child" here


@pytest.mark.parametrize("code", BANDS)
def test_band_follows_from_the_age(survey, code):
    walker = walk(code)
    walker.send()

    response = Response.objects.get()
    assert response.age_band == BANDS[code]
    bands = ConsentEvent.objects.values_list("statement__age_band", flat=True)
    assert set(bands) == {BANDS[code]}


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("under_8", {"adult_permission"}),
        ("8_11", {"adult_permission"}),
        ("unsaid", {"adult_permission"}),
        ("12", {"adult_permission", "quote_context"}),
        ("13_15", {"quote_context"}),
        ("16_17", {"quote_context", "archive"}),
        ("18", {"quote_context", "archive"}),
    ],
)
def test_people_are_asked_what_may_be_put_to_their_age(survey, code, asked):
    walker = walk(code)

    optional = set(walker.asked) & {"adult_permission", "quote_context", "archive"}
    assert optional == asked


def test_the_adult_is_asked_before_the_child(survey):
    walker = walk("8_11")

    assert walker.asked.index("adult_permission") < walker.asked.index("take_part")


def test_age_has_to_be_chosen(survey):
    walker = Walker({"audience": "child"})
    walker.walk_to("age")
    walker.fill()

    assert walker.errors == {"age": ["Choose one answer. You can choose not to say."]}
    walker.fill(age="nonsense")
    assert walker.step == "age"
    assert walker.errors


def test_nothing_beyond_the_age_can_be_reached_before_it(survey):
    walker = Walker({"audience": "child"})
    walker.walk_to("age")

    for step in ("permission-1", "permission-2", "page-1", "check"):
        walker.get(f"{START}{step}/")
        assert walker.step == "age", step


def test_another_age_is_asked_everything_that_is_allowed_again(survey):
    walker = walk("13_15")
    walker.asked = []

    walker.get(START + "age/")
    walker.fill(age="8_11")
    walker.walk()

    assert walker.asked[:3] == ["adult_permission", "relationship", "take_part"]
    assert "quote_context" not in walker.asked
    walker.send()
    events = ConsentEvent.objects.values_list("key", "statement__age_band")
    assert set(events) == {("adult_permission", "8_11"), ("take_part", "8_11")}


def test_same_age_again_leads_back_to_the_check_page(survey):
    walker = walk("13_15")

    walker.get(START + "age/")
    walker.fill(age="13_15")

    assert walker.step == "check"


def test_another_kind_of_reader_has_no_age_of_the_last_one(survey):
    walker = walk("13_15")

    walker.get(START + "who/")
    walker.fill(audience="practitioner")
    walker.walk()
    walker.send()

    response = Response.objects.get()
    assert (response.audience, response.age_band) == ("practitioner", "adult")


def test_check_page_shows_the_age_and_nothing_sent_does(survey):
    walker = walk("13_15")

    row = next(row for row in walker.page.context["rows"] if row["key"] == "How old are you?")
    assert row["value"] == "13 to 15"
    walker.send()
    kept = Response.objects.values().get()
    assert "13_15" not in kept.values()
    assert not Draft.objects.exists()


def test_survey_of_one_kind_of_reader_begins_with_the_age(team):
    document = aged_document()
    document["audiences"] = document["audiences"][:1]
    make_survey(organisation=team, document=document)
    walker = Walker({**ANSWERS, "age": "13_15"})

    walker.begin()

    assert walker.step == "age"
    walker.send()
    assert Response.objects.get().age_band == "12_15"


def test_words_and_rules_follow_the_band(team):
    document = aged_document()
    asked = question(document, "child_more")
    asked["label"] = {"*": "Anything else?", "8_11": "Do you want to say more?"}
    question(document, "child_worse")["show_if"] = {"op": "band", "v": ["16_17"]}
    make_survey(organisation=team, document=document)

    young, old = walk("8_11"), walk("16_17")

    assert "Do you want to say more?" in young.text
    assert "Anything else?" in old.text
    assert "child_worse" not in young.asked
    assert "child_worse" in old.asked


def test_every_band_has_its_statement(survey):
    stored = ConsentStatement.objects.filter(key="take_part", audience="child")

    assert set(stored.values_list("age_band", flat=True)) == set(BANDS.values())
    assert stored.get(age_band="8_11").text.startswith("For 8 to 11:")


def test_document_is_dumped_as_it_was():
    document = aged_document(*OLDER)
    document["responsible_adult_required"] = False
    parsed = parse_document(document)

    assert parse_document(dump_document(parsed)) == parsed
    assert parse_document(dump_document(parse_document(whole_document())))
    child = parsed.audience("child")
    assert child.age_band == "u8"
    assert child.bands == ("u8", "8_11", "12_15", "16_17", "adult")
