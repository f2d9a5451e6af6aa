"""The page that says what works for whom: in reach of every page, and no more than is true."""

import pytest


URL = "/accessibility/"


@pytest.mark.parametrize(
    "path", ["/", "/s/help-together/", "/privacy/", "/withdraw/", "/my-answers/", "/nowhere/"]
)
def test_every_footer_leads_there(client, sample_survey, path):
    page = client.get(path).content.decode()

    assert f'href="{URL}' in page.partition("<footer")[2]


def test_staff_pages_lead_there(client, db):
    page = client.get("/accounts/login/").content.decode()

    assert f'href="{URL}' in page.partition("<footer")[2]


def test_page_says_what_was_not_tested(client, db):
    page = client.get(URL).content.decode()

    assert "We have not tested them with screen readers" in page
    assert "we do not say that they meet every point of the standard" in page


def test_contact_is_the_one_that_was_set(client, db, settings):
    settings.ACCESSIBILITY_CONTACT = "access@example.org"

    assert "Write to access@example.org." in client.get(URL).content.decode()


def test_without_a_contact_it_says_so(client, db, settings):
    settings.ACCESSIBILITY_CONTACT = ""

    assert "no address of its own for this yet" in client.get(URL).content.decode()


def test_page_is_only_read(client, db):
    assert client.post(URL).status_code == 405
