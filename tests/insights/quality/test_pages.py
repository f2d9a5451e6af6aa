"""The quality pages: what they show, to whom, and that blind is blind."""

import re

import pytest
from django.urls import reverse

from insights.actions.coding import Choices, save_reading
from insights.actions.quality import commit_reading, draw_sample
from insights.actions.review import confirm_coding
from insights.models import AuditItem, AuditReading, AuditSample, Coding, Decision, Theme
from insights.reading.standing import standings_of
from people.models import AccessEvent
from surveys.models import Answer
from tests.factories import make_response


@pytest.fixture
def client(staff_client, ray):
    return staff_client(ray)


@pytest.fixture
def sams(staff_client, sam):
    return staff_client(sam)


def page_of(client, name, key):
    response = client.get(reverse(name, args=[key]))
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def item_on(page):
    return re.search(r'name="item" value="([^"]+)"', page)[1]


def keep(client, sample, page, *codes):
    given = {"item": item_on(page), "codes": codes}
    return client.post(reverse("audit_read", args=[sample.pk]), given)


def without_token(client, sample):
    html = client.get(reverse("audit_read", args=[sample.pk])).content
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", html)


def test_page_of_a_blind_reader_is_the_same_whatever_others_decided(
    sams, sample, book, ray, alice, themes
):
    """Byte for byte, with the machine's codes, with people's, with another reading, with none."""
    first = without_token(sams, sample)
    item = sample.items.order_by("place").first()
    for coding in Coding.objects.filter(theme__codebook=book):
        confirm_coding(coding=coding, by=ray)
    AuditReading.objects.create(item=item, reader=alice, outcome="none")
    assert without_token(sams, sample) == first

    Coding.objects.all().delete()
    item.machine, item.first = [], {"yes": [], "open": []}
    item.save()
    assert without_token(sams, sample) == first
    assert b" checked" not in first
    assert b"<mark" not in first


def test_reading_goes_on_to_the_next_and_ends(sams, sample, themes):
    waiting = str(themes["Waiting"].pk)
    for number in range(12):
        page = page_of(sams, "audit_read", sample.pk)
        assert f"{number} of 12 read." in page
        assert keep(sams, sample, page, waiting if number % 2 else "none").status_code == 303

    assert "You have read 12 answers." in page_of(sams, "audit_read", sample.pk)
    assert AuditReading.objects.filter(themes=[waiting]).count() == 6
    assert AccessEvent.objects.filter(view="audit_read").count() == 12


def test_errors_lose_nothing(sams, sample, themes):
    page = page_of(sams, "audit_read", sample.pk)
    waiting = str(themes["Waiting"].pk)

    none = keep(sams, sample, page).content.decode()
    both = keep(sams, sample, page, waiting, "none").content.decode()

    assert "Choose the themes that fit" in none
    assert "<title>Error:" in both
    assert both.count(" checked") == 2
    assert item_on(both) == item_on(page)
    assert not AuditReading.objects.exists()


def test_sent_twice_stays_as_it_was_and_goes_on(sams, sample):
    page = page_of(sams, "audit_read", sample.pk)
    keep(sams, sample, page, "none")

    again = keep(sams, sample, page, "unsure")

    assert again.status_code == 303
    assert AuditReading.objects.get().outcome == "none"
    assert "They stay as they were." in page_of(sams, "audit_read", sample.pk)


def test_answer_of_another_sample_is_not_found(sams, sample, book, ray):
    other = draw_sample(codebook=book, by=ray)
    address = reverse("audit_read", args=[sample.pk])

    assert sams.post(address, {"codes": "none"})["Location"] == address
    foreign = {"codes": "none", "item": other.items.first().pk}
    assert sams.post(address, foreign).status_code == 404


def test_first_coder_is_told_kindly(client, sample, book, ray):
    for coding in Coding.objects.filter(theme__codebook=book):
        confirm_coding(coding=coding, by=ray)
    # Of twelve answers Ray sorted seven; the five others are left.
    assert "0 of 5 read." in page_of(client, "audit_read", sample.pk)

    sample.items.exclude(answer__in=Coding.objects.values("answer")).delete()

    assert "somebody else has to read them" in page_of(client, "audit_read", sample.pk)


@pytest.fixture
def dispute(read, sample, answers, ray, sam):
    confirm_coding(coding=Coding.objects.get(answer=answers[0]), by=ray)
    read(0, "Listening", by=sam)
    return sample.items.get(answer=answers[0])


def test_disagreement_is_settled_by_a_third_person(staff_client, alice, dispute, sample, themes):
    client = staff_client(alice)
    page = page_of(client, "audit_disputes", sample.pk)
    assert "Waiting (they differ)" in page
    assert "We waited for months" in page

    given = {"themes": [themes["Listening"].pk], "note": "Ears"}
    answer = client.post(reverse("audit_settle", args=[dispute.pk]), given)

    assert answer.status_code == 303
    page = page_of(client, "audit_disputes", sample.pk)
    assert "Settled. Ears" in page
    again = client.post(reverse("audit_settle", args=[dispute.pk]), given, follow=True)
    assert "nothing to settle here any more" in again.content.decode()


def test_settling_shows_what_the_disputed_themes_are_about(staff_client, alice, dispute):
    Theme.objects.update(definition="")
    page = page_of(staff_client(alice), "audit_settle", dispute.pk)
    assert "govuk-summary-list" not in page

    Theme.objects.filter(name="Waiting").update(definition="Help comes too late.")
    page = page_of(staff_client(alice), "audit_settle", dispute.pk)
    assert "Help comes too late." in page


