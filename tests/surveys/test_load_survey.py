"""`manage.py load_survey`: a document becomes the next version, or every problem is told."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from surveys.helping import with_helping
from surveys.models import Survey
from surveys.translation import SheetRow
from surveys.translation_files import csv_of_sheet
from tests.surveys.documents import question, whole_document


@pytest.fixture
def load(team, tmp_path):
    """Return a function that loads a document and returns what was said."""

    def load(document, *options):
        path, out = tmp_path / "survey.json", StringIO()
        path.write_text(json.dumps(document))
        call_command("load_survey", str(path), "--organisation=team", *options, stdout=out)
        return out.getvalue()

    return load


def test_document_is_published_and_opened(load, sample_document):
    said = load(sample_document, "--open")

    survey = Survey.objects.get()
    assert survey.status == Survey.Status.OPEN
    assert survey.published_version().document == with_helping(sample_document)
    assert said.splitlines()[0] == f"{sample_document['slug']}: version 1, open."


def test_author_is_told_of_every_route_and_of_what_is_worth_changing(load):
    document = whole_document()
    question(document, "intro")["body"] = "a " * 700

    said = load(document).splitlines()

    assert said[1].startswith("  child (8_11): 4 routes, from 3 questions, about 8.9 minutes, to 7")
    assert said[2].startswith("  worker (adult): 2 routes, from 2 questions, about ")
    told = [line.removeprefix("  Worth a look: ") for line in said if "Worth a look" in line]
    assert told[0].startswith("audience 'child': no adult is asked about readers who are 8")
    assert told[1].startswith("audience 'child': nobody says that they know")
    assert told[2].startswith("audience 'child' (8_11): the longest route takes")
    assert len(told) == 3
    assert all("read" in line for line in said[6:])


def test_author_is_told_which_texts_are_hard_and_in_which_languages_nobody_looked(load):
    document = whole_document()
    hard = "Participation in this consultation is voluntary, confidential and independent."
    document["why"] = hard
    document["languages"] = {"pl": {"status": "machine_draft", "offered": False}}

    said = load(document)

    assert "  Hard to read: document, why, for everybody: reading grade" in said
    assert "  Not judged for reading: Polish texts." in said


def test_no_more_than_twenty_hard_texts_are_told(load):
    document = whole_document()
    options = question(document, "kinds")["options"]
    more = [
        {"code": f"c{number}", "label": f"Administrative responsibility {number}"}
        for number in range(30)
    ]
    options[:0] = more

    said = load(document)

    assert said.count("Hard to read: ") == 20
    assert "more texts are hard to read; the survey's page “Reading level” lists all." in said


def test_same_document_again_stays_the_same_version(load, sample_document):
    load(sample_document)

    assert "version 1, draft" in load(sample_document)
    assert "version 2, draft" in load(sample_document | {"contact": "other@example.org"})


def test_problems_are_told_together_and_nothing_is_kept(load, sample_document):
    with pytest.raises(CommandError) as refused:
        load(sample_document | {"language": 1, "unknown": 1}, "--open")

    assert "'unknown' is not a known key" in str(refused.value)
    assert len(str(refused.value).splitlines()) >= 3
    assert not Survey.objects.exists()


def test_translations_of_a_folder_come_in_as_drafts(load, tmp_path):
    sheets = tmp_path / "sheets"
    sheets.mkdir()
    rows = [SheetRow("organisation", "all", "The team", "Echipa")]
    (sheets / "help-near-you.ro.csv").write_text(csv_of_sheet(rows), encoding="utf-8")

    load(whole_document(), f"--translations={sheets}")

    document = Survey.objects.get().published_version().document
    assert document["organisation"] == {"*": "The team", "ro": "Echipa"}
    assert document["languages"]["ro"] == {"status": "machine_draft", "offered": False}


def test_translations_that_no_longer_fit_are_named(load, tmp_path):
    rows = [SheetRow("organisation", "all", "Another team", "Altă echipă")]
    (tmp_path / "help-near-you.ro.csv").write_text(csv_of_sheet(rows), encoding="utf-8")

    with pytest.raises(CommandError, match="help-near-you.ro.csv, row 2, organisation: the orig"):
        load(whole_document(), f"--translations={tmp_path}")

    assert not Survey.objects.exists()
