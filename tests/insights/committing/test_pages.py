"""You said, we did: the team's pages, and what everybody can read of them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from insights.actions.commitments import CommitmentWords, publish_commitment, write_commitment
from surveys.actions.survey import close_survey
from tests.factories import make_survey, small_document


@pytest.fixture
def client_of_ray(staff_client, ray):
    return staff_client(ray)


def words_of(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(text.split())


@pytest.mark.usefixtures("approved")
def test_theme_without_a_word_is_listed_until_it_has_one(client_of_ray, survey, theme):
    address = reverse("commitment_list", args=[survey.slug])
    page = words_of(client_of_ray.get(address))
    assert "Nothing said yet on these" in page and "Waiting" in page

    edit = reverse("commitment_edit", args=[theme.pk])
    sent = client_of_ray.post(
        edit, {"said": "They wait.", "did": "More staff.", "state": "done", "version": 0}
    )
    assert sent.status_code == 303
    page = words_of(client_of_ray.get(address))

    assert "Nothing said yet on these" not in page
    assert "We did More staff." in page
    assert "Another person has to make it public." in page


def test_form_starts_with_the_definition_and_loses_nothing(client_of_ray, theme):
    edit = reverse("commitment_edit", args=[theme.pk])
    assert "Families wait for an answer." in client_of_ray.get(edit).content.decode()

    typed = {"said": "My words", "will_do": "Much", "state": "planned", "due_on": "soon"}
    page = client_of_ray.post(edit, {**typed, "version": 0})

    assert "Write the day as year, month, day: 2027-03-31." in words_of(page)
    assert "My words" in page.content.decode() and 'value="soon"' in page.content.decode()
    typed["due_on"] = "2027-03-31"
    page = words_of(client_of_ray.post(edit, {**typed, "version": 0}))
    assert "Say who sees to it." in page


def test_conflict_shows_both_texts_and_saves_on_top(client_of_ray, theme, done, alice):
    words = CommitmentWords("Theirs.", did="We asked for staff.", state="done")
    write_commitment(theme=theme, words=words, version=1, by=alice)
    edit = reverse("commitment_edit", args=[theme.pk])
    mine = {"said": "Mine.", "did": "We asked for staff.", "state": "done", "version": 1}

    late = client_of_ray.post(edit, mine)

    assert late.status_code == 409
    page = words_of(late)
    assert "Somebody else changed this while you were writing." in page
    assert "You said Theirs. Mine." in page
    assert 'name="version" value="2"' in late.content.decode()
    assert client_of_ray.post(edit, {**mine, "version": 2}).status_code == 303
    history = words_of(client_of_ray.get(edit))
    assert "Changed" in history and "Theirs. Mine." in history


@pytest.mark.usefixtures("approved")
def test_second_person_is_asked_and_warned_of_few(client_of_ray, theme, done, staff_client, alice):
    edit = reverse("commitment_edit", args=[theme.pk])
    publish = reverse("commitment_publish", args=[done.pk])
    writer = client_of_ray.get(edit)
    assert "Another person than you has to make it public." in words_of(writer)
    assert publish not in writer.content.decode()

    other = staff_client(alice)
    asked = other.get(edit)
    assert "Let everybody read it?" in words_of(asked)
    assert "Fewer than 10 people said this." in words_of(asked)
    assert publish in asked.content.decode()
    made = other.post(publish, {"version": 1}, follow=True)
    assert "Everybody can read it now." in words_of(made)
    taken = other.post(reverse("commitment_take_back", args=[done.pk]), follow=True)
    assert "Only the team can read it now." in words_of(taken)


@pytest.mark.parametrize("version", ["", "x", "9"])
def test_what_changed_since_it_was_read_is_not_made_public(done, staff_client, alice, version):
    address = reverse("commitment_publish", args=[done.pk])

    page = staff_client(alice).post(address, {"version": version}, follow=True)

    assert "It was changed after you opened the page." in words_of(page)
    done.refresh_from_db()
    assert not done.is_public


def test_overdue_is_shown_on_list_and_overview(client_of_ray, survey, theme, ray):
    late = timezone.localdate() - timedelta(days=1)
    words = CommitmentWords("They wait.", will_do="Answer.", due_on=late, owner="Early help")
    write_commitment(theme=theme, words=words, by=ray)

    for name in ("commitment_list", "survey_detail"):
        page = words_of(client_of_ray.get(reverse(name, args=[survey.slug])))
        assert "1 promise is overdue" in page
        assert "Early help" in page


@pytest.mark.parametrize("count", [3, 12])
def test_list_asks_as_often_for_many(
    count, client_of_ray, consultation, survey, ray, django_assert_num_queries
):
    words = CommitmentWords("They wait.", did="Something.", state="done")
    for number in range(count):
        theme = consultation.theme("adult_better", f"Theme {number}")
        write_commitment(theme=theme, words=words, by=ray)
    address = reverse("commitment_list", args=[survey.slug])
    client_of_ray.get(address)

    # Session, person and second factor (5); survey, version, commitments, themes, overdue, public.
    with django_assert_num_queries(11):
        client_of_ray.get(address)


# --- what everybody reads ---


@pytest.fixture
def public(approved, done, alice):
    return publish_commitment(commitment=done, version=1, by=alice)


def test_everybody_reads_what_is_public_and_nothing_else(client, survey, consultation, public, ray):
    secret = consultation.theme("adult_better", "Secret")
    words = CommitmentWords("Not for all.", did="Hidden deed.", state="done", owner="Mx Owner")
    write_commitment(theme=secret, words=words, by=ray)

    response = client.get(reverse("what_happened", args=[survey.slug]))
    page = words_of(response)

    assert "Waiting You said Families wait too long. We did We asked for staff." in page
    for private in ("Secret", "Hidden deed.", "Mx Owner", "Ray", "Alice", "example.org"):
        assert private not in page
    assert not response.cookies


def test_public_page_has_no_number_of_people(client, survey, public):
    page = words_of(client.get(reverse("what_happened", args=[survey.slug])))
    main = page[page.index("You said, we did") : page.index("See what you told us")]

    # Of digits only the day on which it was written.
    assert re.findall(r"\d+", main.replace(f"{public.public_at:%-d %B %Y}", "")) == []
    assert "%" not in main and "people said" not in main


def test_public_page_says_so_when_there_is_nothing(client, survey):
    assert "There is nothing here yet." in words_of(
        client.get(reverse("what_happened", args=[survey.slug]))
    )


def test_public_page_says_by_which_month_it_wants_to_tell(client, team):
    document = {**small_document("promised"), "results_by": "2027-05"}
    survey = make_survey(organisation=team, slug="promised", document=document)

    page = words_of(client.get(reverse("what_happened", args=[survey.slug])))

    assert "We want to tell you by May 2027." in page


def test_public_page_of_a_draft_is_not_found(client, team):
    survey = make_survey(organisation=team, slug="draft", status="draft")

    assert client.get(reverse("what_happened", args=[survey.slug])).status_code == 404


def test_closed_survey_leads_to_it(client, survey):
    close_survey(survey=survey, by=None)

    page = client.get(reverse("survey_start", args=[survey.slug])).content.decode()

    assert reverse("what_happened", args=[survey.slug]) in page
