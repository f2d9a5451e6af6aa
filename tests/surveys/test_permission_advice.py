"""What authors are told about permissions that are not asked."""

import json
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from surveys.definition import parse_document
from surveys.permission_advice import permission_advice
from tests.factories import small_document
from tests.surveys.ages import aged_document, permission


SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "consultation.json"


def advice(document):
    return [str(each) for each in permission_advice(parse_document(document))]


def test_sample_asks_for_all_that_is_advised():
    assert advice(json.loads(SAMPLE.read_text(encoding="utf-8"))) == []


def test_child_without_an_adult_and_writing_without_limits_are_told_of():
    document = small_document()
    found = advice(document)

    assert "no adult is asked about readers who are 8" in found[0]
    assert [each.split(":")[0] for each in found[1:]] == [
        "audience 'child'",
        "audience 'parent'",
        "audience 'practitioner'",
    ]
    document["permissions"].append(permission("understand_limits"))
    assert len(advice(document)) == 1


def test_adult_at_the_age_that_needs_one_is_enough():
    assert not any("no adult" in each for each in advice(aged_document()))


def test_survey_without_open_questions_needs_no_word_about_limits():
    document = aged_document()
    del document["pages"][1]

    assert advice(document) == []


def test_loading_a_survey_tells_of_it(team, tmp_path):
    path = tmp_path / "survey.json"
    path.write_text(json.dumps(small_document()), encoding="utf-8")
    out = StringIO()

    call_command("load_survey", str(path), organisation="team", stdout=out)

    assert "Worth a look: audience 'child': no adult is asked about readers" in out.getvalue()
