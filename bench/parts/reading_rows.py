"""Part of bench/reading.py: rows of people and of decisions, many at once."""

import hashlib
import uuid

from django.utils import timezone

from insights.models import (
    AnswerNote,
    AnswerReading,
    Codebook,
    Coding,
    Learning,
    ReadingPlace,
    SecondOpinion,
    ShelvedAnswer,
    SortedAnswer,
    Theme,
    ThemeRun,
    Wave,
)
from insights.models.job import JobStatus
from people.models import User
from surveys.models import Channel, ConsentEvent, ConsentStatement, Response


CHUNK = 2_000
THEMES = 12
# Of so many answers in a hundred each is said; the rest was sorted or shelved as nothing.
FATES = {"placed": 12, "unplaced": 3, "aside": 3, "misfit": 2}
SHELVES = {"lone": 2, "ungrouped": 10, "story": 5, "nothing": 3, "repeated": 8}


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


def channels_of(survey):
    modes = Channel.Mode.values
    return Channel.objects.bulk_create(
        Channel(survey=survey, code=mode, mode=mode, label=mode) for mode in modes
    )


def responses_of(survey, channels, numbers, days, chance):
    version = survey.published_version()
    return Response.objects.bulk_create(
        Response(
            pk=uuid.UUID(int=chance.getrandbits(128)),
            survey=survey,
            version=version,
            channel=chance.choice(channels),
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
    """Code most answers, one in two by a person, and ask about seven in a thousand."""
    by, _made = User.objects.get_or_create(email="bench@example.org")
    coded = [each for each in answers if chance.random() < 0.9]
    read = [each for each in coded if chance.random() < 0.5]
    Coding.objects.bulk_create(_coding(each, themes, each in read, by, chance) for each in coded)
    AnswerReading.objects.bulk_create(
        AnswerReading(codebook=book, answer=each, by=by) for each in read
    )
    bare = {each.pk for each in answers} - {each.pk for each in coded}
    AnswerReading.objects.bulk_create(
        AnswerReading(codebook=book, answer=each, outcome="no_theme", by=by)
        for each in answers
        if each.pk in bare and chance.random() < 0.5
    )
    AnswerNote.objects.bulk_create(
        AnswerNote(codebook=book, answer=each, text="See the other one.", by=by)
        for each in answers
        if chance.random() < 0.02
    )
    SecondOpinion.objects.bulk_create(
        SecondOpinion(codebook=book, answer=each, asked_by=by)
        for each in answers
        if chance.random() < 0.007  # a full page of them in the smallest size, too
    )


def jobs_of(book):
    """Return a search, a sorting and a learning that are done, to hang answers on."""
    done = {"codebook": book, "status": JobStatus.DONE, "finished_at": timezone.now()}
    run = ThemeRun.objects.create(**done)
    return run, Wave.objects.create(run=run, **done), Learning.objects.create(**done)


def place(jobs, themes, answers, ranks, chance):
    """Give each answer what a search, a sorting and a learning say of it, or nothing."""
    run, wave, learning = jobs
    ShelvedAnswer.objects.bulk_create(
        ShelvedAnswer(run=run, answer=each, shelf=shelf, place=number)
        for number, each in enumerate(answers)
        if (shelf := _one_of(SHELVES, chance))
    )
    SortedAnswer.objects.bulk_create(
        SortedAnswer(wave=wave, answer=each, fate=fate, theme=themes[0])
        for each in answers
        if (fate := _one_of(FATES, chance))
    )
    ReadingPlace.objects.bulk_create(
        ReadingPlace(learning=learning, answer=each, rank=next(ranks), sureness=chance.random())
        for each in answers
    )


def _one_of(parts, chance):
    rest = 100 - sum(parts.values())
    return chance.choices([*parts, ""], weights=[*parts.values(), rest])[0]


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
