"""Comparison and joins: what they show and to whom, and that bad input loses nothing."""

import html
import re

import pytest
from django.urls import reverse

from insights.comparing.attributes import attributes_of
from people import roles
from people.roles import Permission
from surveys.models import Channel
from tests.comparing_factories import make_consultation


@pytest.fixture
def client(staff_client, ray):
    return staff_client(ray)


@pytest.fixture
def consultation(team):
    return make_consultation(organisation=team)


@pytest.fixture
def answered(consultation):
    """Return a consultation in which parents name what children and practitioners name less."""
    parents, others = {"audience": "parent"}, {"audience": "practitioner"}
    consultation.theme("adult_better", "Harm", is_serious=True)
    for count, said in ((22, ["Waiting"]), (3, ["Trust", "Harm"]), (10, [])):
        used = {"used": (["school", "social_care"], "School, Social Care"), "region": "north"}
        consultation.answer("adult_better", said=said, count=count, closed=used, **parents)
    for count, said in ((4, ["Waiting"]), (12, ["Trust"]), (18, [])):
        worked = {"sector": "health"}
        consultation.answer("adult_better", said=said, count=count, closed=worked, **others)
    consultation.answer("child_better", audience="child", said=["Trust"], count=6)
    return consultation


@pytest.fixture
def without_exact_numbers(monkeypatch):
    fewer = {
        role: allowed - {Permission.SEE_EXACT_NUMBERS}
        for role, allowed in roles.ROLE_PERMISSIONS.items()
    }
    monkeypatch.setattr(roles, "ROLE_PERMISSIONS", fewer)


def page_of(client, consultation, name="compare", query=""):
    address = reverse(name, args=[consultation.question("adult_better").pk]) + query
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def words_of(page):
    return " ".join(page.split())


def text_of(page):
    return words_of(re.sub(r"<[^>]+>", " ", page))


def test_shares_stand_side_by_side_with_number_and_base(client, answered):
    page = page_of(client, answered)

    assert "63% · 22 of 35" in page
    assert "12% · 4 of 34" in page
    assert "People chose to take part, so these results describe who answered" in page
    assert "about 3 in 5 people; likely between 46% and 77%" in page
    assert "Treat with caution" in page


def test_difference_is_told_only_when_large_and_sure(client, answered):
    page = words_of(page_of(client, answered))

    table = text_of(page[page.index("Differences worth exploring</caption>") :])
    for words in ("Waiting I am a parent · 63% I work with families · 12% 51", "67 below 0.001"):
        assert words in table
    assert "Harm I am a parent" not in table[: table.index("Themes side by side")]


def test_group_of_few_is_not_compared(client, answered):
    page = page_of(client, answered)

    assert "Not enough answers to compare “I am a child”" in page


def test_theme_not_looked_for_in_a_group_is_not_said_by_nobody(client, answered):
    page = page_of(client, answered)

    assert "This group’s answers were not sorted into this theme." in page
    assert "Serious, however few people said it" in page


def test_only_one_group_says_it(client, answered):
    answered.answer("adult_better", audience="parent", said=["Desks"], count=6)
    query = "?by=audience&group=audience:parent&group=audience:practitioner"

    page = page_of(client, answered, query=query)

    assert "“Desks”: only “I am a parent” say it." in page
    assert "“Trust”: only" not in page


def test_public_figures_stand_beside_exact_ones_once_asked_for(client, answered):
    first = page_of(client, answered)
    assert "Restricted: exact figures" in first
    assert "As it may be published" not in first
    [link] = re.findall(r'href="(\?[^"]*figures=published)"', first)

    page = page_of(client, answered, query=link)

    assert "Restricted: exact figures" in page
    assert "As it may be published" in page
    assert "100% · 6 of 6" in page
    assert page.count("100% · 6 of 6") == 2  # the bar and the restricted table


def test_what_may_be_published_is_shown_however_large_the_table(
    client, answered, without_exact_numbers
):
    for number in range(80):
        answered.theme("adult_better", f"Theme {number}")
    for audience in ("parent", "practitioner"):
        answered.answer("adult_better", audience=audience, said=["Theme 79"], count=20)

    page = page_of(client, answered)

    assert "36% · 20 of 55" in page


