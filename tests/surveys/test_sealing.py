"""What is sealed opens with the right secret, for the right purpose and context, or not at all."""

import base64
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.sealing import MAX_PLAIN_BYTES, NONCE_BYTES, SealBroken, key_for, seal, unseal
from surveys.thanks import Thanks, read_thanks, thanks_token


SECRET = b"s" * 32
DATA = {"step_data": {"page-1": {"better": ["More time", "\ud800 😀 \x00"]}}}


def sealed(data=None, **changes):
    return seal(data or DATA, **({"secret": SECRET, "purpose": "draft", "context": "v1"} | changes))


def opened(content, **changes):
    return unseal(content, **({"secret": SECRET, "purpose": "draft", "context": "v1"} | changes))


def test_what_was_sealed_comes_back():
    assert opened(sealed()) == DATA


@pytest.mark.parametrize(
    "changes",
    [{"purpose": "thanks"}, {"context": "v2"}, {"context": ""}, {"secret": b"t" * 32}],
)
def test_wrong_purpose_context_or_secret(changes):
    with pytest.raises(SealBroken):
        opened(sealed(), **changes)


def test_purpose_and_context_do_not_run_together():
    with pytest.raises(SealBroken):
        opened(sealed(purpose="draft", context="a|b"), purpose="draft|a", context="b")


def test_every_flipped_bit_is_noticed():
    content = sealed({"a": 1})

    for place in range(len(content)):
        for bit in range(8):
            flipped = bytearray(content)
            flipped[place] ^= 1 << bit
            with pytest.raises(SealBroken):
                opened(bytes(flipped))


@settings(max_examples=50)
@given(st.binary(max_size=200))
def test_anything_else_is_broken_and_no_fault(content):
    with pytest.raises(SealBroken):
        opened(content)


def test_cut_short_or_empty():
    content = sealed()

    for length in (0, 1, NONCE_BYTES, NONCE_BYTES + 15, len(content) - 1):
        with pytest.raises(SealBroken):
            opened(content[:length])


def test_two_sealings_share_nothing():
    first, second = sealed(), sealed()

    assert first[:NONCE_BYTES] != second[:NONCE_BYTES]
    assert first[NONCE_BYTES:] != second[NONCE_BYTES:]
    assert b"More time" not in first


def test_one_secret_gives_a_key_for_each_purpose():
    assert key_for("draft", SECRET) != key_for("thanks", SECRET) != SECRET


def test_content_that_unpacks_too_large_is_broken(monkeypatch):
    bomb = zlib.compress(b'"' + b"x" * (MAX_PLAIN_BYTES + 1) + b'"')
    monkeypatch.setattr("surveys.sealing.zlib.compress", lambda plain: bomb)
    content = sealed()
    monkeypatch.undo()

    with pytest.raises(SealBroken):
        opened(content)


# --- the address of the thank-you page ---


def token(slug="here"):
    return thanks_token(slug=slug, thanks=Thanks("7K3P", "child", is_same=True))


def test_thanks_for_its_own_survey_and_time_only(time_machine):
    time_machine.move_to("2026-03-02 10:00 +0000", tick=False)
    made = token()

    assert read_thanks(made, slug="here").receipt == "7K3P"
    assert read_thanks(made, slug="there") is None
    time_machine.move_to("2026-03-02 10:44:59 +0000", tick=False)
    assert read_thanks(made, slug="here").audience == "child"
    time_machine.move_to("2026-03-02 10:45:01 +0000", tick=False)
    assert read_thanks(made, slug="here") is None


@pytest.mark.parametrize("made", ["", "x", "é", "=", "a" * 500, "%00", "\x00", "💙"])
def test_thanks_that_nobody_made(made):
    assert read_thanks(made, slug="here") is None


def test_a_draft_is_no_thanks(settings):
    content = seal({}, secret=settings.SECRET_KEY.encode(), purpose="draft", context="here")
    made = base64.urlsafe_b64encode(content).decode().rstrip("=")

    assert read_thanks(made, slug="here") is None
