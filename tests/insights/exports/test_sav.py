"""The SPSS file, read back by ReadStat, the reader of R, Python and others: not by its writer."""

from dataclasses import replace
from datetime import date

import pyreadstat
import pytest

from insights.exports.facts import ClosedColumn, ClosedRow, CodedFacts, Manifest
from insights.exports.sav import SavKind
from insights.exports.sav_file import SavFile, Variable
from insights.exports.writers import write_export
from tests.factories import make_response, make_survey
from tests.insights.exports.payloads import HOSTILE
from tests.insights.exports.test_contract import SOURCES
from tests.insights.exports.test_export_action import code, export_of, file_path, theme_of
from tests.insights.exports.test_publication import theme_facts


# The longest words of a value are cut at 120 bytes, of a variable at 256.
COLUMNS = [
    ClosedColumn(
        "role", "role", "Your role", "single", options={"edu": "Schools", "hlt": "Health"}
    ),
    ClosedColumn("role_label", "role", "Your role", "single", is_label=True),
    ClosedColumn("mood", "mood", "ŵ" * 300, "likert", options={1: "تستمع", 2: "👍" * 50}),
    ClosedColumn("age", "age", "Age", "number"),
    ClosedColumn("with", "since", "Since when?", "date_month"),
    ClosedColumn("WITH", "place", "Place", "postcode"),
]
ROWS = [
    ("edu", "Schools", 1, 12, "2026-03", "LS6"),
    ("old", "old", 2, 12.5, -9, "=1+1\x0b" + "x" * 600),
    (-1, "Not asked", -8, -7, -1, -9),
]


class People:
    """A source with every kind of column, and themes within themes."""

    title, author, language, has_permissions, has_under_18 = "T" * 99, "Team", "en", True, True
    audiences, audience_keys = ("Children", "Parents", "Staff"), ("child", "parent", "practitioner")

    def manifest(self):
        return Manifest(people=3, made_on="2026-03-02")

    def themes(self):
        nobody = dict.fromkeys(self.audience_keys, 0)
        part = replace(theme_facts("part", "whole", nobody, 3), is_decided=False)
        return [theme_facts("whole", "", nobody, 3), part]

    def coded(self):
        yield CodedFacts("p0", "q", "Words", theme_id="part")
        yield CodedFacts("p1", "q", "Words")

    def closed_columns(self):
        return COLUMNS

    def closed_rows(self):
        for number, cells in enumerate(ROWS):
            who = ("child", "8_11", "en", "standard", 1, None)
            yield ClosedRow(f"p{number}", *who, cells)


@pytest.fixture
def read(tmp_path):
    SavKind().write(
        People(), People().manifest(), path=tmp_path / "a.sav", progress=lambda *_one: None
    )
    return pyreadstat.read_sav(tmp_path / "a.sav", output_format="dict", user_missing=True)


def test_every_value_comes_back(read):
    cases, about = read

    assert about.number_rows == 3
    assert about.file_encoding == "UTF-8"
    assert cases["person"] == ["p0", "p1", "p2"]
    assert cases["role"] == [1, 3, -1]
    assert cases["mood"] == [1, 2, -8]
    assert cases["age"] == [12, 12.5, -7]
    assert cases["v_WITH_2"] == ["LS6", "=1+1" + "x" * 600, "-9"]
    assert cases["v_with"][0] == date(2026, 3, 1)
    assert cases["audience"] == [1, 1, 1]
    assert cases["theme_whole"] == cases["theme_part"] == [1, 0, None]
    assert "role_label" not in cases


def test_words_stand_beside_numbers_within_the_limits(read):
    _cases, about = read
    values, labels = about.variable_value_labels, about.column_names_to_labels

    assert {values["role"][number] for number in (1.0, 2.0, 3.0)} == {"Schools", "Health", "old"}
    assert values["role"][-9.0] == "Asked, and left empty"
    assert values["mood"] | {1.0: "تستمع", 2.0: "👍" * 30} == values["mood"]
    assert labels["mood"] == "ŵ" * 128
    assert labels["theme_part"] == "Suggested by the machine: part (What helps?)"
    assert labels["theme_whole"] == "whole (What helps?)"
    assert values["theme_whole"] == {1.0: "Speaks of it", 0.0: "Answered, and does not speak of it"}
    assert about.missing_ranges["age"] == [{"lo": -9.0, "hi": -1.0}]
    assert "theme_whole" not in about.missing_ranges
    assert about.variable_measure["mood"] == "ordinal"
    assert about.variable_measure["role"] == "nominal"
    assert about.variable_measure["age"] == "scale"
    assert all(len(name.encode()) <= 64 for name in about.column_names)


def write_texts(path, width, texts):
    variables = [
        Variable("before", "B"),
        Variable("words", "W", width=width),
        Variable("after", ""),
    ]
    file = SavFile(path, variables, title="", day="02 Mar 26")
    for number, text in enumerate(texts):
        file.append([number, text, 1_000_000 + number])
    file.close()
    return pyreadstat.read_sav(path, output_format="dict")[0]


@pytest.mark.parametrize("length", [1, 8, 255, 256, 504, 505, 1_000, 32_767])
def test_texts_of_any_length_come_back(tmp_path, length):
    mixed = ("=+-@ŵ👍" * 4_000).encode()[:length].decode(errors="ignore")
    texts = [mixed, "", "z" * length]

    cases = write_texts(tmp_path / "a.sav", length, texts)

    assert cases["words"] == texts
    assert cases["before"] == [0, 1, 2]
    assert cases["after"] == [1_000_000, 1_000_001, 1_000_002]


def test_no_text_is_cut(tmp_path):
    with pytest.raises(ValueError, match="words"):
        write_texts(tmp_path / "a.sav", 300, ["x" * 301])


@pytest.mark.parametrize("name", SOURCES)
def test_any_source_can_be_read_back(tmp_path, name):
    write_export(SOURCES[name], kind="sav", path=tmp_path / "a", progress=lambda *_stage: None)

    cases, about = pyreadstat.read_sav(tmp_path / "a", output_format="dict")

    assert about.number_rows == len(SOURCES[name]._documents)
    assert len(set(cases["person"])) == about.number_rows
    assert not [text for text in HOSTILE if text in cases["person"] and not text.isdigit()]


def test_a_survey_becomes_cases_that_agree_with_its_workbook(team, settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"
    survey = make_survey(organisation=team)
    theme = theme_of(survey)
    for number in range(4):
        answers = {"child_better": "More time", "helper": ("teacher", "A teacher")}
        response = make_response(survey, answers=answers)
        if number:
            code(theme, response)
    make_response(survey, answers={"child_worse": "Nothing"}, audience="parent")

    path = file_path(export_of(survey, kind="sav"))
    cases, about = pyreadstat.read_sav(path, output_format="dict", user_missing=True)

    assert about.number_rows == 5
    name = f"theme_{str(theme.pk)[:8]}"  # as in every other file that is made of the survey
    assert sorted(cases[name], key=str) == [0.0, 1.0, 1.0, 1.0, None]
    assert not about.column_names_to_labels[name].startswith("Suggested by the machine")
    helper = about.variable_value_labels["helper"]
    assert sorted(helper[value] for value in cases["helper"]).count("A teacher") == 4
    assert set(about.variable_value_labels["audience"].values()) >= {"I am a child"}
