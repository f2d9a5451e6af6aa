"""Closed questions by audience: which belong together, what differs, and that nothing leaks."""

import pytest
from django.urls import reverse

from insights.comparing.distributions import (
    Distribution,
    counts_of_distributions,
    distributions_of,
)
from insights.comparing.items import Item, items_of
from insights.comparing.leaning import differences_on, leanings_of
from insights.comparing.presenting_items import as_shown, choice_words, items_shown, part_names
from insights.disclosure import release
from people import roles
from people.roles import Permission
from tests.factories import give_permission, make_response, make_survey, small_document
from tests.insights.disclosure.attacker import cells_worked_out


NAMES = {"child": "Children", "parent": "Parents", "practitioner": "Practitioners"}


def _scale(key, kind, audiences, words, **more):
    return {
        "key": key,
        "type": kind,
        "concept": "c_joined",
        "label": f"How well, {key}?",
        "audiences": audiences,
        "presentation": "faces5_v1" if kind == "faces" else "text5_v1",
        "points": [{"code": n, "label": f"{words} {n}"} for n in range(1, 6)],
        **more,
    }


@pytest.fixture
def survey(team):
    document = small_document("scales", "Scales")
    matrix = {
        "key": "ideas",
        "type": "matrix",
        "concept": "c_recs",
        "label": "Ideas",
        "audiences": ["practitioner"],
        "rows": [{"code": "lead", "label": "A lead"}, {"code": "money", "label": "Money"}],
        "options": [
            {"code": "1", "label": "No"},
            {"code": "2", "label": "Yes"},
            {"code": "na", "label": "Not sure"},
        ],
    }
    document["pages"] = [
        {
            "key": "scales",
            "questions": [
                _scale("child_joined", "faces", ["child"], "Face"),
                _scale("adult_joined", "likert", ["parent", "practitioner"], "Point",
                       not_applicable="Cannot say"),
                matrix,
            ],
        }
    ]  # fmt: skip
    return make_survey(organisation=team, document=document, slug="scales")


def answer(survey, audience, key, counts):
    """Have people of an audience choose each point so often, from the lowest on."""
    return [
        make_response(survey, answers={key: (point, str(point))}, audience=audience)
        for point, count in enumerate(counts, start=1)
        for _one in range(count)
    ]


def test_questions_of_one_concept_and_scale_are_one_item(survey):
    joined, lead, money = items_of(survey)

    assert joined.is_scale and len(joined.questions) == 2
    assert joined.codes == ("1", "2", "3", "4", "5")
    assert [(words[0], words[-1]) for words in joined.wordings] == [
        ("Face 1", "Face 5"),
        ("Point 1", "Point 5"),
    ]
    assert (lead.key, lead.words, money.key) == ("c_recs:lead", "A lead", "c_recs:money")
    assert [each.key for each in items_of(survey, ["c_recs:money"])] == ["c_recs:money"]
    assert [each.key for each in items_of(survey, ["c_recs"])] == ["c_recs:lead", "c_recs:money"]


def test_points_bear_the_words_of_each_question_that_calls_them_so(survey):
    answer(survey, "child", "child_joined", (2, 0, 0, 0, 1))
    joined, lead, *_others = items_of(survey)
    (shown,) = items_shown([joined], NAMES, is_exact=True)

    assert shown["choices"][0]["words"] == "1: Face 1 / Point 1"
    assert shown["headings"][-1]["text"] == "5: Face 5 / Point 5"
    assert choice_words(lead) == ["No", "Yes", "Not sure"]  # called the same for everybody


def test_people_are_counted_as_permissions_stand_and_reasons_left_out(survey):
    first, *_others = answer(survey, "child", "child_joined", (2, 0, 0, 0, 1))
    answer(survey, "parent", "adult_joined", (0, 4, 0, 0, 0))
    make_response(survey, answers={"adult_joined": ("na", "Cannot say")}, audience="parent")
    value = {"lead": "2", "money": "na"}
    make_response(survey, answers={"ideas": (value, "Yes")}, audience="practitioner")
    give_permission(first, "take_part", "withdrawn")

    joined, lead, money = distributions_of(items_of(survey))

    assert dict(joined.people) == {"child": 2, "parent": 4}
    assert joined.of("child") == [1, 0, 0, 0, 1] and joined.of("parent") == [0, 4, 0, 0, 0]
    assert lead.of("practitioner") == [0, 1, 0] and money.of("practitioner") == [0, 0, 1]
    assert part_names(lead.item) == ["1", "2", "beside"]


ITEM = Item("c", "How?", tuple((str(n), str(n)) for n in range(1, 6)), (), is_scale=True)


def spread(**by_group):
    chosen = {
        (group, str(point)): count
        for group, counts in by_group.items()
        for point, count in enumerate(counts, start=1)
    }
    return Distribution(ITEM, {group: sum(counts) for group, counts in by_group.items()}, chosen)


