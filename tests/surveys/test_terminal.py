"""What a terminal would obey is never printed raw, whatever stands in a file or in its name."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from insights.engine.__main__ import main
from surveys.terminal import printable


# Colours, the window's title, a link, a cleared line, a bell, C1's own CSI, words turned round.
TRICKS = "\x1b[31m\x1b]0;owned\x07\x1b]8;;http://example.org\x1b\\\x9b2K\x08\x7f\u202eabc\u2066"
ROW = {"Id": "1", "OK": "Yes", "Who": f"Child{TRICKS}", "Good": TRICKS}


def printed(*arguments):
    """Return all that a command says, its error too."""
    out = StringIO()
    try:
        call_command(*map(str, arguments), stdout=out, stderr=out)
    except CommandError as error:
        out.write(str(error))
    return out.getvalue()


def mapping_of(tmp_path, **changes):
    mapping = {
        "audience": {"column": "Who", "values": {"Child": "child"}},
        "questions": {"child_good": {"column": f"Good {TRICKS}"}},
        "permissions": {"take_part": {"column": "OK", "granted": ["Yes"]}},
    }
    path = tmp_path / "mapping.json"
    path.write_text(json.dumps(mapping | changes))
    return path


def table_of(tmp_path, headings, suffix=".csv"):
    path = tmp_path / f"answers{suffix}"
    if suffix == ".csv":
        path.write_bytes("\n".join([",".join(headings), ",".join(ROW.values())]).encode())
        return path
    book = Workbook()
    book.active.title = "Answers \u202eabc"
    book.active.append(["Who \u202eabc"])
    book.active.append(["Child"])
    book.create_sheet("More")
    book.save(path)
    return path


def is_plain(text):
    return text == printable(text) and text.strip()


def test_printable_shows_codes_of_what_a_terminal_obeys():
    assert printable("Zoë\tsaid: 你好 👩‍👩‍👧\n") == "Zoë\tsaid: 你好 👩‍👩‍👧\n"
    assert printable("\x1b[31m\x9b\r\x7f\u202e\udc80") == r"\x1b[31m\x9b\r\x7f\u202e\udc80"
    assert printable(TRICKS).isprintable()


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_import_prints_no_command_from_cells_or_headings(sample_survey, tmp_path, suffix):
    headings = ["Id", "OK", "Who", f"Good {TRICKS}"]
    table = table_of(tmp_path, headings, suffix)
    wanted = ("import_responses", table, "--survey=help-together", "--mapping")

    said = [
        printed(*wanted, mapping_of(tmp_path)),
        printed(*wanted, mapping_of(tmp_path, audience={"column": f"No {TRICKS}"})),
        printed(*wanted, mapping_of(tmp_path, sheet=f"No {TRICKS}")),
        printed(*wanted, mapping_of(tmp_path, language=TRICKS, questions={TRICKS: {TRICKS: 1}})),
        printed(*wanted, tmp_path / f"no{TRICKS}".replace("/", "")),
    ]

    assert all(map(is_plain, said)), said


def test_import_prints_no_command_from_a_heading_used_twice(sample_survey, tmp_path):
    table = table_of(tmp_path, ["Id", "OK", TRICKS, TRICKS])

    said = printed(
        "import_responses", table, "--survey=help-together", "--mapping", mapping_of(tmp_path)
    )

    assert "Two columns are headed" in said
    assert is_plain(said)


def test_load_survey_prints_no_command_from_a_document_or_its_name(team, sample_document, tmp_path):
    path = tmp_path / f"survey{TRICKS}.json".replace("/", "")
    path.write_text(json.dumps(sample_document | {TRICKS: 1, "slug": TRICKS}))
    (tmp_path / f"{path.name}.txt").write_text("no JSON")

    said = [
        printed("load_survey", path, "--organisation=team"),
        printed("load_survey", f"{path}.txt", "--organisation=team"),
        printed("load_survey", f"{path}.gone", "--organisation=team"),
    ]

    assert all(map(is_plain, said)), said
    assert "not a known key" in said[0]


def test_find_themes_prints_no_command_from_headings(tmp_path):
    table = table_of(tmp_path, ["Id", "OK", "Who", f"Good {TRICKS}"])

    said = printed("find_themes", table, "--text=No", "--out", tmp_path / "out.xlsx")

    assert "The columns are:" in said
    assert is_plain(said)


def test_the_engine_prints_no_command_from_headings(tmp_path, capsys):
    table = table_of(tmp_path, ["Id", "OK", "Who", f"Good {TRICKS}"])

    assert main([str(table), "--text=No", "--out", str(tmp_path / "out.json")]) == 2

    said = capsys.readouterr().err
    assert "The columns are:" in said
    assert is_plain(said)
