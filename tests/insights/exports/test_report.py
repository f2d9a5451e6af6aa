"""The report: one page that needs nothing else, and says what the workbook to publish says."""

import re
from dataclasses import replace

import pytest
from django.utils.translation import override

from insights import jobs
from insights.actions.export import file_path, request_export, run_export
from insights.disclosure import HIDDEN
from insights.exports.facts import (
    ClosedColumn,
    CommitmentFacts,
    Evidence,
    Manifest,
    QuoteFacts,
    RecommendationFacts,
    SigningFacts,
)
from insights.exports.report import Report
from insights.exports.writers import write_export
from tests.factories import make_response, make_survey
from tests.insights.exports.payloads import HOSTILE
from tests.insights.exports.test_contract import SOURCES
from tests.insights.exports.test_publication import AUDIENCES, MadeUp, row_of


def quote_of(theme, audience, words):
    return QuoteFacts("1", "q", theme, theme, words, f"Somebody of {audience}", audience)


class Findings(MadeUp):
    """A source with something of everything that a report can hold."""

    def __init__(self, **more):
        themes = {
            "Waiting": ("", {"child": 30, "parent": 6, "practitioner": 40}),
            "Rare": ("", {"child": 0, "parent": 2, "practitioner": 0}),
        }
        quotes = [quote_of("Waiting", "child", "We <b>waited</b>"), quote_of("Rare", "parent", "X")]
        people = dict.fromkeys(AUDIENCES, 60)
        super().__init__(people, people, themes, quotes=quotes, **more)

    def manifest(self):
        return Manifest(
            people=180,
            made_on="2026-03-02",
            purpose="The report",
            left_out={"withdrawn": 3, "held": 0, "blank": 42},
        )

    def recommendations(self):
        evidence = (Evidence("Supports", "Waiting", "Waiting"), Evidence("Nuances", "gone", "Gone"))
        return [RecommendationFacts("R1", "Answer sooner", "Within a week.", evidence)]

    def commitments(self):
        return [CommitmentFacts("Waiting", "You waited", "We rang", "", None, "")]


def page_of(source, tmp_path):
    path = tmp_path / "a.html"
    manifest = write_export(source, kind="report", path=path, progress=lambda *_one: None)
    return path.read_text(encoding="utf-8"), manifest


@pytest.mark.parametrize("name", SOURCES)
def test_a_page_needs_nothing_beside_itself(tmp_path, name):
    page, _manifest = page_of(SOURCES[name], tmp_path)

    assert page.count("<h1") == page.count("<style>") == 1
    assert page.count("</head>") == 1
    assert '<html lang="en' in page
    assert not re.search(r"<(script|link|img|iframe|object|base|meta http)|url\(|@import", page)
    assert not re.search(r"\s(src|action|srcset|style|on\w+)=", re.sub(r">[^<]*<", "><", page))
    assert all(link.startswith("#") for link in re.findall(r'<a [^>]*href="([^"]*)"', page))
    assert page.count("<table") == page.count("<caption")


def test_what_people_typed_stays_words(tmp_path):
    page, _manifest = page_of(SOURCES["hostile"], tmp_path)

    assert not [text for text in HOSTILE if "<" in text and len(text) > 5 and text in page]


def test_the_report_says_all_that_a_reader_needs(tmp_path):
    page, manifest = page_of(Findings(), tmp_path)
    words = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))

    for said in (
        "Waiting : about 2 in 5 people",
        "42% (75 of 180)",
        "likely between 35% and 50%",
        "“Waiting”: “Children” say it more often than “Parents”.",
        "We &lt;b&gt;waited&lt;/b&gt;",
        "Somebody of child",
        "R1 Answer sooner",
        "Supports: Waiting Many people, 42% (75 of 180)",
        "What cannot be concluded How many people in the country think so",
        "Decided by: A person (Waiting, Rare)",
        "You waited",
        "Responses that were taken back fewer than 10",
        "Answers held by safeguarding none",
        "Questions left blank about 40",
        "[c] confidential",
        "People chose to take part",
    ):
        assert said in words, said
    assert "Gone" not in words  # evidence whose theme is not in the file
    assert manifest.quotes == ["1"]
    assert manifest.rows == {"Report": 2}