def test_who_may_not_see_exact_numbers_gets_rounded_ones_alone(
    client, answered, without_exact_numbers
):
    page = page_of(client, answered)

    assert "Restricted" not in page
    assert "22 of 35" not in page
    assert "6 of 6" not in page
    assert "[c]" in page
    assert "Adjusted p" not in page


def test_people_are_told_apart_by_what_they_chose(client, answered):
    page = page_of(client, answered, query="?by=region")

    assert "North" in page
    assert "Not known" in page  # practitioners and children did not say


def test_groups_that_overlap_are_not_tested(client, answered):
    page = page_of(client, answered, query="?by=c_helpers")

    assert "A person can be in several of these groups" in page


def test_groups_can_be_chosen(client, answered):
    page = page_of(client, answered, query="?by=audience&group=audience:practitioner")

    chart = page[page.index('class="compare"') : page.index("The figures")]
    assert "I work with families" in chart
    assert "I am a parent" not in chart


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?by=shoe_size", "Choose one of the list."),
        ("?by=audience&group=audience:nobody", "One of the chosen groups is not there any more."),
        ("?by=region&group=audience:child", ""),  # left over from the page before
    ],
)
def test_bad_choice_is_told_and_the_page_still_compares(client, answered, query, words):
    page = page_of(client, answered, query=query)

    assert words in page
    assert "Themes side by side" in page
    assert ("There is a problem" in page) == bool(words)


def test_more_than_three_groups_are_too_many(client, consultation):
    for band in ("u8", "8_11", "12_15", "16_17"):
        consultation.answer("child_better", audience="child", age_band=band, said=["Trust"])
    query = "?by=age_band" + "".join(
        f"&group=age_band:{band}" for band in ("u8", "8_11", "12_15", "16_17")
    )

    address = reverse("compare", args=[consultation.question("child_better").pk]) + query
    page = client.get(address).content.decode()

    assert "Choose three groups at most." in page
    assert page.count('compare__cell"') == 3


def test_table_that_may_not_be_published_is_not(client, team, without_exact_numbers, monkeypatch):
    consultation = make_consultation(organisation=team)
    consultation.answer("adult_better", audience="parent", said=["Waiting"], count=40)
    refuse = "insights.views.comparing.refusal_to_publish"
    monkeypatch.setattr(refuse, lambda _concepts, has_under_18: "Not by this." * has_under_18)

    page = page_of(client, consultation)

    assert "Not by this." in page
    assert "Waiting" not in page


def test_nobody_and_nothing_say_what_to_do(client, consultation):
    assert "Nobody has answered this question" in page_of(client, consultation)
    assert "Accept suggestions first" not in page_of(client, consultation)

    consultation.answer("adult_better", audience="parent")

    assert "Accept suggestions first" in page_of(client, consultation)


def test_group_that_came_by_one_partner_is_told(client, consultation, hill_street):
    links = [
        Channel.objects.create(
            survey=consultation.survey, code=code, label=code, organisation=hill_street
        )
        for code in ("one", "two")
    ]
    for link in links:  # two links of one partner: together six of twenty
        consultation.answer("adult_better", audience="parent", said=["A"], count=3, channel=link)
    consultation.answer("adult_better", audience="parent", count=14)
    consultation.answer("adult_better", audience="practitioner", count=10)
    consultation.answer("adult_better", audience="practitioner", count=3, channel=links[0])

    page = page_of(client, consultation)

    assert "More than a quarter of “I am a parent” came by one partner" in page
    # Six of one partner who all say it, beside fourteen who came by none and do not. Drawn fifteen
    # at a time, the partner comes up three times at most in 97.5% of draws: 18 of 30 people.
    table = page[page.index("Shares with each partner’s people kept together") :]
    table = table[table.index("<tbody") : table.index("</tbody>")]
    first = re.sub(r"\s*<[^>]+>\s*", " ", table)
    assert words_of(first).strip() == "A I am a parent 30% 15% to 52% 0% to 60%"


def test_page_stands_by_whatever_people_are_told_apart(client, consultation, hill_street):
    desk = Channel.objects.create(
        survey=consultation.survey, code="desk", label="Desk", organisation=hill_street
    )
    consultation.answer("adult_better", audience="parent", said=["A"], count=40, channel=desk)
    consultation.answer("adult_better", audience="practitioner", said=["A"], count=5)

    for attribute in attributes_of(consultation.survey):
        page = page_of(client, consultation, query=f"?by={attribute.key}")
        assert html.escape(str(attribute.name)) in page


