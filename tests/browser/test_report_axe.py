"""The report as a file on somebody's disk: it opens alone, fits 320 px, and has no finding."""

import pytest

from insights.exports.writers import write_export
from tests.browser.test_staff_axe import faults_of
from tests.insights.exports.test_report import Findings


@pytest.mark.parametrize("page", ["scripted"])
def test_the_report_opens_alone(request, page, tmp_path):
    path, asked = tmp_path / "report.html", []
    write_export(Findings(), kind="report", path=path, progress=lambda *_one: None)
    page = request.getfixturevalue(page)
    page.on("request", lambda request: asked.append(request.url))

    page.goto(path.as_uri())

    assert asked == [path.as_uri()]
    assert faults_of(page) == []
    page.emulate_media(media="print")
    assert page.locator(".chart__table").first.is_hidden()
    assert page.locator("h1").is_visible()
