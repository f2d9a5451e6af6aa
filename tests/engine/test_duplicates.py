"""The same text, whatever its case, signs and hidden characters: read once, and everyone counts."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from insights.engine import Document, find_themes
from insights.engine.duplicates import groups_of_same, key_of
from tests.engine.answers import clear_answers, documents


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=600)
CLOSE = st.text("aаáéеe\u0301\u200b\u0345ǰΐﬁßİıſKÅ½²①\u1e9e\u03c2 ", max_size=12)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The WAITING list… is  long 😀", "the waiting list is long"),
        ("wait\u200bing\ufeff", "waiting"), ("ﬁne", "fine"), ("Straße", "strasse"),
        ("don't", "don t"), ("নাম, ঠিকানা।", "নাম ঠিকানা"), ("¡Sí!", "sí"), ("...", ""),
        ("wаiting lіst", "waiting list"), ("Москва", "москва"), ("\ud800a", "a"),
    ],
)  # fmt: skip
def test_key_leaves_the_words(text, key):
    assert key_of(text) == key


@given(st.one_of(ANYTHING, CLOSE))
@example("e\u200b\u0301")
@example("а\u0301b")
def test_key_of_a_key_is_itself(text):
    assert key_of(key_of(text)) == key_of(text)


def test_a_thousand_copies_in_any_dress_are_one_group():
    form = (
        "They lost our form",
        "THEY lost our form!!",
        " They lost   our form 👍",
        "they lost our form",
    )

    groups = groups_of_same(documents([*(form * 250), "They lost our forms", "Nobody rang"]))

    assert [len(group) for group in groups] == [1000, 1, 1]


def test_signs_alone_are_the_same_only_as_themselves():
    groups = groups_of_same([Document("1", "👍"), Document("2", "👎"), Document("3", " 👍 ")])

    assert groups == [[0, 2], [1]]


@given(st.lists(ANYTHING, max_size=12))
def test_groups_of_same_hold_each_document_once(texts):
    groups = groups_of_same(documents(texts))

    assert sorted(place for group in groups for place in group) == list(range(len(texts)))


def test_everyone_who_wrote_the_same_text_counts():
    texts = [
        "The waiting list is long",
        "the WAITING list… is long 😀",
        "The waiting\u200b list is long",
    ]
    answers = [*clear_answers(), *documents(texts, "same")]

    result = find_themes(answers, encoder="tfidf")

    assert ("same0", "same1", "same2") in result.duplicates
    assert result.run["statements"] < len(answers) + 10
    for theme in result.themes:
        inside = {member.document for member in theme.members} & {"same0", "same1", "same2"}
        assert inside in (set(), {"same0", "same1", "same2"})
