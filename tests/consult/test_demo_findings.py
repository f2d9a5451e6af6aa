"""What the sample reviewers make of the samples: nothing that the answers lack, and only once."""

import pytest

from consult.demo import COLLEAGUE, REVIEWER, load_people, load_survey, submit_samples
from consult.demo_findings import write_findings
from insights.models import Coding, Commitment, EvidenceLink
from people.models import User
from surveys.models import Answer, Purpose
from tests.review_factories import make_run


@pytest.mark.django_db
def test_findings_rest_on_answers_and_on_two_people(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    team, partners, _log_ins = load_people()
    survey = load_survey(team, partners)
    assert all(submit_samples(survey, count=120, seed=1))
    question = survey.questions.get(key="child_better")
    read = Answer.objects.for_purpose(Purpose.ANALYSIS).substantive()
    answers = list(read.filter(question=question))
    clubbing = [each for each in answers if "club" in each.text.casefold()]
    make_run(question=question, groups={"Clubs": {*clubbing, answers[0]}}, by=None)
    people = {
        "reviewer": User.objects.get(email=REVIEWER),
        "colleague": User.objects.get(email=COLLEAGUE),
    }

    assert write_findings(survey, **people) > 5
    assert write_findings(survey, **people) == 0

    clubs = question.codebook.themes.get(name="Clubs and places to go")
    assert clubs.origins.exists()  # the machine suggested it
    kept = Coding.objects.current().filter(theme=clubs).select_related("answer")
    assert {each.answer_id for each in kept} >= {each.pk for each in clubbing}
    words = ("club", " bus ", "buses")
    assert all(any(word in each.answer.text.casefold() for word in words) for each in kept)
    assert [each.key for each in survey.recommendations.order_by("key")][-1] == "R5"
    assert EvidenceLink.objects.waiting().exists()
    assert EvidenceLink.objects.filter(approved_by=people["colleague"]).exists()
    assert Commitment.objects.public().exists() and Commitment.objects.overdue().exists()
