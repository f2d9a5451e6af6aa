"""What the sample reviewers make of the samples: nothing that the answers lack, and only once."""

import pytest

from consult.demo import COLLEAGUE, REVIEWER, UNTOUCHED, load_people, load_survey, submit_samples
from consult.demo_audit import DIFFERENT, LEFT
from consult.demo_findings import write_findings
from consult.demo_tour import stops
from insights.models import (
    AuditReading,
    AuditSample,
    Coding,
    Commitment,
    EvidenceLink,
    Export,
    Quote,
    SecondOpinion,
    Theme,
)
from insights.quality.samples import state_of
from insights.quoting.ledger import files_to_tell_of
from insights.quoting.overview import often_quoted
from insights.quoting.reading import shown_quotes, with_parts
from people.models import User
from samples.generator import FINDINGS, load_document
from surveys.models import Answer, Purpose
from tests.review_factories import make_run


RESPONSES = 240


@pytest.fixture
def survey(db, settings, tmp_path):
    settings.DATA_DIR, settings.EXPORT_DIR = tmp_path, tmp_path / "exports"
    team, partners, _log_ins = load_people()
    survey = load_survey(team, partners)
    assert all(submit_samples(survey, count=RESPONSES, seed=1))
    return survey


@pytest.fixture
def people(survey):
    return {
        "reviewer": User.objects.get(email=REVIEWER),
        "colleague": User.objects.get(email=COLLEAGUE),
    }


@pytest.fixture
def answers(survey):
    read = Answer.objects.for_purpose(Purpose.ANALYSIS).substantive()
    return list(read.filter(question__key="child_better"))


@pytest.fixture
def clubbing(answers):
    return [each for each in answers if "club" in each.text.casefold()]


@pytest.fixture
def found(survey, answers, clubbing):
    """Return the question, for which the machine has suggested one theme."""
    question = survey.questions.get(key="child_better")
    make_run(question=question, groups={"Clubs": {*clubbing, answers[0]}}, by=None)
    return question


def test_the_sample_consultation_is_in_the_middle_of_its_work(survey, people, found, clubbing):
    assert write_findings(survey, **people) > 5
    before = _counts()
    assert write_findings(survey, **people) == 0
    assert _counts() == before

    _findings_rest_on_answers_and_on_two_people(survey, people, found, clubbing)
    _two_people_read_blind_and_differ_honestly(found, people)
    _quotes_are_in_every_state(survey, people)
    _the_tour_says_what_is_there(survey)


def _counts():
    models = (Theme, Coding, Commitment, EvidenceLink, AuditSample, AuditReading, Quote, Export)
    return [model.objects.count() for model in models]


def _findings_rest_on_answers_and_on_two_people(survey, people, question, clubbing):
    clubs = question.codebook.themes.get(name="Clubs and places to go")
    assert clubs.origins.exists()  # the machine suggested it
    assert clubs.approved_by == people["colleague"]
    assert question.codebook.themes.active().filter(approved_at=None).exists()
    kept = Coding.objects.current().filter(theme=clubs).select_related("answer")
    # What two people settled may be otherwise than the first reviewer had it.
    settled = set(AuditSample.objects.get().items.exclude(settled=None).values_list("answer_id"))
    there = {each.answer_id for each in kept}
    assert there >= {each.pk for each in clubbing} - {pk for (pk,) in settled}
    words = ("club", " bus ", "buses", "trips")
    assert all(any(word in each.answer.text.casefold() for word in words) for each in kept)
    assert [each.key for each in survey.recommendations.order_by("key")][-1] == "R5"
    assert EvidenceLink.objects.waiting().exists()
    assert EvidenceLink.objects.filter(approved_by=people["colleague"]).exists()
    assert Commitment.objects.public().exists()
    assert Commitment.objects.overdue().exists()
    assert SecondOpinion.objects.filter(settled_by=None).count() == 1
    assert not Theme.objects.filter(codebook__question__key=UNTOUCHED).exists()


def _two_people_read_blind_and_differ_honestly(question, people):
    sample = AuditSample.objects.get()
    state = state_of(sample)

    assert sample.codebook.question == question
    by_reader = {
        name: AuditReading.objects.filter(reader=reader).count() for name, reader in people.items()
    }
    assert by_reader["reviewer"] <= sample.size
    assert sample.size - LEFT - 1 <= by_reader["colleague"] <= sample.size - LEFT
    disputes, still_open = len(state.disputes()), len(state.open_disputes())
    assert DIFFERENT <= disputes < sample.size / 2
    assert disputes - still_open == (disputes + 1) // 2


def _quotes_are_in_every_state(survey, people):
    quotes = Quote.objects.of_survey(survey)
    assert quotes.usable().exists()
    drafts = quotes.allowed().filter(state=Quote.State.DRAFT)
    # Whoever signs in as one of the two finds some to read.
    assert set(drafts.values_list("picked_by", flat=True)) == {each.pk for each in people.values()}
    assert quotes.filter(state=Quote.State.SENT_BACK).exclude(note="").exists()
    assert quotes.not_allowed().filter(uses__place="recommendation").count() == 1
    [told] = files_to_tell_of(survey)
    assert [each["who"] for each in told["fetched"]] == [str(people["colleague"])]
    assert often_quoted(survey) == []

    taken_out = {
        entry["words"]: [out["words"] for out in entry["take_out"]]
        for entry in load_document(FINDINGS)["quotes"]
        if "take_out" in entry
    }
    shown = shown_quotes(with_parts(quotes), survey=survey)
    redacted = [each for each in shown if each.quoted in taken_out]
    assert redacted
    for each in redacted:
        assert each.labels
        assert not [out for out in taken_out[each.quoted] if out in each.words]


def _the_tour_says_what_is_there(survey):
    told = " ".join(words for words, _address in stops(survey))

    assert "approved by the second sample person" in told
    assert "wait to be settled" in told
    assert "1 not allowed any more by the person" in told
    assert "1 of them overdue" in told
    assert "What makes you trust them?" in told
