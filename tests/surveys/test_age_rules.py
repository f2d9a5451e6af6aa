"""Who may say yes for themselves, at every age."""

import pytest

from surveys.age_rules import OLDEST, RULES, YOUNGEST, band_of, needs_adult, rule_for
from surveys.wording import AGE_BANDS


def test_bands_follow_each_other_without_a_gap():
    assert tuple(YOUNGEST) == tuple(OLDEST) == AGE_BANDS
    for younger, older in zip(AGE_BANDS, AGE_BANDS[1:], strict=False):
        assert OLDEST[younger] + 1 == YOUNGEST[older]


@pytest.mark.parametrize("age", range(100))
def test_every_age_has_its_band_and_its_rule(age):
    band = band_of(age)

    assert YOUNGEST[band] <= age <= OLDEST[band]
    assert rule_for(age).from_age <= age
    assert rule_for(age).is_together == (age < 8)
    assert needs_adult(age) == (age < 13)
    assert needs_adult(age, is_required_of_teenagers=True) == (age < 16)


def test_rules_begin_at_birth_and_rise():
    assert [rule.from_age for rule in RULES] == [0, 8, 13, 16]