def test_words_of_a_question_about_help_stand_once():
    columns = [
        ClosedColumn(
            f"help__{code}", "help", f"Did anyone help? {words}", "multi",
            concept="c_help_start", options={1: "Yes", 0: "No"}, part=words,
        )
        for code, words in (("read", "They read it"), ("no", "Nobody"))
    ]  # fmt: skip
    rows = [row_of(who, n < 20, n >= 20) for who in AUDIENCES for n in range(60)]

    [helped] = Report(Findings(columns=columns, rows=rows), Manifest()).context()["helped"]

    assert helped["caption"] == "Did anyone help? People who told: 180."
    assert helped["rows"] == [["They read it", "60", "33%"], ["Nobody", "120", "67%"]]


def test_question_of_one_audience_has_one_column_of_figures():
    source = Findings()
    source.answered = {"child": 60, "parent": 0, "practitioner": 0}
    source._themes = {"Waiting": ("", {"child": 30, "parent": 0, "practitioner": 0})}

    [question] = Report(source, Manifest()).context()["questions"]

    assert [each["text"] for each in question["headings"]] == ["Theme", "Children"]
    assert question["answered_by"] == "Children"
    assert question["sure"] == ["Small number of people"]


def test_question_says_how_far_it_was_read_and_the_front_page_too():
    source = Findings()
    read = SigningFacts("q", "What helps?", answers=180, read=90, neither=72)
    source.signing = lambda: [read]

    context = Report(source, Manifest()).context()

    assert context["questions"][0]["sure"] == [
        (
            "A person read 50% of the answers; 10% more are in a sample that was read blind; no "
            "person has read the others."
        ),
        "The reading of this question is not signed off yet.",
    ]
    assert "signed off: 0 of 1" in context["signed_words"]


def test_themes_that_nobody_has_answered_are_named():
    class Other(Findings):
        def commitments(self):
            return [CommitmentFacts("rare", "You said", "We did", "", None, "")]

    assert Report(Other(), Manifest()).context()["unanswered"] == ["Waiting"]


def test_what_the_machine_suggests_is_no_finding(tmp_path):
    class Suggested(Findings):
        def themes(self):
            return [replace(each, is_decided=False) for each in super().themes()]

    page, manifest = page_of(Suggested(), tmp_path)

    assert "Nobody has agreed on the themes of these questions yet" in page
    assert "In short" not in page
    assert "42%" not in page.partition('id="recommendations"')[0]
    assert manifest.rows == {"Report": 0}


def test_the_report_shows_no_more_than_the_workbook():
    report = Report(Findings(), Manifest(made_on="2026-03-02"))
    [question] = report.context()["questions"]
    cells = {row[0]: row[1:] for row in question["rows"]}

    assert HIDDEN in cells["Rare"]
    for theme in report.published.themes():
        for cell, group in zip(cells[theme.name], report.published.groups, strict=True):
            shown = report.published.shown(("theme", theme.id), group)
            assert cell.startswith(f"{shown.percent}")
    assert "Rare" not in [theme["name"] for theme in question["themes"]]
    assert not [one for one in question["differences"] if "Rare" in one]


def test_what_differs_is_told_by_released_figures_alone(monkeypatch):
    said = Report(Findings(), Manifest(made_on="2026-03-02"))._differences
    report = Report(Findings(), Manifest(made_on="2026-03-02"))
    published = report.published
    assert published.hidden()  # by now everything is released

    others = [
        replace(one, by_audience=tuple(0 for _each in one.by_audience))
        for one in published.themes()
    ]
    monkeypatch.setattr(published, "themes", lambda: others)

    assert report._differences == said
    assert said.keys() == {"Waiting"}


@pytest.mark.parametrize(
    ("split", "parts"),
    [
        ((40, 22, 13, 0, 5), [40, 20, 15, 0, 5]),
        ((40, 22, 13, 2, 5), []),  # a small part
        ((10, 5, 5, 5, 0), []),  # too few in all
    ],
)
def test_parts_are_shown_only_where_none_is_small(split, parts):
    source = Findings()
    [waiting, _rare] = source.themes()
    report = Report(source, Manifest())

    theme = type(waiting)(**{**waiting.__dict__, "split": split})

    shown = report._split(theme, report._shown(waiting))
    assert [part["count"] for part in shown] == parts


@pytest.mark.django_db
def test_the_report_speaks_the_language_of_who_asked(team, settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"
    survey = make_survey(organisation=team)
    make_response(survey, answers={"child_better": "More time"})
    with override("cy"):
        export = request_export(survey=survey, kind="report", purpose="Adroddiad", by=None)

    run_export(export=export, token=jobs.claim(export))

    page = file_path(export).read_text()
    assert '<html lang="cy"' in page
    assert '<h1 lang="en">' in page
