"""How long routes are, and what authors are told about it."""

import pytest

from surveys.definition import parse_document
from surveys.routes import listing
from surveys.routes.advice import route_advice
from surveys.routes.listing import routes_for, routes_of
from surveys.routes.minutes import seconds_of_page
from surveys.wording import Reader
from tests.surveys.documents import full_document, question, whole_document
from tests.surveys.routes.test_walk import many_pages


CHILD, WORKER = (
    Reader("child", "8_11", "en", "standard"),
    Reader("worker", "adult", "en", "standard"),
)


def advice_after(change, document=whole_document):
    data = document()
    change(data)
    return [str(each) for each in route_advice(parse_document(data))]


def long_text(data, words):
    question(data, "intro")["body"] = "a " * words


def test_every_reader_has_its_routes():
    child, worker = routes_of(parse_document(whole_document()))

    assert (child.audience, child.age_band, child.count) == ("child", "8_11", 4)
    assert [route.questions for route in child.listed] == [7, 6, 4, 3]
    assert (child.shortest.questions, child.longest.questions, child.most_questions) == (3, 7, 7)
    assert (worker.count, worker.longest.pages, worker.shortest.pages) == (2, 2, 1)
    assert child.shortest.minutes < child.longest.minutes


def test_page_takes_reading_and_answering_at_the_reader_s_pace():
    document = parse_document(whole_document())
    helper = document.question("helper")  # 4 words and 3 options of one word each

    assert seconds_of_page([helper], WORKER) == pytest.approx(3 + 60 * 7 / 220 + 5)
    assert seconds_of_page([helper], CHILD) == pytest.approx(3 + 60 * 7 / 100 + 1.5 * 5)


def test_words_are_counted_as_the_reader_is_shown_them():
    data = whole_document()
    question(data, "helper")["label"] = {"*": "One two three four five", "child": "One"}
    helper = parse_document(data).question("helper")

    assert seconds_of_page([helper], CHILD) == pytest.approx(3 + 60 * 4 / 100 + 7.5)


def test_short_survey_needs_no_advice():
    assert advice_after(lambda data: None) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (700, ["audience 'child' (8_11): the longest route takes about 10.9 minutes."]),
        (
            2500,
            [
                "audience 'child' (8_11): the longest route takes about 28.9 minutes.",
                "audience 'worker' (adult): the longest route takes about 13 minutes.",
            ],
        ),
    ],
)
def test_route_that_takes_too_long_is_told(words, told):
    advice = advice_after(lambda data: long_text(data, words))

    assert [each.split(" Keep")[0] for each in advice] == told


def test_practitioners_have_longer():
    def change(data):
        long_text(data, 2500)
        data["audiences"][1]["voice"] = "practitioner"

    assert len(advice_after(change)) == 1


def test_more_questions_than_an_age_can_take_are_told():
    def change(data):
        data["audiences"][0]["age_band"] = "u8"
        question(data, "better").pop("show_if")

    assert advice_after(change) == [
        "audience 'child' (u8): a route asks 7 questions. Ask 6 at most at this age."
    ]


def test_routes_are_summed_up_where_they_are_many(monkeypatch):
    monkeypatch.setattr(listing, "MOST_LISTED", 3)

    child = routes_for(parse_document(whole_document()), "child", "8_11")

    assert (child.count, child.listed) == (4, ())
    assert child.longest.questions == 7


def test_routes_that_cannot_be_followed_are_said_to_be_at_most():
    def pairs(keys):
        each = zip(keys[:20], keys[20:], strict=True)
        yes = [[{"q": key, "op": "eq", "v": "yes"} for key in pair] for pair in each]
        return {"any": [{"all": pair} for pair in yes]}

    document = parse_document(many_pages(40, pairs))
    routes = routes_for(document, "worker", "adult")

    assert (routes.count, routes.shortest, routes.longest.questions) == (None, None, 41)
    told = " ".join(map(str, route_advice(document)))
    assert "audience 'worker' (adult): there are too many routes to follow each" in told


def test_full_document_has_its_lengths():
    for routes in routes_of(parse_document(full_document())):
        assert routes.shortest.seconds <= routes.longest.seconds
        assert min(route.seconds for route in routes.listed) == routes.shortest.seconds
        assert max(route.seconds for route in routes.listed) == routes.longest.seconds
