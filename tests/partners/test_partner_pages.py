"""A partner sees its own links and its own counts in bands: no text, no times, nobody else's."""

import re
import uuid
from xml.etree import ElementTree

import pytest

from partners.actions.links import create_link, revoke_link
from tests.factories import give_permission, make_response


@pytest.fixture
def partner(bob, password_client):
    return password_client(bob)


def answer(survey, link, people, **fields):
    return [make_response(survey, channel=link, **fields) for _ in range(people)]


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_partner_home_shows_the_address_in_words_and_as_a_picture(partner, link):
    response = partner.get("/partner/")

    assert f"http://testserver/j/{link.code}/" in words_of(response)
    assert f'src="/partner/link/{link.pk}/qr.svg"' in response.content.decode()


def test_partner_home_bands_its_count(partner, survey, link):
    answer(survey, link, 9)
    assert "People who answered through it: fewer than 10" in words_of(partner.get("/partner/"))

    answer(survey, link, 1)
    assert "People who answered through it: 10 to 19" in words_of(partner.get("/partner/"))


def test_partner_home_counts_only_who_still_takes_part(partner, survey, link):
    responses = answer(survey, link, 10)
    give_permission(responses[0], "take_part", "withdrawn")

    assert "People who answered through it: fewer than 10" in words_of(partner.get("/partner/"))


def test_partner_home_splits_by_audience_when_every_audience_is_large(partner, survey, link):
    answer(survey, link, 10, audience="child")
    answer(survey, link, 20, audience="parent")

    words = words_of(partner.get("/partner/"))

    assert "I am a child: 10 to 19" in words
    assert "I am a parent: 20 to 49" in words


def test_partner_home_does_not_split_when_an_audience_is_small(partner, survey, link):
    answer(survey, link, 10, audience="child")
    answer(survey, link, 9, audience="parent")

    words = words_of(partner.get("/partner/"))

    assert "10 to 19" in words
    assert "I am a" not in words


def test_partner_home_shows_no_words_no_days_and_nobody_elses_links(
    partner, survey, link, other_link
):
    answer(survey, link, 10, answers={"child_better": "zebra crossing"})
    answer(survey, other_link, 60)

    words = words_of(partner.get("/partner/"))

    assert "zebra" not in words
    assert "2026" not in words
    assert "Oak Lane" not in words
    assert other_link.code not in words
    assert "50 to 99" not in words


def test_partner_home_without_links_says_what_to_do(partner):
    assert "You have no links yet" in words_of(partner.get("/partner/"))


@pytest.mark.parametrize("links", [3, 30])
def test_partner_home_asks_the_database_as_often_for_many_links(
    partner, survey, hill_street, alice, links, django_assert_num_queries
):
    for number in range(links):
        create_link(survey=survey, organisation=hill_street, label=f"Desk {number}", by=alice)

    partner.get("/partner/")  # starts the session's clock, which is written once a minute

    # Session, person, memberships, links, counts.
    with django_assert_num_queries(5):
        partner.get("/partner/")


def test_partner_link_qr_is_a_picture_of_the_address(partner, link):
    response = partner.get(f"/partner/link/{link.pk}/qr.svg")

    assert response["Content-Type"] == "image/svg+xml"
    picture = ElementTree.fromstring(response.content)
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    assert b"style=" not in response.content
    assert b"<script" not in response.content


def test_partner_link_qr_of_another_partner_is_not_found(partner, other_link):
    response = partner.get(f"/partner/link/{other_link.pk}/qr.svg")
    nowhere = partner.get(f"/partner/link/{uuid.uuid4()}/qr.svg")

    assert response.status_code == nowhere.status_code == 404
    assert response.content == nowhere.content


def test_partner_link_qr_of_a_revoked_link_is_not_found(partner, link, alice):
    revoke_link(link=link, by=alice)

    assert partner.get(f"/partner/link/{link.pk}/qr.svg").status_code == 404
    assert "leads nowhere now" in words_of(partner.get("/partner/"))


def test_partner_pages_refuse_a_reviewer(ray, staff_client, link):
    client = staff_client(ray)

    assert client.get("/partner/").status_code == 403
    assert client.get(f"/partner/link/{link.pk}/qr.svg").status_code == 403


def test_partner_pages_send_strangers_to_sign_in(client, link):
    assert client.get("/partner/")["Location"] == "/accounts/login/?next=/partner/"
    assert client.get(f"/partner/link/{link.pk}/qr.svg").status_code == 302


def test_partner_pages_refuse_post(partner, link):
    assert partner.post("/partner/").status_code == 405