def test_two_groups_are_tested_by_rank():
    one = spread(a=(20, 10, 5, 3, 2), b=(2, 3, 5, 10, 20))

    (pair,) = leanings_of([one])

    assert pair.tested.test == "Mann-Whitney" and pair.higher == "b"
    assert pair.delta == pytest.approx(-0.7531, abs=1e-4)
    assert differences_on([pair], 0) == [pair]


def test_pairs_of_three_are_read_only_where_the_whole_is_sure():
    same = spread(a=(8,) * 5, b=(8,) * 5, c=(8,) * 5)
    apart = spread(a=(20, 10, 5, 3, 2), b=(2, 3, 5, 10, 20), c=(8,) * 5)

    tests = leanings_of([same, apart])

    assert [each.tested.test for each in tests if not each.is_pair] == ["Kruskal-Wallis"] * 2
    assert differences_on(tests, 0) == []
    assert {each.groups for each in differences_on(tests, 1)} >= {("a", "b")}
    # Adjusted over the page: eight tests, so no p is smaller than before.
    assert all(each.adjusted >= each.tested.p for each in tests) and len(tests) == 8


def test_groups_below_thirty_are_not_tested():
    assert leanings_of([spread(a=(20, 9, 0, 0, 0), b=(0, 0, 0, 9, 40))]) == []


@pytest.mark.parametrize("spread_out", [(1, 2, 9, 20, 8), (0, 0, 0, 0, 12), (3, 0, 14, 22, 1)])
def test_what_is_hidden_cannot_be_worked_out(spread_out):
    counts = counts_of_distributions([spread(a=spread_out, b=(10, 11, 12, 13, 14), c=(4,) * 5)])

    shown = release(counts)

    assert any(figure.is_hidden for figure in shown.figures.values())
    assert cells_worked_out(counts, shown) == {}


@pytest.fixture
def answered(survey):
    answer(survey, "child", "child_joined", (20, 10, 5, 3, 2))
    answer(survey, "parent", "adult_joined", (2, 3, 5, 10, 20))
    answer(survey, "practitioner", "adult_joined", (1, 0, 0, 1, 2))
    return survey


def page_of(client, survey):
    response = client.get(reverse("scales", args=[survey.slug]))
    assert response.status_code == 200
    page = response.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(page.split())


def test_page_shows_every_answer_and_what_differs(staff_client, ray, answered):
    page = page_of(staff_client(ray), answered)

    assert "“I am a parent” chose higher points than “I am a child”: a large difference." in page
    assert "Cliff’s delta 0.75; Mann–Whitney, adjusted p below 0.001." in page
    assert "Not enough answers to compare “I work with families”" in page
    assert "from “Face 1” to “Face 5”; from “Point 1” to “Point 5”" in page
    assert "50% · 20" in page  # five of such columns, never a mean
    assert "mean of" not in page and "average" not in page


def test_small_numbers_are_hidden_without_the_permission(staff_client, ray, answered, monkeypatch):
    fewer = {
        role: allowed - {Permission.SEE_EXACT_NUMBERS}
        for role, allowed in roles.ROLE_PERMISSIONS.items()
    }
    monkeypatch.setattr(roles, "ROLE_PERMISSIONS", fewer)

    page = page_of(staff_client(ray), answered)

    assert "Restricted" not in page and "delta" not in page
    assert "[c]" in page
    assert "Not drawn: too few people" in page
    # Children's answers are not shown whole, so no sentence tells how they lie.
    assert "chose higher points" not in page


def test_sentences_without_the_permission_are_made_from_what_is_shown(survey):
    answer(survey, "child", "child_joined", (20, 10, 6, 7, 8))
    answer(survey, "parent", "adult_joined", (6, 7, 8, 10, 20))
    answer(survey, "practitioner", "adult_joined", (5, 6, 5, 6, 6))  # 28: rounded up to thirty

    [joined] = items_shown(items_of(survey), NAMES, is_exact=False)

    assert joined["rows"][2][1] == "30"
    assert joined["sentences"] == [
        "“Parents” chose higher points than “Children”: a medium difference.",
        "Not enough answers to compare “Practitioners”: it takes 30 in each.",
    ]


def test_a_distribution_as_shown_has_nothing_of_a_group_with_a_hidden_figure():
    one = Distribution(
        ITEM,
        {"child": 63, "parent": 60},
        {("child", "1"): 60, ("child", "2"): 3, ("parent", "1"): 20, ("parent", "2"): 40},
    )
    figures = release(counts_of_distributions([one]))

    shown = as_shown(0, one, figures)

    assert figures["chose", 0, "2", "child"].is_hidden
    assert "child" not in shown.people
    assert all(group != "child" for group, _code in shown.chosen)


def test_page_without_answers_says_what_to_do(staff_client, ray, survey):
    assert "No question with a scale has been answered" in page_of(staff_client(ray), survey)


def test_items_that_nobody_answered_are_left_out(survey):
    assert items_shown(items_of(survey), NAMES, is_exact=True) == []
