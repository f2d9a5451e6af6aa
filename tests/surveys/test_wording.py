"""The best words for a reader, and never none where there are some."""

import pytest

from surveys.wording import Reader, selector_tokens, text_of


CHILD = Reader("child", "8_11", "en", "standard", "en")


def test_plain_text_is_for_everybody():
    assert text_of("How was it?", CHILD) == "How was it?"


@pytest.mark.parametrize("nothing", [None, "", {}])
def test_no_wording_is_an_empty_text(nothing):
    assert text_of(nothing, CHILD) == ""


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        (CHILD, "child"),
        (Reader("child", "u8", "en", "standard", "en"), "young child"),
        (Reader("parent", "adult", "en", "standard", "en"), "everybody"),
        (Reader("parent", "adult", "en", "easy_read", "en"), "easy"),
        (Reader("child", "8_11", "en", "easy_read", "en"), "easy"),
        (Reader("child", "8_11", "pl", "standard", "en"), "dziecko"),
        (Reader("parent", "adult", "pl", "standard", "en"), "polski"),
        (Reader("parent", "adult", "cy", "standard", "en"), "everybody"),
        (Reader("", "", "en", "standard", "en"), "everybody"),
    ],
)
def test_most_specific_text_wins(reader, expected):
    wording = {
        "*": "everybody",
        "child": "child",
        "child.u8": "young child",
        "easy_read": "easy",
        "pl": "polski",
        "child.pl": "dziecko",
    }

    assert text_of(wording, reader) == expected


def test_order_of_tokens_and_of_variants_does_not_matter():
    wording = {"pl.child": "dziecko", "child": "child", "*": "everybody"}
    reader = Reader("child", "8_11", "pl", "standard", "en")

    assert text_of(wording, reader) == "dziecko"
    assert text_of(dict(reversed(wording.items())), reader) == "dziecko"


def test_document_language_is_read_before_everybody():
    wording = {"*": "everybody", "en": "English", "pl": "polski"}

    assert text_of(wording, Reader("child", "8_11", "cy", "standard", "en")) == "English"


def test_text_in_another_language_is_never_chosen():
    wording = {"pl": "polski", "child.pl": "dziecko"}

    assert text_of(wording, CHILD) == ""


def test_empty_variant_gives_way_to_one_with_words():
    assert text_of({"*": "everybody", "child": ""}, CHILD) == "everybody"


def test_selector_tokens():
    assert selector_tokens({"*": "a", "child.pl": "b", "u8": "c"}) == {"child", "pl", "u8"}
    assert selector_tokens("plain") == set()
