"""A partner's short link leads to the survey and never anywhere else."""

import pytest

from partners.actions.links import revoke_link
from surveys.models import Survey


def test_partner_link_leads_to_the_survey_with_its_code(client, link):
    response = client.get(f"/j/{link.code}/")

    assert response.status_code == 303
    assert response["Location"] == f"/s/help-together/?via={link.code}"
    assert not response.cookies


def test_partner_link_takes_a_code_typed_by_hand(client, link):
    typed = f"{link.code[:3]}-{link.code[3:]}".lower()

    assert client.get(f"/j/{typed}/")["Location"] == f"/s/help-together/?via={link.code}"


@pytest.mark.parametrize(
    "code", ["NOSUCH", "%00", "x" * 500, "https:", "K3P9WX%0d%0aSet-Cookie:a=b"]
)
def test_partner_link_of_a_bad_code_offers_the_open_surveys(client, link, code):
    response = client.get(f"/j/{code}/")

    assert response.status_code == 404
    assert b"This link does not work" in response.content
    assert b'href="/s/help-together/"' in response.content


def test_partner_link_of_a_revoked_code_offers_the_open_surveys(client, link, alice):
    revoke_link(link=link, by=alice)

    response = client.get(f"/j/{link.code}/")

    assert response.status_code == 404
    assert b'href="/s/help-together/"' in response.content


def test_partner_link_of_a_closed_survey_says_none_is_open(client, link):
    Survey.objects.update(status="closed")

    response = client.get(f"/j/{link.code}/")

    assert response.status_code == 404
    assert b"No survey is open at the moment" in response.content


def test_partner_link_ignores_a_place_to_go_next(client, link):
    response = client.get(f"/j/{link.code}/?next=https://elsewhere.example/")

    assert response["Location"] == f"/s/help-together/?via={link.code}"


def test_partner_link_refuses_post(client, link):
    assert client.post(f"/j/{link.code}/").status_code == 405
