"""Spelling: slips of the pen are known, and no real word, name or abbreviation is called one."""

import pytest

from insights.engine.spelling import english_in, is_slip
from insights.engine.vocabulary import is_english


@pytest.mark.parametrize(
    "word",
    ["motnhs", "qestions", "hospitol", "waitting", "worying", "leaveing", "scool", "betwen",
     "comunication", "evry"],
)  # fmt: skip
def test_slip_is_known(word):
    assert is_slip(word)


@pytest.mark.parametrize(
    "word",
    ["form", "carers", "leaflet",  # real words
     "autistic", "dyslexia", "keyworkers", "parity", "handover", "palliative",  # not common ones
     "camhs", "adhd", "ehcp", "sen",  # abbreviations
     "counsellor", "colour", "paediatrician",  # British
     "mwy", "juz", "dziękuje", "অপেক্ষা"],
)  # fmt: skip
def test_no_other_word_is_called_a_slip(word):
    assert not is_slip(word)


@pytest.mark.parametrize(
    ("text", "is_in_english"),
    [
        ("we waited six months for a letter", True),
        ("betwen scool and hospitol noone talks", True),  # slips are read
        ("prosze wiecej czasu dla nas", False),
        ("roedd hi'n garedig iawn", False),
    ],
)
def test_text_tells_whether_it_is_in_english(text, is_in_english):
    read, total = english_in(text)

    assert (2 * read >= total) is is_in_english


@pytest.mark.parametrize(
    "word",
    ["months", "mums", "stopping", "hoping", "families", "unhelpful", "part-time", "handover"],
)
def test_common_words_and_what_is_made_of_them_are_known(word):
    assert is_english(word)


@pytest.mark.parametrize(
    "word", ["motnhs", "waitting", "leaveing", "beter", "gdpr", "camhs", "", "'s"]
)
def test_other_words_are_not_known(word):
    assert not is_english(word)
