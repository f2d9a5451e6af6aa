"""A file to publish is a draft until a second person, who has read it, releases it (SDC-8)."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from insights.actions.export import record_download
from insights.actions.releasing import check_export
from insights.models import DisclosureCheck
from people.models import AuditEvent
from tests.factories import make_response, make_survey
from tests.review_factories import make_export


@pytest.fixture
def survey(team, settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"
    survey = make_survey(organisation=team)
    make_response(survey, answers={"child_better": "More time"})
    return survey


@pytest.fixture
def export(survey, ray):
    return make_export(survey=survey, by=ray, kind="publication")


def words_of(response):
    return " ".join(response.content.decode().split())


def test_second_person_fetches_reads_and_releases(export, survey, ray, alice, staff_client):
    files = reverse("export_list", args=[survey.slug])
    check = reverse("export_check", args=[export.pk])
    download = reverse("export_download", args=[export.pk])
    writer, other = staff_client(ray), staff_client(alice)
    assert "Draft, not released" in words_of(writer.get(files))
    assert check not in words_of(writer.get(files))
    assert 'aria-current="true">Files</a>' in words_of(other.get(check))
    assert check in words_of(other.get(files))
    assert "You asked for this file, so another person has to check it." in words_of(
        writer.get(check)
    )

    early = other.post(check, {"result": "released"})
    assert "Download the file and read it first." in words_of(early)
    sent = other.get(download)
    assert f'filename="draft-{export.file_name}"' in sent["Content-Disposition"]
    b"".join(sent.streaming_content)
    done = other.post(check, {"result": "released", "note": "Looked at every sheet"}, follow=True)

    assert "The file is released." in words_of(done)
    assert "Released by Alice on" in words_of(done)
    made = DisclosureCheck.objects.get()
    assert made.checker == alice and made.rules["base_floor"] == 10
    assert made.hidden_cells == export.manifest["suppressed_cells"] > 0
    assert AuditEvent.objects.filter(event="export released").count() == 1
    sent = writer.get(download)
    assert f'filename="{export.file_name}"' in sent["Content-Disposition"]
    b"".join(sent.streaming_content)


def test_held_back_says_why_and_stays_a_draft(export, survey, alice, staff_client):
    record_download(export=export, by=alice)
    check = reverse("export_check", args=[export.pk])
    client = staff_client(alice)

    asked = client.post(check, {"result": "held_back"})
    assert "Say why it is held back, so that it can be mended." in words_of(asked)
    done = client.post(check, {"result": "held_back", "note": "A name stands in it"}, follow=True)

    assert "Held back by Alice on" in words_of(done)
    assert "A name stands in it" in words_of(done)
    sent = client.get(reverse("export_download", args=[export.pk]))
    assert "draft-" in sent["Content-Disposition"]
    b"".join(sent.streaming_content)


def test_nobody_releases_their_own_file_nor_twice(export, ray, alice):
    for person in (ray, alice):
        record_download(export=export, by=person)
    with pytest.raises(ValidationError, match="Another person than who asked"):
        check_export(export=export, result="released", by=ray)
    with pytest.raises(ValidationError, match="Say whether the file is released"):
        check_export(export=export, result="perhaps", by=alice)

    check_export(export=export, result="released", by=alice)

    with pytest.raises(ValidationError, match="decided on already"):
        check_export(export=export, result="held_back", note="No", by=alice)


def test_files_about_people_are_never_released(survey, ray, alice, staff_client):
    export = make_export(survey=survey, by=ray, kind="csv")
    record_download(export=export, by=alice)

    with pytest.raises(ValidationError, match="never published"):
        check_export(export=export, result="released", by=alice)
    client = staff_client(alice)
    assert client.get(reverse("export_check", args=[export.pk])).status_code == 404
    page = words_of(client.get(reverse("export_list", args=[survey.slug])))
    assert "Draft, not released" not in page
