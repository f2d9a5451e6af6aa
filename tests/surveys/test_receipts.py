"""Codes that people copy by hand: harmless differences do not matter, and small slips do not."""

import secrets
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.receipt_words import LEFT_OUT, left_out, receipt_words
from surveys.receipts import (
    CHECK_ALPHABET,
    LENGTH,
    grouped,
    is_well_formed,
    older_receipt_for,
    plain,
    receipt_for,
    receipt_hmac_of,
    receipt_kept_as,
    submission_key_for,
)


SECRETS = st.binary(min_size=32, max_size=32)
CODE = "abacus canopy giraffe"


# --- the words ---


def test_no_word_begins_with_another():
    words = sorted(receipt_words())

    # Sorted, a word stands directly before those that begin with it.
    assert not [pair for pair in zip(words, words[1:], strict=False) if pair[1].startswith(pair[0])]


def test_words_are_plain_letters_and_enough_for_76_bits():
    words = receipt_words()

    assert len(set(words)) == len(words)
    assert all(word.isascii() and word.isalpha() and 3 <= len(word) <= 9 for word in words)
    assert len(words) ** 6 > 2**76


def test_every_word_left_out_has_a_kind_that_the_file_explains():
    head = [line.split()[1] for line in LEFT_OUT.read_text().splitlines() if line[0] == "#"]

    assert set(left_out().values()) == set(head) - {"Words"}
    assert not set(left_out()) & set(receipt_words())


@pytest.mark.parametrize("word", ["suffocate", "yo-yo", "smoking", "chubby", "savior", "aide"])
def test_word_that_could_hurt_or_be_mistaken_is_in_no_receipt(word):
    assert word not in receipt_words()


