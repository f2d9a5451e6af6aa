"""What is never published, and the key that goes with every table."""

import pytest

from insights.disclosure import HIDDEN, LOW, UNRELIABLE, key_to_symbols, refusal_to_publish


@pytest.mark.parametrize(
    ("dimensions", "has_under_18", "is_refused"),
    [
        (["c_region"], True, False),
        (["region", "audience"], True, False),
        (["region", "audience", "age_band"], False, True),
        (["c_ethnic_group"], True, True),
        (["c_ethnic_group"], False, False),
        (["ethnic_5"], True, False),
        (["care_experience"], True, False),
        (["c_care_experience", "c_region"], True, True),
        (["c_care_experience", "c_region"], False, False),
    ],
)
def test_what_is_published_of_whom(dimensions, has_under_18, is_refused):
    assert bool(refusal_to_publish(dimensions, has_under_18=has_under_18)) == is_refused


def test_every_symbol_is_explained_once():
    symbols = [symbol for symbol, _words in key_to_symbols()]

    assert symbols == [HIDDEN, LOW, "[x]", "[z]", UNRELIABLE]
    assert all(words for _symbol, words in key_to_symbols())
