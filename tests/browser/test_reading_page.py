"""The staff page of reading levels in a real browser: within any window, without a fault."""

import pytest
from django.urls import reverse

from tests.browser.staff import bring_in
from tests.browser.test_staff_axe import faults_of
from tests.factories import make_survey, small_document


pytestmark = pytest.mark.browser
HARD = "Participation in this consultation is voluntary, confidential and independent."


@pytest.fixture
def staff(scripted, staff_client, ray, team, live_server):
    document = small_document()
    document["pages"][0]["questions"][0]["label"] = HARD
    make_survey(organisation=team, document=document)
    bring_in(scripted, staff_client(ray), live_server.url)
    return scripted


def test_page_is_found_and_fits_any_window(staff):
    staff.goto(reverse("survey_detail", args=["help-together"]))
    staff.get_by_role("link", name="Reading level").click()

    assert staff.get_by_role("cell", name=HARD).count() == 3
    assert staff.get_by_role("heading", name="I am a child").count() == 1
    for width in (320, 768, 1280):
        staff.set_viewport_size({"width": width, "height": 900})
        assert staff.locator("html").evaluate("page => page.scrollWidth") <= width
    assert faults_of(staff) == []
