"""Texts that are nearly the same: who sent one, who edited it, and what each person added."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insights.engine.likeness import PATIENCE
from insights.engine.shingles import ShingleSets
from insights.engine.similar import similar_groups
from tests.engine.answers import AWKWARD, clear_answers


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=300)
LETTER = (
    "Please keep the youth club on Hill Street open. It is the only warm place near us after "
    "school. The workers know every child by name and they listen without rushing. Without the "
    "club we would stand at the bus stop in the rain. The council says there is no money, yet "
    "a new car park was built last spring. Ask the young people before you decide anything."
)
OWN = "My brother learned to cook there when he was nine."
OTHER = (
    "The waiting list for an assessment is far too long and nobody explains where you are on it. "
    "We were told twelve weeks, then a year, and then the letter was lost between two offices. "
    "Families should get one person to call who knows what is happening."
)
SAID = (LETTER, LETTER[:250], OWN, OTHER)
VOCABULARY = [f"word{number}" for number in range(2_000)]


def edited(text, share, chance):
    return " ".join(
        chance.choice(VOCABULARY) if chance.random() < share else word for word in text.split()
    )


def members(group):
    return [copy.place for copy in group.copies]


def test_letter_in_any_dress_edited_cut_or_added_to_is_one_campaign():
    sentences = LETTER.split(". ")
    texts = [
        LETTER,
        LETTER.upper().replace(".", " !!"),
        f"{LETTER} {OWN}",
        f"{OWN}\n\n{LETTER}",
        LETTER.replace("warm place", "safe place"),
        ". ".join(sentences[:4]),
        ". ".join(reversed(sentences)),
        OTHER,
        LETTER,
    ]

    (group,) = similar_groups(texts)

    assert members(group) == [0, 1, 2, 3, 4, 5, 6, 8]
    assert group.representative == 0
    assert group.is_campaign
    assert (group.people, group.distinct) == (8, 6)
    own = {copy.place: [texts[copy.place][a:b] for a, b in copy.added] for copy in group.copies}
    assert own == {0: [], 1: [], 2: [OWN], 3: [OWN], 4: [], 5: [], 6: [], 8: []}


def test_letter_with_more_of_ones_own_is_an_echo_and_no_member():
    texts = [LETTER, LETTER, f"{LETTER[:200]} {OTHER} {OTHER.replace('e', 'o')}"]

    (group,) = similar_groups(texts)

    assert members(group) == [0, 1]
    assert [copy.place for copy in group.echoes] == [2]
    assert 0.25 <= group.echoes[0].contained < 0.8
    ((start, end),) = group.echoes[0].added
    assert "waiting list for an assessment" in texts[2][start:end]


def test_letter_within_a_very_long_one_belongs_to_its_campaign():
    chance = random.Random(1)
    long = " ".join(chance.choices(VOCABULARY, k=900))

    (group,) = similar_groups([LETTER, LETTER, f"{long}. {LETTER}"])

    assert members(group) == [0, 1, 2]
    assert group.copies[2].overlap < 0.1
    assert group.copies[2].contained == 1.0


def test_a_like_b_and_b_like_c_does_not_join_a_and_c():
    words = [VOCABULARY[number] for number in range(90)]
    a, b, c = (" ".join(words[start : start + 60]) for start in (0, 12, 24))

    groups = similar_groups([b, b, a, c])
    chained = similar_groups([a, a, b, c])

    assert [members(group) for group in groups] == [[0, 1, 2, 3]]
    assert [members(group) for group in chained] == [[0, 1, 2]]
    assert [copy.place for copy in chained[0].echoes] == [3]


@pytest.mark.parametrize(
    ("one", "other", "people"),
    [
        ("More funding please", "more FUNDING, please!", 2),
        ("More funding please", "More funding now please", 1),
        ("We need more funding", "We need more funding soon", 1),
        ("We need one more nurse at our small school every single day please",
         "We need one more nurse at our small school every single day", 2),
    ],
)  # fmt: skip
def test_short_answers_are_never_a_campaign(one, other, people):
    groups = similar_groups([one, other])

    assert [group.people for group in groups] == ([2] if people == 2 else [])
    assert not any(group.is_campaign for group in groups)


def test_many_who_write_the_same_short_answer_are_counted_and_are_no_campaign():
    (group,) = similar_groups(["more funding please", "More funding please!"] * 250)

    assert (group.people, group.distinct, group.is_campaign) == (500, 1, False)


def test_answers_of_people_by_themselves_are_in_no_group():
    assert similar_groups([document.text for document in clear_answers()]) == []


def test_near_copies_are_one_group_and_the_order_does_not_matter():
    chance = random.Random(2)
    letter = " ".join(chance.choices(VOCABULARY, k=80))
    texts = [edited(letter, 0.04, chance) for _ in range(300)] + [OTHER]
    mixed = texts[:]
    chance.shuffle(mixed)

    group = similar_groups(texts)[0]
    again = similar_groups(mixed)[0]

    assert group.people >= 285
    assert abs(group.people - again.people) <= 9
    assert len(texts) - 1 not in members(group)


def test_letter_that_everyone_edited_is_one_campaign_by_the_words_most_share():
    chance = random.Random(3)
    letter = " ".join(chance.choices(VOCABULARY, k=250))
    texts = [edited(letter, 0.06, chance) for _ in range(200)]

    (group,) = similar_groups(texts)

    # Beside any one of them only some are alike: each has its own words changed.
    assert group.people >= 190
    assert group.is_campaign


def test_a_flood_that_is_like_nothing_is_compared_no_square_of_times(monkeypatch):
    chance = random.Random(4)
    letter = " ".join(chance.choices(VOCABULARY, k=60))
    texts = [edited(letter, 0.2, chance) for _ in range(600)]
    compared = []
    count = ShingleSets.shared_with
    monkeypatch.setattr(
        ShingleSets, "shared_with", lambda *given: compared.append(len(given[2])) or count(*given)
    )

    similar_groups(texts)

    assert 0 < sum(compared) <= len(texts) * (PATIENCE + 2)


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["👍", "👍", "👎"], list(AWKWARD) * 2])
def test_any_texts_give_groups(texts):
    check_groups(texts)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(ANYTHING, st.sampled_from([LETTER, LETTER[:250], OWN, OTHER])), max_size=14)
)
def test_no_text_is_in_two_groups_and_what_was_added_stands_in_the_text(texts):
    check_groups(texts)


def check_groups(texts):
    groups = similar_groups(texts)
    grouped = [place for group in groups for place in members(group)]
    assert len(grouped) == len(set(grouped))
    assert groups == similar_groups(texts)
    for group in groups:
        assert group.people >= max(2, group.distinct)
        assert group.representative in members(group)
        assert not {copy.place for copy in group.echoes} & set(grouped)
        for copy in (*group.copies, *group.echoes):
            assert 0 <= copy.overlap <= copy.contained <= 1
            ends = [0, *(place for span in copy.added for place in span), len(texts[copy.place])]
            assert ends == sorted(ends)
