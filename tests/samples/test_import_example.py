"""The example of another tool's file fits its mapping and comes in without a problem."""

import json

from surveys.importing import read_rows
from surveys.mapping import parse_mapping
from surveys.spreadsheets import Row
from tests.samples.conftest import SAMPLES


def read_example(document, import_rows):
    data = json.loads((SAMPLES / "import_mapping.json").read_text(encoding="utf-8"))
    mapping = parse_mapping(data, document=document, headings=tuple(import_rows[0]))
    rows = [Row(number, cells) for number, cells in enumerate(import_rows, start=2)]
    return list(read_rows(rows, mapping=mapping, document=document))


def test_example_has_forty_rows_from_three_audiences(import_rows):
    assert len(import_rows) == 40
    words = {row["Who are you"] for row in import_rows}
    assert words == {"Child", "Parent or carer", "Professional"}


def test_example_comes_in_without_a_problem(document, import_rows):
    read = read_example(document, import_rows)

    assert [problem for row in read for problem in row.problems] == []
    assert all(row.takes_part and row.path.answers for row in read)


def test_empty_permission_is_a_no(document, import_rows):
    read = read_example(document, import_rows)

    unsaid = [n for n, row in enumerate(import_rows) if not row["Ok to share?"]]
    assert unsaid
    said = {read[n].path.permissions.get("share_local", "not asked") for n in unsaid}
    assert said == {"refused", "not asked"}  # children are not asked this


def test_one_cell_begins_like_a_formula_and_one_has_two_lines(import_rows):
    cells = [cell for row in import_rows for cell in row.values()]

    assert any(cell.startswith("=") for cell in cells)
    assert any("\n" in cell for cell in cells)
