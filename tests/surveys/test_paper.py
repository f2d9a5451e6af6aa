"""The paper form: the same questions, and words for what the site does by itself."""

import re

import pytest
from django.template.loader import get_template
from django.urls import reverse

from surveys.definition import parse_document
from surveys.models import Survey
from surveys.paper import PaperForm
from surveys.question_types import QUESTION_TYPES
from surveys.wording import Reader
from tests.factories import make_survey
from tests.surveys.documents import full_document, question


CHILD = Reader("child", "8_11", "en", "standard", "en")
WORKER = Reader("worker", "adult", "en", "standard", "en")


def form_of(reader=CHILD, change=lambda data: None):
    data = full_document()
    change(data)
    return PaperForm(parse_document(data), reader)


def directions_of(form):
    return [item.label for item in form.items() if item.template.endswith("directions.html")]


@pytest.mark.parametrize("name", QUESTION_TYPES)
def test_every_type_has_a_paper_form(name):
    document = parse_document(full_document())
    asked = next(each for each in document.questions() if each.type == name)
    kind = QUESTION_TYPES[name]
    item = {"label": "Label", "number": "1", "hint": "", "extras": kind.paper(asked, WORKER)}

    html = get_template(kind.paper_template).render({"item": item, "support_lines": ()})

    assert "Label" in html
    assert "<input" not in html
    if kind.has_answer:
        assert re.search(r"paper__(box|line|field)", html)
        assert kind.paper(asked, WORKER).get("how") or kind.is_open


def test_questions_are_numbered_and_permissions_have_letters():
    form = form_of()

    assert [item.number for item in form.permissions()] == ["A", "B"]
    numbers = [item.number for item in form.items() if item.number]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert [item.label for item in form.items() if not item.number][0] == "Before you start"


def test_no_to_taking_part_ends_the_form():
    take_part, quote = form_of().permissions()

    assert take_part.extras["after"].startswith("If your answer is no, stop here.")
    assert "after" not in quote.extras


def test_address_is_never_asked_for_on_the_paper_of_the_answers():
    def change(data):
        asks = {"key": "recontact_results", "purpose": "recontact_results", "audiences": ["worker"]}
        contact = question(data, "quote_anon") | asks
        data["permissions"].append(contact)

    assert [item.number for item in form_of(WORKER, change).permissions()] == ["A", "B"]


def test_rule_is_said_where_it_leads():
    second, better, seventh = directions_of(form_of())

    assert second == (
        "If you chose something other than “Nobody” in question 1, answer questions 3 to 5. "
        "If not, go to question 6."
    )
    assert better == (
        "If you answered question 2 without “None of these” and it is not so that your answer to "
        "question 5 is more than 40, answer question 7. If not, go to question 8."
    )
    assert seventh == (
        "If you chose “Show me the questions” in question 12, answer question 13. "
        "If not, go to the end."
    )


def test_readers_are_told_only_of_what_they_are_asked():
    def change(data):
        question(data, "hard")["show_if"] = {
            "any": [
                {"q": "word", "op": "answered"},
                {"q": "teams", "op": "answered"},
            ]
        }

    child, worker = (directions_of(form_of(reader, change))[-1] for reader in (CHILD, WORKER))

    assert "you answered question 6" in child
    assert "you answered question 10" in worker
    assert " or " not in child.split(",")[0] + worker.split(",")[0]


def test_way_past_leads_to_something_to_read_by_its_words():
    def change(data):
        info = {"key": "pause_here", "type": "info", "label": "A pause", "body": "Breathe."}
        data["pages"].insert(2, {"key": "between", "questions": [info]})

    assert directions_of(form_of(change=change))[0].endswith("If not, go to “A pause”.")


def test_repeated_answers_are_left_to_the_words_without_one():
    def change(data):
        question(data, "word")["label"] = "One word for {answer:helper|the person who helps}?"

    labels = [item.label for item in form_of(change=change).items()]

    assert "One word for the person who helps?" in labels


def test_options_stand_in_the_document_s_order():
    asked = parse_document(full_document()).question("kinds")

    options = QUESTION_TYPES["multi"].paper(asked, CHILD)

    assert [code for code, _ in options["options"]] == ["talk", "money", "time", "none"]
    assert options["alone"] == ["none"]
    assert str(options["how"]) == "Tick up to 2 boxes."


# --- the staff pages ---


@pytest.fixture
def client(staff_client, ray, team):
    make_survey(organisation=team, slug="help-near-you", document=full_document())
    return staff_client(ray)


def address(audience="child", band="8_11", query=""):
    arguments = ["help-near-you", 1, audience, band]
    return reverse("survey_paper_form", args=arguments) + query


def test_forms_are_listed_for_every_kind_of_reader(client):
    page = client.get(reverse("survey_paper", args=["help-near-you", 1]))

    rows = page.context["rows"]
    assert [row[0] for row in rows] == ["I am a child, 8 to 11", "I work with families, adults"]
    for row in rows:
        assert client.get(row[3]["url"]).status_code == 200
        assert "paper--large" in client.get(row[4]["url"]).content.decode()


def test_form_holds_what_a_paper_needs(client):
    html = client.get(address()).content.decode()

    for words in (
        "Do not write your name",
        "Batch",
        "help-near-you · v1 · child · 8_11 · en · standard",
        "Do you want to take part?",
        "Tick one box.",
        "One word for it?",
        "If you want to talk to someone",
        "0800 1111",
    ):
        assert words in html
    assert "<form" not in html
    assert "<input" not in html


def test_form_of_grown_ups_asks_their_questions(client):
    html = client.get(address("worker", "adult")).content.decode()

    assert "How often do you meet these teams?" in html
    assert "One word for it?" not in html


@pytest.mark.parametrize(("audience", "band"), [("child", "adult"), ("nobody", "8_11")])
def test_form_for_nobody_is_not_found(client, audience, band):
    assert client.get(address(audience, band)).status_code == 404


@pytest.mark.parametrize("query", ["?language=xx&format=no&size=huge", "?language=%00"])
def test_odd_wishes_get_the_usual_form(client, query):
    html = client.get(address(query=query)).content.decode()

    assert "paper--large" not in html
    assert 'lang="en"' in html


def test_survey_page_leads_to_both(client):
    page = client.get(reverse("survey_detail", args=[Survey.objects.get().slug])).content.decode()

    assert reverse("survey_paper", args=["help-near-you", 1]) in page
    assert reverse("survey_routes", args=["help-near-you", 1]) in page
