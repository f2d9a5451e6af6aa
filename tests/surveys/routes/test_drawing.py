"""The ways between pages, drawn and in words."""

import pytest
from django.urls import reverse

from surveys.definition import parse_document
from surveys.routes.graph import Node, Way, draw, ways_of
from surveys.routes.listing import routes_of
from surveys.routes.pages import reader_section
from surveys.routes.residual import residual_of
from surveys.routes.stops import stops_of
from surveys.routes.walk import Walk
from surveys.routes.words import RuleWords
from surveys.wording import Reader
from tests.factories import make_survey
from tests.surveys.documents import full_document, whole_document


READER = Reader("child", "8_11", "en", "standard")


def words_of(rule):
    words = RuleWords(parse_document(full_document()), READER, lambda key: key)
    return words.of(residual_of(rule, audience="child", age_band="8_11"))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (None, ""),
        ({"op": "audience", "v": ["child"]}, ""),
        ({"q": "helper", "op": "eq", "v": "family"}, "helper is “Family”"),
        ({"q": "helper", "op": "ne", "v": "family"}, "helper is something other than “Family”"),
        (
            {"q": "helper", "op": "in", "v": ["family", "teacher"]},
            "helper is “Family” or “Teacher”",
        ),
        ({"q": "kinds", "op": "any_of", "v": ["talk"]}, "kinds includes “Talk”"),
        ({"q": "kinds", "op": "none_of", "v": ["talk"]}, "kinds is answered without “Talk”"),
        ({"q": "wishes", "op": "any_of", "v": ["food"]}, "wishes includes “Food”"),
        ({"q": "times", "op": "gt", "v": 5}, "times is more than 5"),
        ({"q": "times", "op": "lt", "v": 2.5}, "times is less than 2.5"),
        ({"q": "joined", "op": "eq", "v": "na"}, "joined is “Does not apply”"),
        ({"q": "joined", "op": "gt", "v": 2}, "joined is more than “Point 2”"),
        ({"q": "began", "op": "eq", "v": "2024-03"}, "began is “March 2024”"),
        ({"q": "word", "op": "answered"}, "word is answered"),
        ({"q": "pause", "op": "eq", "v": "go_on"}, "pause is “Show me the questions”"),
        ({"q": "quote_anon", "op": "eq", "v": "granted"}, "quote_anon is “Yes”"),
        ({"not": {"q": "word", "op": "answered"}}, "it is not so that word is answered"),
        (
            {
                "all": [
                    {"q": "times", "op": "not_answered"},
                    {
                        "any": [
                            {"q": "helper", "op": "answered"},
                            {"q": "kinds", "op": "answered"},
                        ]
                    },
                ]
            },
            "(helper is answered or kinds is answered) and times is left empty",
        ),
    ],
)
def test_rule_in_words(rule, words):
    assert words_of(rule) == words


def test_ways_are_those_that_somebody_goes():
    document = parse_document(whole_document())

    ways = ways_of(Walk(stops_of(document, "child", "8_11")))

    pairs = [(way.start, way.end) for way in ways]
    assert pairs == [(-1, 0), (0, 1), (0, 2), (1, 2), (2, 3)]
    worker = ways_of(Walk(stops_of(document, "worker", "adult")))
    assert [(way.start, way.end) for way in worker] == [(-1, 0), (0, 1), (0, 2), (1, 2)]


def test_drawing_has_a_box_a_page_and_an_arrow_a_way():
    nodes = [Node(f"Page {n}", "1 question", "if it is so" if n == 2 else "") for n in range(4)]
    ways = [Way(-1, 0), Way(-1, 1), Way(-1, 2), Way(0, 1), Way(1, 2)]

    drawing = draw(nodes, ways, otherwise="otherwise")

    assert (len(drawing.boxes), len(drawing.arrows)) == (4, 5)
    texts = [line.text for line in drawing.lines]
    assert texts.count("1 question") == 4
    assert texts.count("otherwise") == 1
    assert "if it is so" in texts
    bottoms = [y + height for _x, y, _width, height in drawing.boxes]
    tops = [y for _x, y, _width, _height in drawing.boxes]
    assert all(below > above for above, below in zip(bottoms, tops[1:], strict=False))
    assert drawing.height > bottoms[-1]
    assert all(0 < line.x < drawing.width and 0 < line.y < drawing.height for line in drawing.lines)


def test_ways_past_pages_never_share_a_lane_where_they_would_overlap():
    nodes = [Node(f"Page {n}", "") for n in range(6)]
    ways = [Way(-1, 1), Way(0, 2), Way(2, 4), Way(-1, 4)]

    arrows = draw(nodes, ways, otherwise="otherwise").arrows

    beside = [arrow.split("H")[1].split(" ")[0] for arrow in arrows]
    assert len({beside[0], beside[1], beside[3]}) == 3
    assert beside[2] in beside[:2]


# --- the staff page ---


@pytest.fixture
def page(staff_client, ray, team, django_assert_max_num_queries):
    make_survey(organisation=team, slug="help-near-you", document=full_document())
    client = staff_client(ray)
    # The session, the person, memberships and second factor, the version, its document.
    with django_assert_max_num_queries(10):
        return client.get(reverse("survey_routes", args=["help-near-you", 1]))


def test_page_tells_of_every_kind_of_reader(page):
    html = page.content.decode()

    assert "Routes through version 1" in html
    assert "I am a child, 8 to 11" in html
    assert "I work with families, adults" in html
    assert html.count("<svg") == 2
    assert "8 routes, from" in html
    assert "if “Who helps you most?” is something other than “Nobody”" in html


def test_page_has_the_drawing_as_a_table_too(page):
    section = page.context["sections"][1]
    rows = {row[0]: row[1:] for row in section["steps"]}

    assert rows["Permissions"] == ["always", "Before you start"]
    asked, after = rows["How it was"]
    assert asked == "if “Who helps you most?” is something other than “Nobody”"
    assert after == "Where would you go?"
    assert len(section["routes"]) == 4


def test_route_says_what_it_leaves_out(page):
    rows = page.context["sections"][1]["routes"]

    assert [row[-1] for row in rows] == [
        "nothing",
        "You can talk to someone",
        "How it was",
        "How it was; You can talk to someone",
    ]
    assert [row[1] for row in rows] == [6, 5, 5, 4]


def test_question_with_a_rule_of_its_own_is_told(page):
    rows = {row[0]: row[1] for row in page.context["sections"][0]["steps"]}

    assert (
        "“What is missing?” if “What kinds of help?” is answered without “None of these”"
        in (rows["One word for it?"])
    )


def test_version_that_is_not_there_is_not_found(staff_client, ray, team):
    make_survey(organisation=team, slug="help-near-you", document=full_document())
    client = staff_client(ray)

    assert client.get(reverse("survey_routes", args=["help-near-you", 2])).status_code == 404
    assert client.get(reverse("survey_routes", args=["other", 1])).status_code == 404
    number = 10**30
    assert client.get(reverse("survey_routes", args=["help-near-you", number])).status_code == 404


def test_many_routes_are_summed_up(monkeypatch):
    monkeypatch.setattr("surveys.routes.listing.MOST_LISTED", 2)
    monkeypatch.setattr("surveys.routes.pages.MOST_LISTED", 2)
    document = parse_document(whole_document())

    section = reader_section(document, routes_of(document)[0])

    assert section["is_summed_up"]
    assert len(section["routes"]) == 2
    assert section["summary"].startswith("4 routes, from 3 questions")
