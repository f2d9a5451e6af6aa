"""Quotes: places in answers that people picked to show, and where each has been used.

A quote holds offsets and never words: what is printed is read from the answer each time, through
the one door, with the permissions of that moment. So it is gone everywhere when one is taken back.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from insights.models.codebook import Theme
from insights.quoting.categories import Category
from insights.quoting.redact import CUT, KEEP, REPLACE, Mark, Passage
from surveys.models import Answer, Purpose, Survey


def _may_be_shown():
    """Ask the door of the quoted answers alone: there are few quotes and many answers."""
    return Exists(Answer.objects.for_purpose(Purpose.QUOTE).filter(pk=OuterRef("answer_id")))


def _by_row(name):
    """Return a column in a way that no index serves.

    There are few quotes and many answers: SQLite would walk all answers of a question, or of a
    survey, to look for the quotes of each.
    """
    return Coalesce(name, name)


def _key_of(row):
    return getattr(row, "pk", row)


class QuoteQuerySet(models.QuerySet):
    def allowed(self):
        """Return the quotes whose words may be shown at this moment, used or not."""
        return self.filter(_may_be_shown())

    def usable(self):
        """Return the quotes that may be used at this moment: allowed, and read by two people."""
        return self.allowed().filter(state=Quote.State.APPROVED)

    def to_read_by(self, person):
        """Return the drafts that this person may read as a second one."""
        return self.allowed().filter(state=Quote.State.DRAFT).exclude(picked_by=person)

    def not_allowed(self):
        """Return the quotes whose permission is gone; only that they were there may be said."""
        return self.exclude(_may_be_shown())

    def of_survey(self, survey):
        return self.alias(of=_by_row("answer__question__survey")).filter(of=_key_of(survey))

    def of_question(self, question):
        return self.alias(of=_by_row("answer__question")).filter(of=_key_of(question))

    def visible_to(self, user):
        return self.filter(answer__question__survey__organisation__memberships__user=user)


class Quote(models.Model):
    """One passage of one answer, picked by one person and read by another.

    `translation` is typed by a person, where the answer is in another language than the survey.
    """

    PERSONAL_FIELDS = ("picked_by", "second_reader", "translation", "note")
    PLAIN_FIELDS = (
        "id",
        "answer",
        "theme",
        "start",
        "end",
        "kind",
        "state",
        "picked_at",
        "read_at",
        "checks",
        "version",
    )

    class Kind(models.TextChoices):
        TYPICAL = "typical", _("Typical: what many say")
        STRONG = "strong", _("Strong: says it best")
        DISSENTING = "dissenting", _("Dissenting: says otherwise")

    class State(models.TextChoices):
        DRAFT = "draft", _("Waits for a second reader")
        APPROVED = "approved", _("Approved")
        SENT_BACK = "sent_back", _("Sent back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="+")
    theme = models.ForeignKey(
        Theme, on_delete=models.SET_NULL, null=True, blank=True, related_name="quotes"
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    translation = models.TextField(blank=True)
    picked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    picked_at = models.DateTimeField(auto_now_add=True)
    second_reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    read_at = models.DateTimeField(null=True, blank=True)
    # What the second reader looked for (insights/quoting/intruder.py), and what they say of it.
    checks = models.JSONField(default=list, blank=True)
    note = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="quote_start_before_end"),
            models.UniqueConstraint(fields=["answer", "start", "end"], name="quote_place_once"),
            models.CheckConstraint(
                condition=Q(second_reader__isnull=True) | ~Q(second_reader=F("picked_by")),
                name="quote_second_reader_is_another",
            ),
            models.CheckConstraint(
                condition=Q(second_reader__isnull=True, read_at__isnull=True)
                | Q(second_reader__isnull=False, read_at__isnull=False),
                name="quote_read_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", second_reader__isnull=True)
                | Q(state__in=("approved", "sent_back"), second_reader__isnull=False),
                name="quote_decided_by_second",
            ),
        ]

    def __str__(self):
        return f"{self.answer_id}[{self.start}:{self.end}]"

    def passage(self) -> Passage:
        """Return the place and its marks, for insights.quoting."""
        return Passage(self.start, self.end, tuple(each.mark() for each in self.redactions.all()))


class Redaction(models.Model):
    """What a person decided on one place inside a quote: taken out, cut, or kept after all.

    `label` is what is printed instead, in the person's own words, never those it stands for.
    """

    PERSONAL_FIELDS = ()
    PLAIN_FIELDS = ("id", "quote", "start", "end", "act", "category", "label")

    class Act(models.TextChoices):
        REPLACE = REPLACE, _("Taken out")
        CUT = CUT, _("Cut, shown as …")
        KEEP = KEEP, _("Kept")

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="redactions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    act = models.CharField(max_length=10, choices=Act)
    category = models.CharField(max_length=20, choices=Category, blank=True)
    label = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["start", "-end"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lt=F("end")), name="redaction_start_before_end"
            ),
            models.UniqueConstraint(fields=["quote", "start", "end"], name="redaction_place_once"),
            models.CheckConstraint(
                condition=Q(act=CUT) | ~Q(category=""), name="redaction_has_category"
            ),
        ]

    def __str__(self):
        return f"{self.act} [{self.start}:{self.end}]"

    def mark(self) -> Mark:
        return Mark(self.start, self.end, self.act, self.category, self.label)


class QuoteUse(models.Model):
    """One place where a quote has been used: a file, a recommendation, a report or a page.

    No foreign key to the place, which may be of any kind. Without its quote, the row still says
    that a file held the words of somebody who has taken their answers back.
    """

    PERSONAL_FIELDS = ("by",)
    PLAIN_FIELDS = ("id", "survey", "quote", "place", "place_id", "at")

    class Place(models.TextChoices):
        EXPORT = "export", _("File")
        REPORT = "report", _("Report")
        RECOMMENDATION = "recommendation", _("Recommendation")
        PAGE = "page", _("Page")

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    quote = models.ForeignKey(Quote, on_delete=models.SET_NULL, null=True, related_name="uses")
    place = models.CharField(max_length=20, choices=Place)
    place_id = models.CharField(max_length=36)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quote", "place", "place_id"], name="quote_used_once_in_a_place"
            ),
        ]

    def __str__(self):
        return f"{self.place} {self.place_id}"
