"""Part of bench/reading.py: rows of people and of decisions, many at once."""

import hashlib
import uuid

from insights.models import AnswerReading, Codebook, Coding, SecondOpinion, Theme
from people.models import User
from surveys.models import ConsentEvent, ConsentStatement, Response


CHUNK = 2_000
THEMES = 12


def themes_of(survey, question):
    book = Codebook.objects.create(survey=survey, question=question)
    names = [f"Theme {number}" for number in range(THEMES)]
    return book, Theme.objects.bulk_create(Theme(codebook=book, name=name) for name in names)


def statement():
    return ConsentStatement.objects.create(
        key="take_part",
        audience="child",
        age_band="8_11",
        language="en",
        format="standard",
        version=1,
        text="May we?",
        sha256=_hash("take_part"),
    )


def responses_of(survey, numbers, days, chance):
    version = survey.published_version()
    return Response.objects.bulk_create(
        Response(
            pk=uuid.UUID(int=chance.getrandbits(128)),
            survey=survey,
            version=version,
            audience=chance.choice(["child", "parent", "practitioner"]),
            age_band=chance.choice(["8_11", "adult"]),
            language="en" if chance.random() < 0.99 else "cy",
            received_day=day,
            submission_key=_hash(f"k{number}"),
            receipt_hmac=_hash(f"r{number}"),
            content_sha256=_hash(str(number)),
        )
        for number, day in zip(numbers, days, strict=True)
    )


def events_of(people, agreed):
    ConsentEvent.objects.bulk_create(
        ConsentEvent(
            response=each,
            statement=agreed,
            key="take_part",
            sequence=1,
            value="granted",
            recorded_day=each.received_day,
        )
        for each in people
    )


def decide(book, themes, answers, chance):
    """Code most answers, one in two by a person, and ask about one in five hundred."""
    by, _made = User.objects.get_or_create(email="bench@example.org")
    coded = [each for each in answers if chance.random() < 0.9]
    read = [each for each in coded if chance.random() < 0.5]
    Coding.objects.bulk_create(_coding(each, themes, each in read, by, chance) for each in coded)
    AnswerReading.objects.bulk_create(
        AnswerReading(codebook=book, answer=each, by=by) for each in read
    )
    SecondOpinion.objects.bulk_create(
        SecondOpinion(codebook=book, answer=each, asked_by=by)
        for each in answers
        if chance.random() < 0.006  # a full page of them in the smallest size, too
    )


def _coding(answer, themes, is_read, by, chance):
    return Coding(
        theme=themes[min(len(themes) - 1, int(chance.expovariate(0.4)))],
        answer=answer,
        start=0,
        end=len(answer.text),
        source="person" if is_read else "machine",
        state="confirmed" if is_read else "suggested",
        by=by if is_read else None,
        score=chance.random(),
    )


def _hash(text):
    return hashlib.sha256(text.encode()).hexdigest()
