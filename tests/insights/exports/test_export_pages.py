"""The exports page: asking, watching, fetching, and who may not."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from insights import jobs
from insights.actions.export import (
    TooFewAlike,
    file_path,
    request_export,
    run_export,
    supersede_exports_holding,
    sweep_files,
)
from insights.exports.telling import TOO_FEW_ALIKE
from insights.models import Export
from people.models import AccessEvent
from tests.factories import make_response, make_survey


@pytest.fixture(autouse=True)
def _export_dir(settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"


@pytest.fixture
def survey(team):
    return make_survey(organisation=team)


@pytest.fixture
def address(survey):
    return reverse("export_list", args=[survey.slug])


@pytest.fixture
def client(staff_client, ray):
    return staff_client(ray)


def ask(client, address, **fields):
    return client.post(address, {"purpose": "The report", "kind": "workbook"} | fields)


def make(export):
    run_export(export=export, token=jobs.claim(export))
    export.refresh_from_db()
    return export


def download_of(export):
    return reverse("export_download", args=[export.pk])


def test_the_page_asks_shows_progress_and_gives_the_file(client, address, survey, ray):
    response = make_response(survey, answers={"child_better": "More time"})

    asked = ask(client, address)

    assert (asked.status_code, asked["Location"]) == (303, address)
    export = Export.objects.get()
    assert (export.purpose, export.requested_by) == ("The report", ray)
    waiting = client.get(address).content.decode()
    assert "<progress" in waiting
    assert "See how far it is now" in waiting
    progress = reverse("export_progress", args=[survey.slug])
    assert "data-finished" not in client.get(progress).content.decode()

    make(export)

    assert "data-finished" in client.get(progress).content.decode()
    assert download_of(export) in client.get(address).content.decode()
    sent = client.get(download_of(export))
    assert b"".join(sent.streaming_content) == file_path(export).read_bytes()
    assert re.fullmatch(
        r'attachment; filename="help-together-\d{4}-\d\d-\d\d\.xlsx"', sent["Content-Disposition"]
    )
    read = AccessEvent.objects.get(view="export_download")
    assert (read.actor_id, read.count) == (str(ray.pk), 1)
    assert response.pk


def test_a_file_with_someone_who_withdrew_is_not_found(
    client, address, survey, django_capture_on_commit_callbacks
):
    response = make_response(survey, answers={"child_better": "More time"})
    ask(client, address)
    export = make(Export.objects.get())

    with django_capture_on_commit_callbacks(execute=True):
        supersede_exports_holding(response=response)

    assert client.get(download_of(export)).status_code == 404
    listed = client.get(address).content.decode()
    assert "took back their answers or a permission" in listed
    assert download_of(export) not in listed


def test_a_file_can_be_fetched_for_seven_days_and_its_row_stays(client, address, survey):
    make_response(survey, answers={"child_better": "More time"})
    ask(client, address)
    export = make(Export.objects.get())
    made = export.finished_at
    Export.objects.update(finished_at=made - timedelta(days=6, hours=23))
    sweep_files()
    assert client.get(download_of(export)).status_code == 200

    Export.objects.update(finished_at=made - timedelta(days=7, minutes=1))
    assert client.get(download_of(export)).status_code == 404
    sweep_files()
    listed = client.get(address).content.decode()

    assert not file_path(export).exists()
    assert "its days were over" in listed
    assert export.sha256 in listed
    assert "Coded answers: 1" in listed
    assert "Make it again" in listed


def test_who_fetched_a_file_is_told_of_a_withdrawal_after_its_days(
    client, address, survey, django_capture_on_commit_callbacks
):
    response = make_response(survey, answers={"child_better": "More time"})
    ask(client, address)
    export = make(Export.objects.get())
    Export.objects.update(finished_at=export.finished_at - timedelta(days=30))
    sweep_files()

    with django_capture_on_commit_callbacks(execute=True):
        assert supersede_exports_holding(response=response) == 1

    assert "took back their answers or a permission" in client.get(address).content.decode()


def test_a_card_says_who_may_open_a_file_until_when_and_who_asked(client, address, survey, ray):
    make_response(survey, answers={"child_better": "More time"})
    ask(client, address)
    ask(client, address, kind="publication")
    request_export(survey=survey, kind="csv", purpose="Nightly", by=None)
    for export in Export.objects.all():
        make(export)

    cards = {
        card["export"].kind: {fact["name"]: fact["value"] for fact in card["facts"]}
        for card in client.get(address).context["files"]
    }

    assert cards["workbook"]["Who may open it"] == "The team: people who may read answers"
    assert cards["publication"]["Who may open it"] == "The team, until it is released"
    assert cards["workbook"]["Made"].endswith(f", for {ray}")
    assert cards["csv"]["Made"].endswith(", by a command on the server")
    assert cards["csv"]["People in it"] == "1"
    assert {"Here until", "Size"} <= cards["csv"].keys()


def test_a_file_that_failed_says_what_to_do_until_it_is_asked_for_again(client, address, survey):
    ask(client, address)
    ask(client, address, kind="csv")
    Export.objects.filter(kind="workbook").update(status="failed", error_class="OSError")
    Export.objects.filter(kind="csv").update(status="failed", error_class="TooFewAlike")

    page = client.get(address).content.decode()

    assert "It could not be made on" in page
    assert "somebody in it could be known by what stands together" in page
    assert page.count("Make it again<span") == 1
    ask(client, address)
    again = client.get(address)
    assert [each["export"].kind for each in again.context["failed"]] == ["csv"]


def test_the_words_for_too_few_people_go_with_what_is_raised():
    assert TooFewAlike.__name__ == TOO_FEW_ALIKE


def test_deleted_files_stand_apart_from_those_that_can_be_fetched(client, address, survey):
    make_response(survey, answers={"child_better": "More time"})
    for purpose in ("Old", "New"):
        ask(client, address, purpose=purpose)
    for export in Export.objects.all():
        make(export)
    old = Export.objects.get(purpose="Old")
    Export.objects.filter(pk=old.pk).update(finished_at=old.finished_at - timedelta(days=8))

    page = client.get(address)

    assert [card["export"].purpose for card in page.context["files"]] == ["New"]
    assert [card["export"].purpose for card in page.context["gone"]] == ["Old"]
    assert "1 file that was deleted" in page.content.decode()


def test_the_list_says_what_a_file_holds_and_whom_it_could_tell_of(client, address, survey):
    for _one in range(3):
        make_response(survey, answers={"child_better": "More time"})
    ask(client, address)
    ask(client, address, kind="publication")
    for export in Export.objects.all():
        make(export)

    listed = client.get(address).content.decode()

    restricted = Export.objects.get(kind="workbook")
    assert restricted.manifest["alike"] == {
        "names": ["audience", "age_band"],
        "fewest": 3,
        "people": 3,
    }
    assert restricted.manifest["permissions"]["analysis"] == 3
    assert restricted.manifest["permissions"]["quote"] == 0
    assert restricted.manifest["bytes"] == file_path(restricted).stat().st_size
    assert listed.count("3 people could be known by audience, age together") == 2
    assert listed.count("Restricted") == 1
    assert listed.count("To publish") == 1


def test_a_file_that_is_not_ready_or_gone_is_not_found(client, address, survey):
    ask(client, address)
    export = Export.objects.get()

    assert client.get(download_of(export)).status_code == 404

    make(export)
    file_path(export).unlink()

    assert client.get(download_of(export)).status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"purpose": "  "}, "Say what the file is for."),
        ({"kind": "scroll"}, "scroll is not one of the available choices"),
    ],
)
def test_a_wrong_request_is_asked_again(client, address, fields, words):
    again = ask(client, address, **fields).content.decode()

    assert words in again
    assert "There is a problem" in again
    assert not Export.objects.exists()


def test_others_find_nothing(client, address, survey, staff_client, carol, bob):
    ask(client, address)
    export = make(Export.objects.get())

    for each in (address, reverse("export_progress", args=[survey.slug]), download_of(export)):
        assert staff_client(carol).get(each).status_code == 404
        assert staff_client(bob).get(each).status_code == 403
    assert staff_client(carol).post(address, {"purpose": "x", "kind": "csv"}).status_code == 404


@pytest.mark.parametrize("count", [3, 30])
def test_the_list_takes_as_few_queries_for_many_files(
    client, address, survey, ray, count, django_assert_num_queries
):
    Export.objects.bulk_create(
        Export(
            survey=survey,
            purpose=f"Report {number}",
            status="done",
            requested_by=ray,
            finished_at=survey.published_version().published_at,
            file_name="a.xlsx",
        )
        for number in range(count)
    )

    # session, person, memberships, second factor (two), survey, what can be left out, exports with
    # who asked; then the session is kept (three, with its savepoint)
    with django_assert_num_queries(11):
        listed = client.get(address).content.decode()

    assert listed.count("Download a.xlsx") == count
