"""A copy of answers is traced to the file it was made from, by names or by order alone."""

import csv

import pytest
from django.core.management import CommandError, call_command

from insights.actions.export import file_path
from insights.actions.tracing import trace_copy
from people.models import AuditEvent
from tests.factories import make_response, make_survey
from tests.insights.exports.oracle import read_with_calamine, table_of
from tests.insights.exports.test_export_action import export_of


@pytest.fixture
def survey(team, settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"
    survey = make_survey(organisation=team)
    for number in range(40):
        make_response(survey, answers={"child_better": f"Answer number {number}"})
    for _one in range(3):
        make_response(survey, answers={"child_better": "Said by several"})
    return survey


@pytest.fixture
def exports(survey, ray):
    return [export_of(survey, by=ray) for _one in range(4)]


def answers_of(export):
    rows = table_of(read_with_calamine(file_path(export))["Coded answers"])
    return [row["Answer"] for row in rows]


def copy_of(texts, path):
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([text] for text in texts)
    return path


def test_names_tell_the_file(exports, tmp_path):
    rows = table_of(read_with_calamine(file_path(exports[2]))["Coded answers"])

    found = trace_copy(path=copy_of([rows[5]["Person"]], tmp_path / "leaked.csv"))

    assert [(export.pk, match.names) for export, match in found] == [(exports[2].pk, 1)]


def test_the_order_of_a_part_tells_the_file_without_any_name(exports, tmp_path):
    for place, export in enumerate(exports):
        texts = answers_of(export)[5:35]

        [(found, match)] = trace_copy(path=copy_of(texts, tmp_path / f"{place}.csv"))

        assert found.pk == export.pk
        assert match.in_order == match.pairs > 20
        assert match.names == 0


def test_sorted_and_short_copies_are_not_guessed_at(exports, tmp_path):
    texts = answers_of(exports[0])
    assert trace_copy(path=copy_of(sorted(texts), tmp_path / "sorted.csv")) == []
    assert trace_copy(path=copy_of(texts[:6], tmp_path / "short.csv")) == []


def test_the_command_says_for_whom_and_leaves_a_record(exports, ray, tmp_path, capsys):
    call_command("whose_export", file_path(exports[1]))

    said = capsys.readouterr().out
    assert str(exports[1].pk) in said
    assert f"for {ray}" in said
    assert "The report of spring" in said
    assert "Answer number" not in said
    traced = AuditEvent.objects.get(event="export traced")
    assert traced.target_id == str(exports[1].pk)
    assert traced.detail == {"names": 43, "in_order": 39, "pairs": 39}

    call_command("whose_export", copy_of(["nothing of ours"], tmp_path / "other.csv"))
    assert "No export is known" in capsys.readouterr().out
    with pytest.raises(CommandError, match="There is no file"):
        call_command("whose_export", tmp_path / "none.csv")
    (tmp_path / "broken.xlsx").write_text("x")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("whose_export", tmp_path / "broken.xlsx")