def test_settling_starts_with_what_nobody_disputes(
    staff_client, alice, read, sample, answers, themes, ray, sam
):
    for name in ("Waiting", "Listening"):
        Coding.objects.update_or_create(
            answer=answers[7],
            theme=themes[name],
            defaults={"start": 0, "end": 5, "source": "person", "state": "confirmed", "by": ray},
        )
    read(7, "Waiting", by=sam)
    item = sample.items.get(answer=answers[7])

    page = page_of(staff_client(alice), "audit_settle", item.pk)

    ticked = re.findall(r'value="([^"]+)"[^>]* checked', page)
    assert ticked == [str(themes["Waiting"].pk)]


def test_who_saw_the_codes_reads_blind_no_more(staff_client, alice, dispute, sample):
    client = staff_client(alice)
    assert "0 of 12 read." in page_of(client, "audit_read", sample.pk)

    page_of(client, "audit_disputes", sample.pk)

    assert "have seen how others sorted them" in page_of(client, "audit_read", sample.pk)


def test_reader_in_the_middle_sees_only_what_they_have_read(
    staff_client, alice, dispute, read, sample
):
    read(1, "Waiting", by=alice)

    page = page_of(staff_client(alice), "audit_disputes", sample.pk)

    assert "We waited for months" not in page
    assert "1 disagreement is not shown to you" in page
    assert "1 of 12 read." in page_of(staff_client(alice), "audit_read", sample.pk)


def test_quality_page_sums_up_and_draws(client, question, themes):
    assert "nothing can be said of agreement" in page_of(client, "quality", question.pk)

    response = client.post(reverse("audit_draw", args=[question.pk]))

    sample = AuditSample.objects.get()
    assert response["Location"] == reverse("audit", args=[sample.pk])
    page = page_of(client, "quality", question.pk)
    assert "0 of 12 · 0%" in page
    assert "7 of 12 · 58%" in page  # with a theme
    assert "All 2 themes were met within the first" in page
    assert "codebook thematic analysis" in page


def test_who_has_answers_left_finds_the_way_back_to_them(
    staff_client, question, sample, read, sam, alice
):
    address = reverse("audit_read", args=[sample.pk])
    for place in range(sample.size):
        read(place, by=sam)
    read(1, by=alice)

    assert address in page_of(staff_client(alice), "quality", question.pk)
    assert address not in page_of(staff_client(sam), "quality", question.pk)


def test_drawing_without_themes_says_what_to_do(client, question, answers):
    response = client.post(reverse("audit_draw", args=[question.pk]), follow=True)

    assert "Accept themes first" in response.content.decode()
    assert not AuditSample.objects.exists()


def test_figures_and_groups_say_how_far_they_go(client, sample, dispute, read, sam):
    read(1, "Waiting", by=sam)
    page = page_of(client, "audit", sample.pk)
    assert "Read blind</dt>" in page
    assert "2 of 12 · 17%" in page
    assert "Unread: in no figure" in page
    assert "Too few to say" in page
    assert "1 disagreement to settle" in page
    assert "12 of 12 answers, by lot" in page

    groups = page_of(client, "audit_groups", sample.pk)
    assert "Fewer than 10 people" in groups
    assert "1 of 2 · 50%" in groups
    assert "2 to 5 words" in groups


def test_figures_take_few_queries(client, sample, dispute, django_assert_max_num_queries):
    # Session, person, second factor, membership; the sample, its themes, readings and items;
    # the survey's version and document; answers and items of the strata; the pages of a question.
    with django_assert_max_num_queries(24):
        page_of(client, "audit", sample.pk)


@pytest.fixture
def twins(survey, book, themes, ray, alice):
    """Return the items of three answers of the same words, sorted by Ray as nothing of all."""
    responses = [
        make_response(survey, answers={"child_better": words})
        for words in ("Stay longer", "stay longer", "STAY LONGER")
    ]
    answers = Answer.objects.filter(response__in=responses).exclude(text="").order_by("text")
    sample = draw_sample(codebook=book, by=ray)
    for answer in answers:
        save = {"seen": standings_of(book, [answer.pk])[answer.pk].seen, "outcome": "no_theme"}
        save_reading(codebook=book, answer_id=answer.pk, choices=Choices(**save), by=ray)
    items = [sample.items.get(answer=answer) for answer in answers]
    for item in items:
        commit_reading(item=item, outcome="themes", themes=[themes["Waiting"]], by=alice)
    return items


def test_the_same_words_of_several_people_are_one_disagreement(staff_client, sam, twins):
    client, sample = staff_client(sam), twins[0].sample
    page = page_of(client, "audit_disputes", sample.pk)
    assert page.lower().count("stay longer") == 1
    assert "3 people wrote these words" in page
    assert "Settle these 3 answers" in page

    settle = reverse("audit_settle", args=[twins[0].pk])
    assert "Settle the 2 other answers of the same words in the same way" in page_of(
        client, "audit_settle", twins[0].pk
    )
    done = client.post(settle, {"note": "Agreed", "alike": "on"}, follow=True).content.decode()

    assert "The themes of these 3 answers say so now." in done
    assert "Settled. Agreed" in done
    assert Decision.objects.filter(kind="settle").count() == 3


def test_one_of_the_same_words_can_be_settled_alone_and_is_told_to_the_others(
    staff_client, sam, twins
):
    client = staff_client(sam)
    client.post(reverse("audit_settle", args=[twins[0].pk]), {"note": ""})

    page = page_of(client, "audit_disputes", twins[0].sample_id)

    assert "2 people wrote these words" in page
    assert "The same words were settled before as: no theme." in page
    AuditItem.objects.filter(pk=twins[1].pk).update(machine=[str(Theme.objects.first().pk)])
    page = page_of(client, "audit_disputes", twins[0].sample_id)
    assert page.count(">What each reader says of 1 of these answers<") == 2
