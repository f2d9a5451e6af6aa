"""What other programs stumbled over, or showed badly, when the files were opened with them."""

import re
import zipfile

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from insights.exports.table import WRAPPED_FROM
from insights.exports.writers import write_export
from tests.factories import make_response, make_survey, small_document
from tests.insights.exports.oracle import table_of
from tests.insights.exports.test_contract import source_of
from tests.insights.exports.test_export_action import code, export_of, sheets_of, theme_of
from tests.insights.exports.test_publication import AUDIENCES, MadeUp


@pytest.fixture
def survey(team, settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"
    return make_survey(organisation=team)


def published(tmp_path):
    path = tmp_path / "a.xlsx"
    people = dict.fromkeys(AUDIENCES, 60)
    often, few = dict.fromkeys(AUDIENCES, 40), dict.fromkeys(AUDIENCES, 2)
    source = MadeUp(people, people, {"often": ("", often), "few": ("", few)})
    write_export(source, kind="publication", path=path, progress=lambda *_one: None)
    return path


def test_sheets_are_printed_on_the_paper_of_here_with_headings_on_every_page(tmp_path):
    for sheet in load_workbook(published(tmp_path)):
        [table] = sheet.tables.values()
        heading = table.ref.split(":")[0].removeprefix("A")
        assert sheet.page_setup.paperSize == 9  # A4; else the program's own, which is often Letter
        assert sheet.print_title_rows == f"${heading}:${heading}"


def test_lines_above_a_table_are_no_wider_than_it_or_a_page(tmp_path):
    """What runs on beyond the table makes LibreOffice print all of it in tiny letters."""
    for sheet in load_workbook(published(tmp_path)):
        wide = sum(one.width for one in sheet.column_dimensions.values())
        for row in range(1, int(next(iter(sheet.tables.values())).ref[1])):
            assert len(sheet.cell(row, 1).value) <= max(wide, 200), sheet.title


def test_symbols_stand_where_figures_do(tmp_path):
    """Else “[c]” on the left of one column meets the figure on the right of the column before."""
    book = load_workbook(published(tmp_path))
    sheet = book["Themes"]
    headings = {sheet.cell(4, n).value: n for n in range(1, sheet.max_column + 1)}
    column = headings["People"]

    shown = {sheet.cell(row, column).value for row in range(5, sheet.max_row + 1)}
    assert "[c]" in shown and any(isinstance(one, int) for one in shown)
    for row in range(4, sheet.max_row + 1):
        assert sheet.cell(row, column).alignment.horizontal == "right"
    assert sheet.cell(5, headings["Theme"]).alignment.horizontal is None
    assert book["Cover"]["B6"].value == 180
    assert book["Cover"]["B6"].alignment.horizontal == "left"


def test_nothing_is_cut_by_the_column_beside_it(tmp_path):
    for sheet in load_workbook(published(tmp_path)):
        for row in sheet.iter_rows(min_row=5):
            for cell in row:
                wide = sheet.column_dimensions[get_column_letter(cell.column)].width
                if isinstance(cell.value, str) and wide < WRAPPED_FROM:
                    assert len(cell.value) <= wide, (sheet.title, cell.coordinate)


def test_the_day_of_change_is_a_day(tmp_path):
    """openpyxl writes the second of saving, and a file says no more of time than its manifest."""
    with zipfile.ZipFile(published(tmp_path)) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert re.findall(r"T(\d\d:\d\d:\d\d)Z", core) == ["00:00:00", "00:00:00"]


def test_every_name_stands_beside_its_bar(tmp_path):
    """LibreOffice leaves out every second name where a row of bars has no room for two lines."""
    with zipfile.ZipFile(published(tmp_path)) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert '<tickLblSkip val="1"' in chart
    high = int(re.search(r'<(?:\w+:)?ext cx="\d+" cy="(\d+)"', drawing)[1])
    names = load_workbook(tmp_path / "a.xlsx")["Themes in charts"].max_row - 4
    assert high >= names * 1.3 * 360_000


def test_the_team_keeps_headings_in_sight(tmp_path):
    path = tmp_path / "a.xlsx"
    write_export(source_of(["More time"]), kind="workbook", path=path, progress=lambda *_one: None)
    sheet = load_workbook(path)["Coded answers"]

    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref is None  # the filter is the table's
    [table] = sheet.tables.values()
    assert table.autoFilter.ref == table.ref


def test_a_sum_counts_people_whatever_the_number_of_places(survey):
    theme = theme_of(survey, name="Time")
    response = make_response(survey, answers={"child_better": "More time, and time again"})
    for start in (5, 15):
        code(theme, response, start=start, end=start + 4)
    code(theme, make_response(survey, answers={"child_better": "Time"}))
    make_response(survey, answers={"child_better": "Nothing"})

    sheets = sheets_of(export_of(survey))

    rows = table_of(sheets["Coded answers"])
    assert sorted(str(row["Counts once"]) for row in rows) == ["0", "1", "1", "None"]
    [told] = table_of(sheets["Themes"])
    assert sum(row["Counts once"] or 0 for row in rows) == told["People"] == 2


def test_the_cover_tells_a_stranger_what_can_be_made_of_it(survey, settings):
    settings.PUBLICATION_LICENCE = "Open Government Licence v3.0"
    for number in range(40):
        make_response(survey, answers={"child_better": f"More time {number}"})

    cover = {
        row["What"]: str(row["Value"])
        for row in table_of(sheets_of(export_of(survey, kind="publication"))["Cover"])
    }

    assert list(cover)[:4] == ["Title", "Published by", "People in this file", "Who they are"]
    assert cover["Who they are"] == "I am a child: 40; I am a parent: 0; I work with families: 0"
    assert cover["Contact"] == small_document()["contact"]
    assert "chance alone" in cover["How sure the figures are"]
    assert "did not answer think the same" in cover["What cannot be concluded"]
    assert cover["Questions signed off"].startswith("0 of ")
    assert cover["Licence"] == "Open Government Licence v3.0"


def test_every_sheet_to_publish_has_the_words_of_its_questions(survey):
    theme = theme_of(survey)
    for number in range(40):
        code(theme, make_response(survey, answers={"child_better": f"More time {number}"}))

    sheets = sheets_of(export_of(survey, kind="publication"))

    told = {row["Question"]: row["Question in words"] for row in table_of(sheets["Themes"])}
    words = told["child_better"]
    assert words.endswith("?")
    for name in ("People who answered", "Themes in charts"):
        told = {row["Question"]: row["Question in words"] for row in table_of(sheets[name])}
        assert told["child_better"] == words, name