def test_withdrawn_answers_are_not_counted(client, answered):
    gone = answered.answer("adult_better", audience="parent", said=["Waiting"], count=1)[0]
    answered.withdraw(gone)

    assert "63% · 22 of 35" in page_of(client, answered)


@pytest.mark.parametrize("name", ["compare", "joins"])
def test_question_of_another_team_is_not_found(staff_client, carol, answered, name):
    address = reverse(name, args=[answered.question("adult_better").pk])

    assert staff_client(carol).get(address).status_code == 404


# The question, by this test. Session, person, membership and second factor: 5. The question, its
# newest version (once more for its title, and in comparing for the ages it asks), closed questions.
# The scope: questions and themes. People who answered, who named themes, and by which partner.
@pytest.mark.parametrize(("name", "queries"), [("compare", 17), ("joins", 15)])
@pytest.mark.parametrize("themes", [3, 30])
def test_queries_do_not_grow_with_themes_and_people(
    client, answered, django_assert_num_queries, name, queries, themes
):
    for number in range(themes):
        answered.answer("adult_better", audience="parent", said=[f"Theme {number}"], count=1)
    page_of(client, answered, name)

    with django_assert_num_queries(queries):
        page_of(client, answered, name)


# --- joins ---


def test_services_are_joined_by_what_their_people_say(client, answered):
    answered.answer(
        "adult_better",
        audience="practitioner",
        said=["Repeating"],
        count=16,
        closed={"sector": "education", "partners": (["health"], "Health")},
    )

    page = words_of(page_of(client, answered, "joins"))

    assert "Education and Care and family support" in page
    assert "Shared by all services with 30 people or more in each: Waiting" in page
    assert "51 people" in page  # 35 parents used school, 16 practitioners work in one
    assert "People who know several services" in page


def test_what_lies_between_services_is_told(client, consultation):
    used = {"used": (["school", "social_care"], "School, Social Care")}
    one = {"used": (["school"], "School")}
    parents = {"audience": "parent"}
    consultation.answer("adult_better", said=["Repeating"], count=30, closed=used, **parents)
    consultation.answer("adult_better", said=["Desks"], count=40, closed=one, **parents)

    page = words_of(page_of(client, consultation, "joins"))

    between = page[page.index("What lies between services") :]
    between = text_of(between[: between.index("Who knows how many services")])
    assert (
        "Repeating People who know several services · 100% People who know one service · 0% 100"
        in between
    )
    assert "Desks" not in between


def test_diagram_says_with_text_what_the_table_says(client, consultation):
    used = {"used": (["school", "social_care"], "School, Social Care")}
    consultation.answer("adult_better", audience="parent", said=["A", "B"], count=30, closed=used)

    page = page_of(client, consultation, "joins")

    diagram = page[
        page.index('<svg class="joins"') : page.index("</svg>", page.index('class="joins"'))
    ]
    assert ">2</text>" in diagram
    assert ">Education</text>" in diagram
    assert ">Care and family</text>" in diagram and ">support</text>" in diagram
    assert "style=" not in diagram


def test_joins_without_services_say_what_is_missing(client, consultation):
    consultation.answer("adult_better", audience="parent", said=["A"])

    assert "It is not known of anybody which services" in page_of(client, consultation, "joins")


def test_joins_show_rounded_figures_to_who_may_not_see_more(
    client, answered, without_exact_numbers
):
    page = page_of(client, answered, "joins")

    assert "Restricted" not in page
    assert "22 of 35" not in page
    assert "63% · 20 of 35" in page


def test_services_of_which_nothing_can_be_shown_stand_in_a_sentence_not_in_the_table(
    client, consultation
):
    parents = {"audience": "parent"}
    school, youth = {"used": (["school"], "School")}, {"used": (["youth"], "Youth")}
    consultation.answer("adult_better", said=["A"], count=60, closed=school, **parents)
    consultation.answer("adult_better", said=["A"], count=4, closed=youth, **parents)
    consultation.answer("adult_better", count=36, closed=youth, **parents)

    page = words_of(page_of(client, consultation, "joins", query="?figures=published"))

    exact, public = page.split("As it may be published", 1)
    assert ">Youth</th>" in exact and ">Youth</th>" not in public
    assert "Youth" in page.split("no figure of a theme can be shown: ")[1].split(".")[0]
