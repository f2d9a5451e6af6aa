"""Quotes without a database: what is printed, what rules suggest, who is said to have said it."""

import doctest

import pytest

from insights.quoting import attribute, balance, redact, suggest
from insights.quoting.attribute import Alike, Speaker, attribution_of
from insights.quoting.balance import STRONG, TYPICAL, Counted
from insights.quoting.categories import STANDARD_LABELS, Category
from insights.quoting.redact import CUT, KEEP, REPLACE, Mark, Passage, pieces_of, printed
from insights.quoting.suggest import suggestions_in


ARABIC = "كانت المعلمة سارة لطيفة معي"
FAMILY = "👩‍👩‍👧‍👦"


def shown(text, *marks, start=0, end=None):
    passage = Passage(start, len(text) if end is None else end, marks)
    return printed(pieces_of(text, passage, STANDARD_LABELS))


def place(words, text):
    return text.index(words), text.index(words) + len(words)


@pytest.mark.parametrize("module", [attribute, balance, redact, suggest], ids=str)
def test_examples_in_the_code_hold(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("text", "marks", "wanted"),
    [
        ("Ms Patel woz gr8", [Mark(0, 8, REPLACE, "name")], "[name] woz gr8"),
        ("Ms Patel woz gr8", [Mark(0, 8, REPLACE, "name", "a teacher")], "[a teacher] woz gr8"),
        ("Ms Patel woz gr8", [Mark(0, 8, KEEP, "name")], "Ms Patel woz gr8"),
        ("I was really sad.", [Mark(6, 12, CUT)], "I was … sad."),
        # Overlapping places go together, under the label of the first that is no cut.
        ("at Oak School in Leeds", [Mark(3, 13, REPLACE, "school"), Mark(10, 22, CUT)],
         "at [name of a school]"),
        ("abc def", [Mark(0, 3, CUT), Mark(0, 3, REPLACE, "name")], "[name] def"),
        ("abc def", [Mark(4, 7, REPLACE, "place"), Mark(0, 3, REPLACE, "name")],
         "[name] [name of a place]"),
        (ARABIC, [Mark(*place("سارة", ARABIC), REPLACE, "name")], "كانت المعلمة [name] لطيفة معي"),
        (f"a {FAMILY} b", [Mark(2, 2 + len(FAMILY), REPLACE, "family")], "a [about the family] b"),
    ],
)  # fmt: skip
def test_a_quote_is_verbatim_but_for_what_was_taken_out(text, marks, wanted):
    assert shown(text, *marks) == wanted


def test_a_passage_begins_and_ends_where_it_is_told_to():
    text = "First. Second. Third."

    assert shown(text, start=7, end=14) == "Second."
    cuts = redact.cuts_between(text, [(15, 21), (0, 6)])
    assert shown(text, *cuts) == "First. … Third."


@pytest.mark.parametrize(
    ("text", "at", "wanted"),
    [
        (FAMILY, (0, 1), (0, len(FAMILY))),
        ("a👍🏽b", (1, 2), (1, 3)),
        ("e\u0301a", (1, 2), (0, 2)),  # an accent without its letter
        ("🇬🇧🇫🇷", (0, 1), (0, 2)),
        ("🇬🇧🇫🇷", (1, 3), (0, 4)),
        ("plain", (1, 3), (1, 3)),
        (ARABIC, (0, 4), (0, 4)),
    ],
)
def test_no_character_is_cut_in_two(text, at, wanted):
    assert redact.whole_signs(text, *at) == wanted


def test_a_page_of_flags_takes_no_time():
    text = "🇬🇧" * 5_000

    assert redact.whole_signs(text, 4_001, 4_003) == (4_000, 4_004)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Ann", [(0, 3), (17, 20)]),
        ("ANNOY", [(8, 13)]),  # no whole word: the letters then
        ("was\n annoyed.", [(4, 16)]),
        ("", []),
        ("Ben", []),
        ("(", []),
    ],
)
def test_words_are_found_as_people_copy_them(words, wanted):
    assert redact.places_of(words, "Ann was annoyed. ANN left") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sarah helped", [("Sarah", Category.NAME)]),
        ("ring 07700 900123", [("07700 900123", Category.NAME)]),
        ("write to a.b@example.org", [("a.b@example.org", Category.NAME)]),
        ("I go to Oakfield Primary", [("Oakfield Primary", Category.SCHOOL)]),
        ("we live at LS1 4AP", [("LS1 4AP", Category.PLACE)]),
        ("we live in Stoke-on-Trent now", [("Stoke-on-Trent", Category.PLACE)]),
        ("it was on 3rd March 2021", [("3rd March 2021", Category.DATE)]),
        ("In Year 4 and in English, from Monday to Friday", []),
        ("it may be that they will come in a while", []),
        (ARABIC, []),
        ("", []),
    ],
)
def test_rules_suggest_what_may_have_to_go(text, wanted):
    found = [(text[each.start : each.end], each.category) for each in suggestions_in(text)]

    assert found == wanted


YOUNG = Speaker("young_person", "young_person", "12_15", "North East", "", True)
WORKER = Speaker("practitioner", "practitioner", "adult", "London", "Health", True)


@pytest.mark.parametrize(
    ("speaker", "alike", "wanted"),
    [
        (YOUNG, Alike(10), "Young person, 12 to 15, North East"),
        (YOUNG, Alike(9), "Young person, 12 to 15"),
        (WORKER, Alike(10, 10, 99), "Practitioner, Health, London"),
        (WORKER, Alike(10, 9, 99), "Practitioner, London"),
        # Without the region, the work is of all regions.
        (WORKER, Alike(9, 10, 10), "Practitioner, Health"),
        (WORKER, Alike(9, 9, 9), "Practitioner"),
        (Speaker("parent", "parent_self", "adult", "London", "Health", True), Alike(10, 10, 10),
         "Parent or carer, London"),
        (Speaker("child", "child", "8_11", "London", "", True), Alike(10), "Child, London"),
        (Speaker("governor", "adult", "adult", "", "", True), Alike(), "Adult"),
        # Without permission to say more, however many there are.
        (Speaker("young_person", "", "12_15", "North East"), Alike(99, 99, 99), "Young person"),
        (Speaker("practitioner", "", "adult", "London", "Health"), Alike(99, 99, 99),
         "Practitioner"),
    ],
)  # fmt: skip
def test_attribution_says_no_more_than_is_allowed_and_safe(speaker, alike, wanted):
    assert attribution_of(speaker, alike) == wanted


def test_balance_counts_kinds_and_people():
    quotes = [Counted(n, "waiting", TYPICAL, "p", "child") for n in range(3)]
    quotes += [Counted(9, "waiting", STRONG, "q", "parent"), Counted(8, None, STRONG, "q", "x")]

    assert balance.kinds_by_theme(quotes)["waiting"] == {"typical": 3, "strong": 1, "dissenting": 0}
    assert balance.quoted_too_often(quotes) == [[0, 1, 2]]


@pytest.mark.parametrize(
    ("stances", "main"),
    [(["well", "well", "badly"], "well"), (["well", "badly"], ""), (["wanted"], ""), ([], "")],
)
def test_dissent_is_against_what_most_say(stances, main):
    assert balance.main_stance(stances) == main
    assert balance.is_dissent("badly", main) == (main == "well")
