"""Shuffled options: the same for one person, spread over many, never for children or scales."""

import doctest
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys import option_order
from surveys.definition import parse_document
from surveys.models import Response
from surveys.option_order import ORDERS, draw_order, shown_order
from surveys.question_types import question_type
from surveys.wording import Reader
from tests.factories import make_survey
from tests.surveys.documents import full_document, problems_after, question
from tests.surveys.walker import Walker


WORKER = {"audience": "worker", "take_part": "granted", "quote_anon": "granted"}


def shuffled_document(*keys):
    """Return a document for grown-ups whose questions `keys` are shuffled."""
    data = full_document()
    data["audiences"] = [
        {"key": "worker", "label": "I work", "age_band": "adult"},
        {"key": "young", "label": "I am young", "age_band": "12_15"},
    ]
    del data["minutes"]
    data["why"] = "To learn what helps."
    for page in data["pages"]:
        page.pop("audiences", None)
    question(data, "better").pop("show_if")
    question(data, "better")["label"] = "What would be better?"
    for key in keys:
        question(data, key)["shuffle"] = True
    return data


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(st.text("abcdef", min_size=1, max_size=6), unique=True, max_size=12),
    st.integers(0, ORDERS),
)
def test_order_holds_every_option_once_and_pinned_ones_in_place(codes, order):
    pinned = set(codes[::3])

    shown = shown_order(codes, pinned=pinned, key="q", order=order)

    assert sorted(shown) == sorted(codes)
    assert [c for c in shown if c in pinned] == codes[::3]
    assert all(shown[place] == code for place, code in enumerate(codes) if code in pinned)
    assert shown == shown_order(codes, pinned=pinned, key="q", order=order)


def test_every_option_stands_first_about_as_often():
    firsts = Counter(
        shown_order(["a", "b", "c", "d"], pinned=(), key="drink", order=order)[0]
        for order in range(ORDERS)
    )

    assert set(firsts) == set("abcd")
    assert all(15 <= count <= 35 for count in firsts.values())


def test_orders_of_two_questions_differ():
    codes = ["a", "b", "c", "d", "e"]
    same = sum(
        shown_order(codes, pinned=(), key="one", order=n)
        == shown_order(codes, pinned=(), key="two", order=n)
        for n in range(ORDERS)
    )

    assert same < ORDERS / 10


def test_orders_are_few_so_that_none_points_at_anybody():
    drawn = {draw_order() for _ in range(2_000)}

    assert drawn <= set(range(100))
    assert len(drawn) > 90


def test_examples_in_docstrings_work():
    assert doctest.testmod(option_order) == (0, 1)


@pytest.mark.parametrize("key", ["helper", "kinds", "wishes"])
def test_shuffled_question_shows_the_reader_s_order(key):
    asked = parse_document(shuffled_document(key)).question(key)
    kind = question_type(asked.type)
    orders = {
        tuple(code for code, _ in kind.choices(asked, Reader("worker", "adult", "en", "", "", n)))
        for n in range(ORDERS)
    }

    assert len(orders) > 3
    plain = kind.choices(asked, Reader("worker", "adult", "en", ""))
    assert [code for code, _ in plain] == [each["code"] for each in asked.settings["options"]]


def test_order_changes_no_value():
    asked = parse_document(shuffled_document("kinds")).question("kinds")
    kind = question_type("multi")
    for order in range(20):
        field = kind.build_field(asked, Reader("worker", "adult", "en", "", "", order))
        assert field.clean(["time", "talk"]) == ["talk", "time"]
        assert [code for code, _ in field.choices][-1] == "none"


@pytest.mark.parametrize(
    "option", [{"pinned": True}, {"exclusive": True}, {"missing": "dont_know"}]
)
def test_options_keep_their_places_by_what_they_are(option):
    data = shuffled_document("kinds")
    question(data, "kinds")["options"][0] |= option
    asked = parse_document(data).question("kinds")

    for order in range(20):
        shown = question_type("multi").choices(
            asked, Reader("worker", "adult", "en", "", "", order)
        )
        assert (shown[0][0], shown[-1][0]) == ("talk", "none")


@pytest.mark.parametrize("key", ["feeling", "joined", "heard", "place", "teams", "began"])
def test_scales_and_others_are_never_shuffled(key):
    problems = problems_after(lambda data: None, lambda: shuffled_document(key))

    assert [p.message for p in problems] == ["'shuffle' is not a known key"]


@pytest.mark.parametrize("band", ["u8", "8_11"])
def test_children_under_twelve_all_see_one_order(band):
    def change(data):
        data["audiences"][1]["age_band"] = band
        data["pages"] = [page for page in data["pages"] if page["key"] != "fifth"]

    problems = problems_after(change, lambda: shuffled_document("helper"))

    assert [p.message for p in problems] == ["the order of options changes for 'young'"]


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"pinned": "yes"}, "'pinned' of option 'talk' is not true or false"),
        ({"missing": "refused"}, "'missing' of option 'talk' is not known"),
    ],
)
def test_what_an_option_says_is_checked(option, message):
    def change(data):
        question(data, "kinds")["options"][0] |= option

    assert [p.message for p in problems_after(change, shuffled_document)] == [message]


# --- on the way through ---


def order_on(page):
    return [code for code, _ in page.context["wizard"]["form"].fields["helper"].choices]


@pytest.mark.django_db
def test_person_meets_one_order_on_reload_and_back_and_it_is_stored():
    make_survey(slug="help-near-you", document=shuffled_document("helper"))
    seen = set()
    for _person in range(12):
        walker = Walker({**WORKER, "pause": "go_on"}, start="/s/help-near-you/")
        first = order_on(walker.walk_to("helper"))
        path = walker.path
        assert order_on(walker.get(path)) == first
        walker.fill()
        assert order_on(walker.get(path)) == first
        walker.walk()
        walker.send()
        seen.add(tuple(first))
        stored = Response.objects.order_by("pk").values_list("option_order", flat=True)
        codes = ["teacher", "family", "nobody"]
        orders = [shown_order(codes, pinned=(), key="helper", order=each) for each in stored]
        assert first in orders

    assert len(seen) > 1


@pytest.mark.django_db
def test_order_is_not_kept_where_nothing_was_shuffled():
    make_survey(slug="help-near-you", document=full_document())

    Walker({**WORKER, "pause": "go_on"}, start="/s/help-near-you/").send()

    assert Response.objects.get().option_order is None
