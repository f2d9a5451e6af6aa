"""Text comes in once, the same way everywhere, and never makes anything fall over."""

import time
import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from surveys.intake import (
    HARD_LIMIT,
    TextTooLong,
    clean_text,
    comparison_key_of,
    is_blank_text,
    length_of,
    text_hash_of,
)


# Everything Python can hold in a string, lone surrogates included.
ANYTHING = st.text(st.characters(exclude_categories=()))


def is_xml_character(character):
    """The Char production of XML 1.0, section 2.2."""
    point = ord(character)
    return (
        point in (0x9, 0xA, 0xD)
        or 0x20 <= point <= 0xD7FF
        or 0xE000 <= point <= 0xFFFD
        or 0x10000 <= point <= 0x10FFFF
    )


@given(ANYTHING)
def test_cleaning_twice_is_cleaning_once(text):
    once = clean_text(text)

    assert clean_text(once.text).text == once.text
    assert clean_text(once.text).changed == 0


@given(ANYTHING)
def test_clean_text_can_be_stored_and_written_anywhere(text):
    clean = clean_text(text).text

    assert all(map(is_xml_character, clean))
    assert clean.encode("utf-8").decode("utf-8") == clean
    assert not {unicodedata.category(each) for each in clean} & {"Cs"}
    assert not [each for each in clean if unicodedata.category(each) == "Cc" and each not in "\t\n"]


@given(st.text(st.characters(exclude_categories=("C", "Z"))))
def test_what_can_be_seen_stays_as_it_was_typed(text):
    composed = unicodedata.normalize("NFC", text)

    assert clean_text(text).text == composed


@given(ANYTHING, st.integers(1, 50))
def test_only_too_long_is_ever_raised(text, limit):
    try:
        assert len(clean_text(text, limit=limit).text) <= limit
    except TextTooLong as error:
        assert error.excess == len(clean_text(text).text) - limit


@pytest.mark.parametrize(
    ("typed", "kept", "changed"),
    [
        ("a\x00b", "ab", 1),
        ("a\ud800b\udfff", "ab", 2),
        ("\ufffea\uffffb\ufdd0c\U0010ffff", "abc", 4),
        ("a\x07\x1b\x7f\x85b", "ab", 4),
        ("tab\there", "tab\there", 0),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour", 0),
        ("cafe\u0301", "caf\u00e9", 0),
        ("👩‍👩‍👧‍👦 and ‮right to left", "👩‍👩‍👧‍👦 and ‮right to left", 0),
        ("=1+1 <r>&amp;</r> _x000B_", "=1+1 <r>&amp;</r> _x000B_", 0),
    ],
)
def test_what_goes_and_what_stays(typed, kept, changed):
    assert clean_text(typed).text == kept
    assert clean_text(typed).changed == changed


def test_newlines_count_once_as_browsers_count_them():
    line = "x" * 19
    typed = "\r\n".join([line] * 500)  # 499 newlines
    typed += "\r\n" + "x" * (HARD_LIMIT - len(typed.replace("\r\n", "\n")) - 1)

    assert len(typed) == HARD_LIMIT + 500
    assert len(clean_text(typed).text) == HARD_LIMIT


def test_one_too_many_says_so():
    with pytest.raises(TextTooLong) as caught:
        clean_text("x" * (HARD_LIMIT + 1))

    assert caught.value.excess == 1


@pytest.mark.parametrize(
    "text", ["", " \n\t", ".", "-", "…", "n/a", "N/A.", "na", "???", "\u200b", "\ufe0f", "\u2800"]
)
def test_texts_that_say_nothing(text):
    assert is_blank_text(text)


@pytest.mark.parametrize("text", ["dont know", "no", "0", "😀", "❤️", "x", "نعم", "nana", "👍🏽"])
def test_texts_that_say_something(text):
    assert not is_blank_text(text)


@pytest.mark.parametrize(
    "other",
    [
        "more time to talk",
        "  MORE time\nto talk! ",
        "More time to\u200b talk 😀",
        "more—time to talk",
    ],
)
def test_same_answer_has_the_same_hash(other):
    assert text_hash_of(other) == text_hash_of("More time to talk.")


def test_heart_with_its_variation_selector_changes_no_hash():
    assert comparison_key_of("Thanks \u2764\ufe0f") == "thanks"


def test_different_answers_have_different_hashes():
    assert text_hash_of("More time") != text_hash_of("More money")


@given(ANYTHING)
def test_comparison_key_is_stable(text):
    key = comparison_key_of(text)

    assert comparison_key_of(key) == key
    assert len(text_hash_of(text)) == 64


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("kind", 4),
        ("a\nb", 3),
        ("e\u0301", 1),
        ("😀👍🏽", 2),
        ("👨‍👩‍👧‍👦", 1),
        ("🇬🇧🇵🇱", 2),
        ("❤️", 1),
        ("1️⃣", 1),
        ("நிலா", 2),
        ("สวัสดี", 4),
        ("각", 1),
        ("اَلسَّلَامُ", 6),
    ],
)
def test_length_is_what_people_see(text, length):
    assert length_of(text) == length


@pytest.mark.parametrize(
    "piece", ["x", "👨\u200d", "\u0301", "🇬", "\u200d", "क्", "\u1100"], ids=ascii
)
def test_length_of_a_whole_body_is_found_at_once(piece):
    text = (piece * 500_000)[:500_000]
    started = time.perf_counter()

    length_of(text)

    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(("text", "length"), [("🇬" * 5, 3), ("🇬🇧🇬\u0301🇧", 3), ("a🇬🇧\u0301b", 3)])
def test_flags_are_paired_from_the_first(text, length):
    assert length_of(text) == length == len(regex.findall(r"\X", text))
