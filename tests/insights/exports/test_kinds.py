"""What every kind of file promises of a survey: whose words are in it, and whose are not."""

import zipfile

import pytest

from insights import jobs
from insights.actions.export import file_path, request_export, run_export
from insights.exports.writers import WRITERS
from insights.models import Coding
from surveys.models import Erasure
from tests.factories import give_permission, make_response, make_survey
from tests.insights.exports.test_export_action import code, export_of, quotable, theme_of
from tests.quote_factories import answer_of, make_quote


# Kinds that hold no words of answers: numbers alone, and themes alone.
WORDLESS = ("sav", "qdc")
# Words that stand the same in XML, in CSV and in JSON.
IN_ALL_TONGUES = ("Mae hi’n gwrando ŵ ŷ", "تستمع إلينا", "👩‍👩‍👧‍👦 heard")


@pytest.fixture
def survey(team, settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"
    return make_survey(organisation=team)


def words_of(export):
    """Return everything that is written in any part of the file."""
    if not zipfile.is_zipfile(file_path(export)):
        return file_path(export).read_bytes().decode("utf-8", "replace")
    with zipfile.ZipFile(file_path(export)) as archive:
        assert archive.testzip() is None
        return "".join(archive.read(name).decode("utf-8") for name in archive.namelist())


def left_out(survey, theme):
    """Make one response for each reason to leave one out, each with a word of its own."""
    held = quotable(survey, "HELDWORD")
    code(theme, held)
    held.answers.update(is_held=True)
    no_part = quotable(survey, "NOPARTWORD")
    code(theme, no_part)
    give_permission(no_part, "take_part", "withdrawn")
    gone = quotable(survey, "GONEWORD")
    Erasure.objects.create(receipt_hmac=gone.receipt_hmac, survey=survey, day=gone.received_day)
    gone.delete()
    code(theme, quotable(survey, "REJECTEDWORD"), state=Coding.State.REJECTED)
    return ("HELDWORD", "NOPARTWORD", "GONEWORD")


@pytest.mark.parametrize("kind", WRITERS)
def test_no_words_leave_without_permission(survey, ray, alice, kind):
    theme = theme_of(survey)
    missing = left_out(survey, theme)
    for words in IN_ALL_TONGUES * 4:
        response = quotable(survey, words)
        code(theme, response)
        make_quote(answer_of(response), picker=ray, reader=alice, theme=theme)
    code(theme, make_response(survey, answers={"child_better": "UNQUOTED"}))

    written = words_of(export_of(survey, kind=kind))

    assert not [word for word in missing if word in written]
    if kind in WORDLESS:
        assert not any(words in written for words in (*IN_ALL_TONGUES, "UNQUOTED"))
        return
    assert all(words in written for words in IN_ALL_TONGUES)
    assert ("UNQUOTED" in written) != WRITERS[kind].is_public


@pytest.mark.parametrize("kind", WRITERS)
def test_nobody_is_known_by_an_id_of_the_database(survey, kind):
    responses = [make_response(survey, answers={"child_better": "More time"}) for _one in range(3)]

    written = words_of(export_of(survey, kind=kind))

    for response in responses:
        assert str(response.pk) not in written
        assert response.receipt_hmac not in written
        assert str(response.answers.first().pk) not in written


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", [kind for kind in WRITERS if kind != "workbook"])
def test_a_file_is_of_one_moment_while_people_go_on_sending(survey, kind, monkeypatch):
    make_response(survey, answers={"child_better": "BEFOREWORD"})
    export = request_export(survey=survey, kind=kind, purpose="Report", by=None)
    token = jobs.claim(export)
    sent = []

    def beat(row, token, stage, progress):
        sent.append(make_response(survey, answers={"child_better": "DURINGWORD"}))

    monkeypatch.setattr("insights.actions.export.beat", beat)
    run_export(export=export, token=token)

    export.refresh_from_db()
    written = words_of(export)
    assert sent
    assert "DURINGWORD" not in written
    assert ("BEFOREWORD" in written) == (WRITERS[kind].has_people and kind not in WORDLESS)
    assert (export.manifest["people"], export.manifest["answers"]) == (1, 1)
    assert export.manifest["permissions"]["analysis"] == 1
    assert export.manifest["alike"]["people"] == 1
