"""Translation sheets: out to a translator, and back into the document without harm."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from surveys.translation import (
    SheetRow,
    missing_rows,
    sheet_rows,
    texts_without_easy_words,
    with_translation,
)
from surveys.translation_files import HEADINGS, SheetProblem, csv_of_sheet, rows_of, with_sheets
from surveys.validation import problems_of
from surveys.wording import Reader, text_of
from tests.surveys.documents import full_document
from tests.surveys.speaking import speaking_document


def filled(rows, words="tłumaczenie"):
    """Return the rows with words for each text that has none."""
    return [
        SheetRow(row.place, row.reader, row.original, row.translation or f"{words} {n}")
        for n, row in enumerate(rows)
    ]


def by_place(rows):
    return {(row.place, row.reader): row for row in rows}


def test_sheet_has_every_text_with_its_place_reader_and_words():
    rows = by_place(sheet_rows(speaking_document(), "pl"))

    assert rows["title", "all"].translation == "Wiele głosów"
    assert rows["why", "easy_read"].original.startswith("[listen] We want")
    assert rows["permissions / take_part / yes", "all"].is_guarded
    option = rows["pages / one / place / options / in / label", "all"]
    assert (option.original, option.translation, option.is_guarded) == ("Inside", "W domu", False)


def test_missing_words_are_listed():
    missing = by_place(missing_rows(speaking_document(), "ar"))

    assert ("audiences / child / label", "all") in missing
    assert ("title", "all") not in missing


def test_texts_without_easy_words_are_listed():
    places = {row.place for row in texts_without_easy_words(speaking_document())}

    assert "readers" in places
    assert "why" not in places


@pytest.mark.parametrize("document", [speaking_document, full_document])
def test_filled_sheet_makes_a_sound_and_whole_document(document):
    data = document()
    given = rows_of(csv_of_sheet(sheet_rows(data, "ro")), "sheet.csv")
    # Pictures stay before their lines.
    rows = [SheetRow(r.place, r.reader, r.original, f"{r.original} (ro)") for r in given]

    made, problems = with_translation(data, rows, language="ro")

    assert problems == []
    assert problems_of(made) == []
    assert missing_rows(made, "ro") == []
    assert made["languages"]["ro"] == {"status": "machine_draft", "offered": False}
    assert "ro" not in data.get("languages", {})  # the document given is left as it was


def test_words_come_to_the_readers_they_are_for():
    data = speaking_document()
    data["why"]["child"] = "Why, for a child."
    rows = sheet_rows(data, "ro")
    words = {("why", "all"): "De ce", ("why", "child"): "De ce, pentru copii"}
    rows = [
        SheetRow(row.place, row.reader, row.original, words.get((row.place, row.reader), ""))
        for row in rows
    ]

    made, _ = with_translation(data, rows, language="ro")

    assert (
        text_of(made["why"], Reader("child", "8_11", "ro", "standard", "en"))
        == words["why", "child"]
    )
    assert text_of(made["why"], Reader("", "", "ro", "standard", "en")) == "De ce"


def test_changed_words_take_a_checked_language_off_offer():
    data = speaking_document()
    rows = [row for row in sheet_rows(data, "pl") if row.place == "title"]

    made, _ = with_translation(data, rows, language="pl", status="human")

    assert made["languages"]["pl"] == {"status": "human", "offered": False}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"place": "no / such"}, "the document has no such text for 'all'"),
        ({"reader": "parent"}, "the document has no such text for 'parent'"),
        ({"original": "Old words"}, "the original has changed since the sheet was made"),
        ({"translation": "bad\x00"}, "the translation cannot be stored"),
        ({"translation": "x" * 10_001}, "the translation cannot be stored"),
        ({"translation": "with {piece}"}, "its parts in {} are not those of the original"),
        ({"translation": "[clock] Titlu"}, "its pictures are not those of the original"),
    ],
)
def test_row_that_cannot_be_taken_is_named(change, message):
    data = speaking_document()
    good = {"place": "title", "reader": "all", "original": "Many voices", "translation": "Titlu"}
    row = SheetRow(**{**good, **change})

    made, problems = with_translation(data, [row], language="ro")

    assert [problem.message for problem in problems] == [message]
    assert problems[0].place.startswith("row 2, ")
    assert made == data


def test_row_that_stands_twice_is_named():
    data = speaking_document()
    row = next(r for r in sheet_rows(data, "pl") if r.place == "title")

    _, problems = with_translation(data, [row, row], language="pl")

    assert [problem.message for problem in problems] == ["it stands in the sheet twice"]


# --- files ---


@pytest.mark.parametrize(
    "text", ["=1+1", "+44", "-", "@home", "plain", "'quoted", "a\nb", 'a "b", c']
)
def test_cells_survive_and_start_no_formula(text):
    data = speaking_document()
    data["organisation"] = text
    out = csv_of_sheet(sheet_rows(data, "pl"))

    cells = [cell for row in csv.reader(io.StringIO(out[1:], newline="")) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert by_place(rows_of(out[1:], "x"))["organisation", "all"].original == text


def test_file_without_the_columns_says_which():
    with pytest.raises(SheetProblem, match="lacks a column.*place, reader, original, translation"):
        rows_of("a,b\n1,2\n", "sheet.csv")


@pytest.fixture
def files(tmp_path):
    document = tmp_path / "document.json"
    document.write_text(json.dumps(speaking_document()), encoding="utf-8")
    return {"document": document, "sheet": tmp_path / "sheet.csv", "out": tmp_path / "new.json"}


def test_commands_take_a_sheet_out_and_back(files):
    out = io.StringIO()
    call_command(
        "translation_sheet", files["document"], language="ro", out=files["sheet"], stdout=out
    )
    assert "texts without words" in out.getvalue()
    text = (
        files["sheet"]
        .read_text(encoding="utf-8-sig")
        .replace("organisation,all,The team,,", "organisation,all,The team,Echipa,")
    )
    files["sheet"].write_text(text, encoding="utf-8")

    call_command(
        "add_translation",
        files["document"],
        sheet=files["sheet"],
        language="ro",
        status="human",
        out=files["out"],
        stdout=out,
    )

    made = json.loads(files["out"].read_text(encoding="utf-8"))
    assert made["organisation"] == {"*": "The team", "ro": "Echipa"}
    assert made["languages"]["ro"] == {"status": "human", "offered": False}


def test_command_lists_problems_and_writes_nothing(files):
    files["sheet"].write_text(",".join(HEADINGS) + "\ntitle,all,Old,Titlu,\n", encoding="utf-8")

    with pytest.raises(CommandError, match="(?s)Nothing was written.*the original has changed"):
        call_command(
            "add_translation",
            files["document"],
            sheet=files["sheet"],
            language="ro",
            out=files["out"],
        )
    assert not files["out"].exists()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"no columns"])
def test_command_refuses_what_is_no_sheet(files, content):
    files["sheet"].write_bytes(content)

    with pytest.raises(CommandError, match="sheet.csv"):
        call_command(
            "add_translation",
            files["document"],
            sheet=files["sheet"],
            language="ro",
            out=files["out"],
        )


def test_folder_of_sheets_comes_into_the_document(tmp_path):
    data = speaking_document()
    rows = filled([row for row in sheet_rows(data, "ro") if row.place == "title"])
    (tmp_path / "many-voices.ro.csv").write_text(csv_of_sheet(rows), encoding="utf-8")
    (tmp_path / "another.ro.csv").write_text("not a sheet", encoding="utf-8")

    made, problems = with_sheets(data, tmp_path)

    assert problems == []
    assert made["title"]["ro"] == "tłumaczenie 0"
