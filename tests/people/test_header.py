"""The staff header: whose account is open, by name; the address stands in the account alone."""

from django.urls import reverse


def test_header_says_the_name_and_the_account_page_the_address(ray, staff_client):
    client = staff_client(ray)

    page = client.get(reverse("survey_list")).content.decode()

    assert f"<bdi>{ray.name}</bdi>" in page
    assert ray.email not in page
    account = reverse("mfa_index")
    assert f'href="{account}"' in page
    assert ray.email in client.get(account).content.decode()


def test_person_without_a_name_still_finds_the_account(ray, staff_client):
    ray.name = ""
    ray.save(update_fields=["name"])

    page = staff_client(ray).get(reverse("survey_list")).content.decode()

    assert ">Your account</a>" in page
    assert ray.email not in page
