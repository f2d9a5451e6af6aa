"""Stance and stories: each rule shown at work, and named in the result."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.engine.stance import VALUES, Stance, is_story, split_of, stance_of
from insights.engine.word_lists import entries_of
from tests.engine.answers import AWKWARD, LONG


@pytest.mark.parametrize(
    ("text", "value", "rule"),
    [
        ("The dinner lady was kind", "well", "good: kind"),
        ("She listened until I had finished", "well", "did well: listened"),
        ("Our phone calls were ignored", "badly", "did badly: ignored"),
        ("A cramped waiting room", "badly", "bad: cramped"),
        ("He is not kind", "badly", "denied: not kind"),
        ("It was never a boring club", "well", "denied: never boring"),
        ("Nobody ever rang", "badly", "denied: nobody rang"),
        ("They didn\u2019t explain the form", "badly", "denied: didn't explain"),
        ("No complaints from us", "well", "denied: no complaints"),
        ("I couldn't fault the driver", "well", "praise: couldn't fault"),
        ("The form is too long", "badly", "excess: too"),
        ("There were not enough chairs", "badly", "excess: not enough"),
        ("There should be a bus", "wanted", "wish: should"),
        ("More chairs", "wanted", "wish: more"),
        ("Nothing was explained", "badly", "denied: nothing explained"),
    ],
)
def test_each_rule_fires_and_is_named(text, value, rule):
    assert stance_of(text) == Stance(value, (rule,))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Kind staff but the wait was awful", "mixed"),
        ("Awful building. Lovely people.", "mixed"),
        ("It would be better if they were kind", "wanted"),
        ("Friendly clinic but it should open on Sundays", "well"),
        ("Nobody came, and more nurses please", "wanted"),
        ("Nothing, all was lovely", "well"),
        ("Nothing everyone was lovely", "well"),
        ("No everything was fine", "well"),
        ("I don't know", "neither"),
        ("They came on Tuesday", "neither"),
        ("She has sensory needs", "neither"),
        ("as well as the school", "neither"),
        ("Not the usual driver, he was kind", "well"),
        ("She asked me about it", "neither"),
        ("Nothing", "neither"),
        ("Pani była bardzo miła", "neither"),
        ("كان الانتظار طويلا", "neither"),
        ("等候太久", "neither"),
        ("", "neither"),
    ],
)
def test_rules_together(text, value):
    assert stance_of(text).value == value


@pytest.mark.parametrize("word", ["sad", "scared", "angry", "worried", "depressed", "lonely"])
def test_a_feeling_is_no_verdict_on_help(word):
    assert stance_of(f"I was {word} that day") == Stance("neither", ())
    assert stance_of(f"I was {word} and the teacher was kind").value == "well"


def test_split_counts_every_text_once():
    texts = [
        "Kind nurse",
        "Rude nurse",
        "Kind nurse but rude driver",
        "Another nurse, please",
        "A nurse",
    ]

    assert split_of(texts) == {"well": 1, "badly": 1, "mixed": 1, "wanted": 1, "neither": 1}
    assert split_of([]) == dict.fromkeys(VALUES, 0)


@pytest.mark.parametrize(
    "text",
    [
        "When my mum was ill the nurse came every morning",
        "We asked for a chair and they brought two",
        "Last year my teacher moved me nearer the board",
        "I told her about the stairs and she walked round with me",
    ],
)
def test_story_is_what_happened_to_the_one_who_tells(text):
    assert is_story(text)


@pytest.mark.parametrize(
    "text",
    [
        "We waited and rang",
        "The clinic opened a second door and painted the walls blue",
        "I want them to come when it is raining outside again",
        "When I was little I was happy at the old club",
        "I need a red bed and indeed they should feed the birds",
        "Kiedy moja mama była chora pani przychodziła codziennie rano",
        "",
    ],
)
def test_no_story(text):
    assert not is_story(text)


@given(
    st.one_of(st.text(st.characters(exclude_categories=()), max_size=300), st.sampled_from(AWKWARD))
)
def test_any_text_has_a_stance_with_rules_from_its_words(text):
    stance = stance_of(text)
    folded = text.casefold().replace("\u2019", "'")

    assert stance.value in VALUES
    assert (stance.value == "neither") <= (not stance.rules)
    for rule in stance.rules:
        assert all(word in folded for word in rule.split(": ")[1].split())
    assert is_story(text) in (True, False)


def test_long_text_takes_little_time():
    started = process_time()

    stance_of(LONG)
    is_story(LONG.replace(".", " "))
    stance_of("no " * 7_000)

    assert process_time() - started < 2


def test_no_entry_says_both_well_and_badly():
    found = {}
    for section, entry in entries_of("stance_words"):
        found.setdefault(section, []).append(entry)

    good = {*found["good"], *found["did_well"], *found["praise"]}
    assert not good & {*found["bad"], *found["did_badly"], *found["excess"]}
    assert all(len(set(entries)) == len(entries) for entries in found.values())
    assert all(entry == entry.casefold() for entries in found.values() for entry in entries)
