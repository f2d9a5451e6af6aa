"""Codes that people copy by hand: slips are noticed, harmless differences are not."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.receipts import (
    ALPHABET,
    CHECK_ALPHABET,
    LENGTH,
    grouped,
    is_well_formed,
    plain,
    receipt_for,
    receipt_hmac_of,
    submission_key_for,
)


SECRETS = st.binary(min_size=32, max_size=32)


@given(SECRETS)
def test_receipt_is_well_formed_and_in_groups(secret):
    code = receipt_for(secret)

    assert is_well_formed(code)
    assert [len(part) for part in code.split("-")] == [4, 4, 4, 4, 4, 4, 3]
    assert grouped(plain(code)) == code


@given(SECRETS, st.integers(0, LENGTH), st.sampled_from(CHECK_ALPHABET))
def test_slip_of_one_character_is_always_noticed(secret, place, letter):
    code = plain(receipt_for(secret))
    slipped = code[:place] + letter + code[place + 1 :]

    assert is_well_formed(slipped) == (slipped == code)


@given(SECRETS, st.integers(0, LENGTH - 2))
def test_two_neighbours_swapped_are_noticed(secret, place):
    code = plain(receipt_for(secret))
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    assert is_well_formed(swapped) == (swapped == code)


@given(SECRETS, st.integers(0, LENGTH))
def test_missing_or_doubled_character_is_noticed(secret, place):
    code = plain(receipt_for(secret))

    assert not is_well_formed(code[:place] + code[place + 1 :])
    assert not is_well_formed(code[:place] + code[place] + code[place:])


def test_every_misreading_of_one_and_nought_is_taken():
    code = next(
        code
        for code in (receipt_for(secrets.token_bytes(32)) for _ in range(1000))
        if "1" in code and "0" in code
    )

    for one, nought in (("I", "O"), ("l", "o"), ("L", "O"), ("i", "0")):
        typed = code.replace("1", one).replace("0", nought)
        assert is_well_formed(typed)
        assert receipt_hmac_of(typed) == receipt_hmac_of(code)


@pytest.mark.parametrize(
    "typed_as",
    [
        str.lower,
        plain,
        lambda code: f"  {code}\t\n",
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", "\u00a0"),
        lambda code: code.replace("-", "\u2013"),
        lambda code: code.replace("-", "\u2011"),
    ],
)
def test_capitals_spaces_and_dashes_do_not_matter(typed_as):
    code = receipt_for(b"x" * 32)

    assert is_well_formed(typed_as(code))
    assert receipt_hmac_of(typed_as(code)) == receipt_hmac_of(code)


@pytest.mark.parametrize(
    "text", ["", "-", "hello", "7K3P", "é" * 27, "*" * 27, "\x00" * 27, "😀" * 27]
)
def test_what_is_no_code_is_refused_without_a_fault(text):
    assert not is_well_formed(text)


@given(st.text(max_size=60))
def test_nothing_that_can_be_typed_is_a_fault(text):
    assert is_well_formed(text) in (True, False)
    assert len(receipt_hmac_of(text)) == 64


def test_ten_thousand_are_all_different():
    made = [secrets.token_bytes(32) for _ in range(10_000)]

    assert len({receipt_for(secret) for secret in made}) == 10_000
    assert len({submission_key_for(secret) for secret in made}) == 10_000


def test_all_places_use_the_whole_alphabet():
    codes = [plain(receipt_for(secrets.token_bytes(32))) for _ in range(2000)]

    for place in range(LENGTH):
        assert {code[place] for code in codes} == set(ALPHABET)


def test_same_secret_same_code_and_never_the_stored_hash(settings):
    secret = secrets.token_bytes(32)
    code, stored = receipt_for(secret), receipt_hmac_of(receipt_for(secret))

    assert receipt_for(secret) == code
    assert submission_key_for(secret) not in (code, stored)
    settings.PEPPER = "another pepper"
    assert receipt_for(secret) != code  # the browser's secret alone is not enough
    assert receipt_hmac_of(code) != stored
