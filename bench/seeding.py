"""Fills the bench's own database with many responses, coded and uncoded, in bulk."""

import hashlib
import random
import uuid
from datetime import date

from insights.models import Codebook, Coding, Theme
from surveys.models import Answer, ConsentEvent, ConsentStatement, Response
from tests.factories import keep_answers, make_survey


CHUNK = 2_000
WORDS = (  # noqa: SIM905 - read as a sentence
    "they listen to me at home and in school but nobody rings back when we wait for help so long "
    "that the problem grows my worker changes every few months visits should be longer and kinder"
).split()
OPEN_KEYS = ("child_better", "child_worse", "child_more")
THEMES = 12


def seed_survey(responses):
    """Make one survey with this many responses, three open answers each, most of them coded."""
    chance = random.Random(1)
    survey = make_survey()
    version = survey.published_version()
    questions = [survey.questions.get(key=key) for key in OPEN_KEYS]
    themes = {question.pk: _themes(survey, question) for question in questions}
    statements = [_statement(key) for key in ("take_part", "quote_anon")]
    for start in range(0, responses, CHUNK):
        rows = [
            _response(survey, version, number, chance)
            for number in range(start, min(start + CHUNK, responses))
        ]
        Response.objects.bulk_create(rows)
        ConsentEvent.objects.bulk_create(
            ConsentEvent(
                response=row, statement=statement, key=statement.key, sequence=1,
                value="granted" if chance.random() < 0.8 or statement.key == "take_part"
                else "refused", recorded_day=row.received_day,
            )
            for row in rows
            for statement in statements
        )
        answers = [
            _answer(row, question, chance) for row in rows for question in questions
        ]
        keep_answers(answers)
        Coding.objects.bulk_create(
            Coding(
                theme=chance.choice(themes[answer.question_id]), answer=answer, start=0,
                end=len(answer.text), source="machine", score=chance.random(),
                state=chance.choice(["suggested", "confirmed"]),
            )
            for answer in answers
            if chance.random() < 0.9
        )
    return {}


def _themes(survey, question):
    codebook = Codebook.objects.create(survey=survey, question=question)
    return Theme.objects.bulk_create(
        Theme(codebook=codebook, name=f"Theme {number}") for number in range(THEMES)
    )


def _statement(key):
    return ConsentStatement.objects.create(
        key=key, audience="child", age_band="8_11", language="en", format="standard", version=1,
        text=key, sha256=_hash(key),
    )


def _response(survey, version, number, chance):
    return Response(
        survey=survey, version=version, audience=chance.choice(["child", "parent"]),
        age_band="8_11", received_day=date(2026, 3, 1 + number % 28),
        submission_key=_hash(f"k{number}"), receipt_hmac=_hash(f"r{number}"),
        content_sha256=_hash(str(number)), pk=uuid.UUID(int=chance.getrandbits(128)),
    )


def _answer(row, question, chance):
    text = " ".join(chance.choices(WORDS, k=chance.randint(3, 40)))
    return Answer(response=row, question=question, value=text, text=text, text_hash=_hash(text))


def _hash(text):
    return hashlib.sha256(text.encode()).hexdigest()
