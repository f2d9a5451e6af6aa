"""Answers, and the one door to them."""

import uuid
from collections.abc import Collection
from typing import NamedTuple

from django.db import models
from django.db.models import F, FilteredRelation, Q, Value
from django.db.models.functions import Length

from surveys.keys import FEW_TO_LOOK_UP, GaveOneOf, IsAmong
from surveys.models.consent import ConsentEvent
from surveys.models.purpose import PERMISSION_FOR, Purpose
from surveys.models.response import Response
from surveys.models.survey import Question
from surveys.searching import MatchesWords, terms_of


class AnswerQuerySet(models.QuerySet):
    def for_purpose(self, purpose):
        """Return the answers that may be used for `purpose` at this moment.

        Sent, not withdrawn (those rows are gone), not held by safeguarding, and with every
        permission the purpose needs, as it stands now. The only way to read answers outside
        this package; tests/surveys/test_one_door.py keeps it so.
        """
        events, keys = ConsentEvent.objects, PERMISSION_FOR[Purpose(purpose)]
        permissions = [events.is_granted_now(key, "response_id") for key in keys]
        return self.filter(is_held=False).exclude(response__content_sha256="").filter(*permissions)

    def held(self):
        """Return what waits for somebody of safeguarding to read it."""
        return self.filter(is_held=True)

    def open_text(self):
        return self.filter(question__is_open=True)

    def substantive(self):
        return self.filter(is_blank=False)

    def asked_first(self, *conditions):
        """Return the answers that fit, told by `conditions` before what was asked until now.

        SQLite asks in the order of the query, and a permission, which nearly all have given, takes
        it longer than what few fit. `person` is the answer's response, joined once more under a
        name that Django does not trim away: both columns of an order must be the response's own,
        or SQLite sorts all answers each time.
        """
        own = self.model.objects.alias(person=FilteredRelation("response"))
        return own.filter(*conditions) & self


class Asked(NamedTuple):
    """A condition on answers; `are_few` where few fit: those are looked up, not walked to."""

    condition: Q
    are_few: bool = False


def has_words(words: str, *, question, by_person: bool) -> Asked:
    """Ask for these words in answers to a question; all answers fit none.

    `by_person`: the answers are read in an order that goes by people.
    """
    if not words.strip():
        return Asked(Q())
    if not terms_of(words):
        return Asked(Q(pk__in=()))
    person = F("person__id" if by_person else "response_id")
    asked = Value(question, models.UUIDField())
    matches = MatchesWords(F("pk"), F("text"), person, asked, words, by_person=by_person)
    # The index leaves out what is no open answer, or is held, so the condition does too.
    return Asked(Q(matches, ~Q(text_hash=""), is_held=False), matches.are_few)


def is_among(keys: Collection[str], *, question, by_person: bool) -> Asked:
    """Ask for the answers with these few keys, in hexadecimal.

    They are looked up; or where they are some, and the order goes by people, their people are
    listed, and looked for in that order until a page is full.
    """
    if not by_person or len(keys) < FEW_TO_LOOK_UP:
        return Asked(Q(IsAmong(F("pk"), keys)), are_few=True)
    asked = Value(question, models.UUIDField())
    return Asked(Q(GaveOneOf(F("person__id"), asked, keys)))


class Answer(models.Model):
    """One answer: `value` for machines, `text` the same in words."""

    PERSONAL_FIELDS = ("value", "text", "text_hash")
    PLAIN_FIELDS = ("id", "response", "question", "is_blank", "is_held")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    value = models.JSONField(null=True)
    text = models.TextField(blank=True)
    is_blank = models.BooleanField(default=False)
    text_hash = models.CharField(max_length=64, blank=True)
    is_held = models.BooleanField(default=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="answer_once"),
        ]
        indexes = [
            models.Index(fields=["question", "text_hash"], name="answer_text_hash"),
            models.Index("question", Length("text").desc(), F("id").desc(), name="answer_length"),
        ]

    def __str__(self):
        return str(self.id)
