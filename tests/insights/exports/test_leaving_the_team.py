"""A file about people leaves the team only where enough are alike; what to leave out is offered."""

import csv
import doctest
import io
import json
import zipfile

import pyreadstat
import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from insights import jobs
from insights.actions.export import (
    TooFewAlike,
    Wanted,
    file_path,
    request_export,
    run_export,
)
from insights.exports import alike
from insights.exports.writers import WRITERS
from insights.models import Export
from surveys.models import Response
from tests.factories import make_response, make_survey, small_document
from tests.insights.exports.oracle import table_of
from tests.insights.exports.qde import check_project, read_project, texts_in
from tests.insights.exports.test_export_action import sheets_of


@pytest.fixture
def survey(team, settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"
    document = small_document()
    document["pages"][0]["questions"] += [
        {
            "key": key,
            "type": "single",
            "concept": concept,
            "label": key,
            "options": [{"code": "a", "label": "ŵ"}, {"code": "b", "label": "B"}],
        }
        for key, concept in (("dwelling", "c_region"), ("work", "role"))
    ]
    return make_survey(organisation=team, document=document)


def people(survey, *groups, **more):
    """Make `n` people for each (region, role, n)."""
    for region, role, count in groups:
        for number in range(count):
            answers = {"child_better": f"=1+1 ŵ تستمع 👍 {number}"}
            answers |= {"dwelling": (region, "ŵ"), "work": (role, "B")}
            make_response(survey, answers=answers, **more)


def made(survey, kind, **wanted):
    export = request_export(
        survey=survey, kind=kind, purpose="Report", wanted=Wanted(**wanted), by=None
    )
    run_export(export=export, token=jobs.claim(export))
    export.refresh_from_db()
    return export


def refused(survey, match, kind="csv", **wanted):
    with pytest.raises(ValidationError, match=match):
        made(survey, kind, recipients="A university", is_outside=True, **wanted)
    assert not Export.objects.exists()


def test_examples_are_true():
    assert doctest.testmod(alike).failed == 0


@pytest.mark.parametrize(
    ("groups", "gone"),
    [
        ({("c", "8", "n"): 3}, []),
        ({("c", "8", "n"): 3, ("c", "9", "n"): 2}, ["age"]),
        ({("c", "8", "n"): 1, ("c", "9", "s"): 2}, ["age", "region"]),
        ({("c", "8", "n"): 9, ("p", "8", "n"): 2}, None),
        ({}, []),
    ],
)
def test_what_to_leave_out_is_enough_and_no_more(groups, gone):
    assert alike.coarser(groups, ["who", "age", "region"]) == gone


def test_too_few_alike_do_not_leave_and_the_way_out_is_named(survey):
    people(survey, ("a", "a", 4), ("b", "a", 2))

    refused(survey, "shared by 2, and it takes 3. Under “Leave out” tick: region")

    export = made(survey, "csv", recipients="A university", is_outside=True, without=["region"])
    assert export.manifest["alike"]["fewest"] == 6
    assert export.manifest["recipients"] == "A university"
    assert made(survey, "csv").manifest["alike"]["fewest"] == 2  # the team's own


def test_where_nothing_helps_it_says_what_to_publish_instead(survey):
    people(survey, ("a", "a", 4))
    people(survey, ("a", "a", 1), audience="parent")

    refused(survey, "Make the workbook to publish or the report instead")


def test_what_is_published_has_no_row_about_anybody_and_may_leave(survey):
    people(survey, ("a", "a", 1))

    assert made(survey, "publication", recipients="Everybody", is_outside=True).file_name


def test_whoever_is_outside_is_named_and_only_what_is_known_is_left_out(survey):
    people(survey, ("a", "a", 4))

    with pytest.raises(ValidationError, match="Say who outside the team"):
        made(survey, "csv", is_outside=True)
    for name in ("audience", "feel", "nothing"):
        refused(survey, "cannot be left out", without=[name])
    with pytest.raises(ValidationError, match="no such form"):
        made(survey, "csv", csv_form="ebcdic")


def test_people_who_left_meanwhile_keep_the_file_in(survey):
    people(survey, ("a", "a", 3))
    export = request_export(
        survey=survey, kind="csv", purpose="R", wanted=Wanted("A university", True), by=None
    )
    Response.objects.filter(pk=Response.objects.first().pk).update(age_band="12_15")

    with pytest.raises(TooFewAlike):
        run_export(export=export, token=jobs.claim(export))

    export.refresh_from_db()
    assert export.status == "failed"
    assert not file_path(export).exists()


@pytest.mark.parametrize("kind", [kind for kind in WRITERS if WRITERS[kind].has_people])
def test_what_is_left_out_is_in_no_part_of_any_kind_of_file(survey, kind):
    people(survey, ("a", "b", 4))

    export = made(survey, kind, without=["age_band", "region"])

    assert export.manifest["without"] == ["age_band", "region"]
    assert export.manifest["alike"]["names"] == ["audience", "role"]
    if kind == "sav":
        cases, _about = pyreadstat.read_sav(file_path(export), output_format="dict")
        assert "dwelling" not in cases and "work" in cases
        assert "8_11" not in str(cases)
        return
    if kind == "qdpx":
        check_project(read_project(file_path(export)), texts_in(file_path(export)))
    with zipfile.ZipFile(file_path(export)) as archive:
        written = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "8_11" not in written and "8 to 11" not in written
    assert "dwelling" not in written or kind == "workbook"
    if kind == "workbook":
        sheets = sheets_of(export)
        assert not {"dwelling", "dwelling_label"} & set(sheets["Responses"][2])
        assert "work" in sheets["Responses"][2]
        cover = {row["What"]: row["Value"] for row in table_of(sheets["Cover"])}
        assert cover["Left out of what is known of people"] == "age, region"
        assert "At least 4" not in cover["People who are alike"]


FORMS = {
    "crlf_mark": (b"\xef\xbb\xbf", "\r\n"),
    "lf_mark": (b"\xef\xbb\xbf", "\n"),
    "crlf": (b"", "\r\n"),
    "lf": (b"", "\n"),
}


@pytest.mark.parametrize("form", Export.CsvForm.values)
def test_csv_is_written_in_the_form_asked_for_and_says_so(survey, form):
    people(survey, ("a", "a", 2))
    mark, end = FORMS[form]

    export = made(survey, "csv", csv_form=form)

    with zipfile.ZipFile(file_path(export)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    metadata = json.loads(parts.pop("metadata.json"))
    assert metadata["dialect"]["lineTerminators"] == [end]
    assert metadata["dc:format"].endswith("sig") == bool(mark)
    for raw in parts.values():
        assert raw.startswith(b"\xef\xbb\xbf") == bool(mark)
        text = raw.decode("utf-8-sig")
        assert text.endswith(end)
        assert ("\r" in text) == (end == "\r\n")
    rows = csv.DictReader(io.StringIO(parts["coded_answers.csv"].decode("utf-8-sig"), newline=""))
    assert {row["Answer"] for row in rows} == {f"'=1+1 ŵ تستمع 👍 {n}" for n in range(2)}
    assert export.manifest["csv_form"] == form
    cover = parts["cover.csv"].decode("utf-8-sig")
    assert "Form of the .csv files" in cover


def test_other_kinds_say_nothing_of_csv(survey):
    people(survey, ("a", "a", 2))

    assert made(survey, "workbook").manifest["csv_form"] == ""


# --- the page and the command ---


def test_the_page_offers_what_to_leave_out_and_asks_again_with_it(survey, ray, staff_client):
    people(survey, ("a", "a", 4), ("b", "a", 2))
    client, address = staff_client(ray), reverse("export_list", args=[survey.slug])
    asked = {"purpose": "Research", "kind": "csv", "goes_to": "outside", "recipients": "Uni ŵ"}

    page = client.post(address, asked).content.decode()

    assert "Under “Leave out” tick: region" in page
    assert '<details class="govuk-details" open>' in page
    assert not Export.objects.exists()
    nameless = client.post(address, asked | {"recipients": ""}).content.decode()
    assert "Say who outside the team gets the file." in nameless

    sent = client.post(address, asked | {"without": ["region"], "csv_form": "lf"})

    assert sent.status_code == 303
    export = Export.objects.get()
    assert (export.recipients, export.without, export.csv_form) == ("Uni ŵ", ["region"], "lf")
    run_export(export=export, token=jobs.claim(export))
    page = client.get(address).content.decode()
    assert "Outside the team: Uni ŵ" in page
    for name, value in (("goes_to", "outside"), ("without", "region"), ("csv_form", "lf")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page


def test_the_command_takes_the_same(survey, tmp_path):
    people(survey, ("a", "a", 4), ("b", "a", 2))
    out = tmp_path / "a.zip"
    asked = ["--kind", "csv", "--recipients", "Uni", "--outside", "--csv-form", "lf"]

    call_command("export", survey.slug, "--out", str(out), *asked, "--leave-out", "region")

    export = Export.objects.get()
    assert out.exists()
    assert (export.is_outside, export.without, export.csv_form) == (True, ["region"], "lf")