def test_words_are_equally_likely_in_every_place():
    counts = [Counter() for _ in range(6)]
    half = set(receipt_words()[: len(receipt_words()) // 2])
    for number in range(4000):
        for place, word in enumerate(receipt_for(number.to_bytes(32, "big")).split()):
            counts[place][word in half] += 1

    # Six standard deviations of a fair coin: chance alone passes all but once in 80 million.
    assert all(abs(count[True] - 2000) < 190 for count in counts)
    assert len(counts[0]) == 2


# --- reading ---


@given(SECRETS)
def test_receipt_is_six_words_and_well_formed(secret):
    code = receipt_for(secret)

    assert is_well_formed(code)
    assert len(code.split(" ")) == 6
    assert plain(code) == code


@pytest.mark.parametrize(
    "between",
    [" ", "-", ", ", "", "\n", "\u00a0", "\u2013", "\u2011", ". ", "_", " - ", "\t"],
    ids=[
        "space",
        "dash",
        "comma",
        "none",
        "line",
        "nbsp",
        "en",
        "nb-dash",
        "stop",
        "_",
        "-",
        "tab",
    ],
)
@given(secret=SECRETS)
def test_what_stands_between_the_words_does_not_matter(between, secret):
    code = receipt_for(secret)
    typed = f"  {between.join(code.split())}\t\n"

    assert is_well_formed(typed.upper())
    assert receipt_hmac_of(typed.title()) == receipt_hmac_of(code)


@given(SECRETS, st.integers(0, 5), st.integers(0, 8), st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
def test_a_slip_is_forgiven_only_where_one_word_is_that_near(secret, which, place, letter):
    words = receipt_for(secret).split()
    word = words[which]
    place = min(place, len(word) - 1)
    slips = [
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
    ]
    for slip in slips:
        typed = " ".join([*words[:which], slip, *words[which + 1 :]])
        read = plain(typed).lower()
        if slip in receipt_words():
            assert read == typed
        elif near_to(slip) == {word}:
            assert read == " ".join(words)
        else:
            assert not is_well_formed(typed)


def near_to(slip):
    """Return the words within one edit, counted in the plain way: an independent reading."""
    return {word for word in receipt_words() if abs(len(word) - len(slip)) < 2 and one(word, slip)}


def one(left, right):
    if len(left) > len(right):
        left, right = right, left
    if len(left) < len(right):
        return any(right[:at] + right[at + 1 :] == left for at in range(len(right)))
    wrong = [at for at in range(len(left)) if left[at] != right[at]]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        return left[wrong[0]] == right[wrong[1]] and left[wrong[1]] == right[wrong[0]]
    return len(wrong) < 2


def test_words_in_another_order_are_another_code():
    words = receipt_for(b"x" * 32).split()

    assert receipt_hmac_of(" ".join(reversed(words))) != receipt_hmac_of(" ".join(words))


@pytest.mark.parametrize(
    "text",
    ["", "-", "hello", "7K3P", CODE, "é" * 27, "*" * 27, "\x00" * 27, "😀" * 27, "zzzzz " * 6],
)
def test_what_is_no_code_is_refused_without_a_fault(text):
    assert not is_well_formed(text)


@given(st.text(max_size=60))
def test_nothing_that_can_be_typed_is_a_fault(text):
    assert is_well_formed(text) in (True, False)
    assert len(receipt_hmac_of(text)) == 64


# --- receipts from before there were words ---


@given(SECRETS)
def test_older_receipt_is_well_formed_and_in_groups(secret):
    code = older_receipt_for(secret)

    assert is_well_formed(code)
    assert [len(part) for part in code.split("-")] == [4, 4, 4, 4, 4, 4, 3]
    assert grouped(plain(code)) == code


def test_receipts_given_before_are_what_they_always_were(settings):
    settings.PEPPER = "a pepper of old"
    code = older_receipt_for(b"x" * 32)

    assert code == "Z6BY-J8X1-CHNG-XYG0-TCES-QZC2-V30"
    assert (
        receipt_hmac_of(code) == "669841c7a52ee527237b47b8a05a5a32e9f83fa384a97a78f3d93e53e6079557"
    )


def test_receipts_stay_the_same_from_version_to_version(settings):
    settings.PEPPER = "a pepper of old"

    assert receipt_for(b"x" * 32) == "nutlike tapioca afloat griminess blubber dried"


@given(SECRETS, st.integers(0, LENGTH), st.sampled_from(CHECK_ALPHABET))
def test_slip_of_one_character_of_an_older_receipt_is_noticed(secret, place, letter):
    code = plain(older_receipt_for(secret))
    slipped = code[:place] + letter + code[place + 1 :]

    assert is_well_formed(slipped) == (slipped == code)


def test_every_misreading_of_one_and_nought_is_taken():
    codes = (older_receipt_for(number.to_bytes(32, "big")) for number in range(1000))
    code = next(code for code in codes if "1" in code and "0" in code)

    for one_as, nought_as in (("I", "O"), ("l", "o"), ("L", "O"), ("i", "0")):
        typed = code.replace("1", one_as).replace("0", nought_as)
        assert is_well_formed(typed)
        assert receipt_hmac_of(typed) == receipt_hmac_of(code)


@pytest.mark.parametrize("between", ["", " ", "\u00a0", "\u2013", "\u2011"])
def test_older_receipt_is_read_in_any_writing(between):
    code = older_receipt_for(b"x" * 32)
    typed = f" {code.lower().replace('-', between)}\n"

    assert is_well_formed(typed)
    assert receipt_hmac_of(typed) == receipt_hmac_of(code)


def test_a_response_is_told_the_receipt_it_was_stored_under():
    secret = b"x" * 32
    older, words = older_receipt_for(secret), receipt_for(secret)

    assert receipt_kept_as(receipt_hmac_of(older), secret=secret) == older
    assert receipt_kept_as(receipt_hmac_of(words), secret=secret) == words


# --- the secret ---


def test_ten_thousand_are_all_different():
    made = [secrets.token_bytes(32) for _ in range(10_000)]

    assert len({receipt_for(secret) for secret in made}) == 10_000
    assert len({submission_key_for(secret) for secret in made}) == 10_000


def test_same_secret_same_code_and_never_the_stored_hash(settings):
    secret = secrets.token_bytes(32)
    code, stored = receipt_for(secret), receipt_hmac_of(receipt_for(secret))

    assert receipt_for(secret) == code
    assert submission_key_for(secret) not in (code, stored)
    settings.PEPPER = "another pepper"
    assert receipt_for(secret) != code  # the browser's secret alone is not enough
    assert receipt_hmac_of(code) != stored
