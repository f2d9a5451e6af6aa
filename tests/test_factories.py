"""The factories make what they say: tests elsewhere lean on them."""

import pytest

from surveys.models import Answer, Purpose
from tests.factories import give_permission, make_response, make_survey


@pytest.mark.django_db
def test_a_made_response_passes_the_door_for_what_it_agreed_to():
    survey = make_survey()
    response = make_response(
        survey, answers={"child_better": "More time"}, permissions={"quote_anon": "granted"}
    )

    assert Answer.objects.for_purpose(Purpose.QUOTE).get().text == "More time"

    give_permission(response, "quote_anon", "withdrawn")

    assert not Answer.objects.for_purpose(Purpose.QUOTE).exists()
    assert Answer.objects.for_purpose(Purpose.ANALYSIS).count() == 1
