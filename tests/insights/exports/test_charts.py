"""Charts of the publication workbook: drawn from its own cells, and no symbol becomes a nought."""

import zipfile

import pytest
from defusedxml import ElementTree

from insights.exports.published import Published
from insights.exports.writers import write_export
from tests.insights.exports.oracle import check_workbook, read_with_calamine
from tests.insights.exports.test_publication import AUDIENCES, MadeUp


C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SAID = {
    "often": ("", {"child": 30, "parent": 25, "practitioner": 40}),
    "small": ("", {"child": 3, "parent": 25, "practitioner": 12}),
    "part": ("often", {"child": 20, "parent": 20, "practitioner": 20}),
}


@pytest.fixture
def path(tmp_path):
    people = dict.fromkeys(AUDIENCES, 60)
    path = tmp_path / "a.xlsx"
    source = MadeUp(people, people, SAID)
    write_export(source, kind="publication", path=path, progress=lambda *_one: None)
    check_workbook(path)
    return path


def parts_of(path, beginning):
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith(beginning)]
        return [ElementTree.fromstring(archive.read(name)) for name in names]


def test_bars_are_the_figures_of_the_table(path):
    rows = read_with_calamine(path)["Themes in charts"][4:]
    [chart] = parts_of(path, "xl/charts/")

    assert [row[2] for row in rows] == ["often", "small"]  # whole themes, the commonest first
    series = list(chart.iter(f"{C}ser"))
    assert len(series) == 4
    for column, one in zip("DEFG", series, strict=True):
        assert one.find(f"{C}val/{C}numRef/{C}f").text.endswith(f"!${column}$5:${column}$6")
        assert one.find(f"{C}cat/{C}strRef/{C}f").text.endswith("!$C$5:$C$6")


def test_what_is_hidden_is_labelled_with_its_symbol(path):
    rows = read_with_calamine(path)["Themes in charts"][4:]
    [chart] = parts_of(path, "xl/charts/")
    labelled = {
        (column, int(label.find(f"{C}idx").get("val"))): label.find(f"{C}numFmt").get("formatCode")
        for column, series in enumerate(chart.iter(f"{C}ser"), start=3)
        for label in series.iter(f"{C}dLbl")
    }

    assert labelled == {
        (column, number): f'"{row[column]}"'
        for number, row in enumerate(rows)
        for column in range(3, 7)
        if isinstance(row[column], str)
    }
    assert '"[c]"' in labelled.values()


def test_a_chart_has_words_in_its_stead(path):
    [drawing] = parts_of(path, "xl/drawings/drawing")

    [described] = [one.get("descr") for one in drawing.iter() if one.tag.endswith("cNvPr")]
    assert described.startswith("Bars: the share of the people who answered “What helps?”")


def test_nothing_is_drawn_of_a_question_whose_figures_are_hidden(tmp_path):
    few = dict.fromkeys(AUDIENCES, 3)
    source = MadeUp(few, few, {"rare": ("", dict.fromkeys(AUDIENCES, 1))})
    assert Published(source).people_shown(None) != 9
    write_export(source, kind="publication", path=tmp_path / "a", progress=lambda *_one: None)

    assert parts_of(tmp_path / "a", "xl/charts/") == []
