"""Answers, and the one door to them."""

import uuid

from django.db import models
from django.db.models import F
from django.db.models.functions import Length

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

    def matching(self, words: str):
        """Return the answers that have these words, as surveys/searching.py says; all for none."""
        if not words.strip():
            return self.all()
        if not terms_of(words):
            return self.none()
        # The index leaves out what is no open answer, or is held, so the query does too.
        open_ones = self.model.objects.filter(is_held=False).exclude(text_hash="")
        # Words first: SQLite looks in this order, and asking for a permission takes it longer.
        return open_ones.filter(MatchesWords(F("pk"), F("text"), words)) & self


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
