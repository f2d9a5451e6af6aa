"""How far the sample people came: everybody who sends is counted to the end, and some leave."""

from collections import Counter

import pytest

from consult.demo import load_people, load_survey, submit_samples
from insights.overview.stopping import steps_by_audience
from surveys.documents import document_of
from surveys.models import Draft, Response, StepCount
from surveys.steps import CHECK, WHO


RESPONSES = 60


@pytest.fixture
def survey(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    team, partners, _log_ins = load_people()
    return load_survey(team, partners)


def counts():
    rows = StepCount.objects.values_list("audience", "step", "came", "went_on")
    return {(audience, step): (came, went_on) for audience, step, came, went_on in rows}


def test_who_sends_went_on_from_the_last_page_and_who_left_has_a_draft(survey):
    assert all(submit_samples(survey, count=RESPONSES, seed=1))

    left = Draft.objects.count()
    found = counts()
    assert 0 < left < RESPONSES / 2
    assert found["", WHO][0] == RESPONSES + left
    sent = {audience: went for (audience, step), (_came, went) in found.items() if step == CHECK}
    assert sent == Counter(Response.objects.values_list("audience", flat=True))
    assert sum(came - went for came, went in found.values()) == left


def test_the_same_people_leave_at_the_same_pages_and_only_once(survey):
    list(submit_samples(survey, count=RESPONSES, seed=1))
    before = counts()

    assert not any(submit_samples(survey, count=RESPONSES, seed=1))
    assert counts() == before
    assert before["child", "permission-1"] == (22, 19)


def test_everybody_is_counted_only_where_people_like_them_come(survey):
    list(submit_samples(survey, count=RESPONSES, seed=1))
    version = survey.published_version()
    document = document_of(str(version.pk))

    by_audience = steps_by_audience(version, document)
    assert by_audience.keys() == {"", *(each.key for each in document.audiences)}
    for audience in document.audiences:
        steps = by_audience[audience.key]
        # Nobody is where nobody went on to, and nobody goes on who did not come.
        assert all(0 <= step.went_on <= step.came for step in steps)
        own = {number for number, page in enumerate(document.pages, 1) if page.is_for(audience.key)}
        pages = {int(step.key[5:]) for step in steps if step.key.startswith("page-")}
        assert pages and pages <= own
