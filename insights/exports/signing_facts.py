"""How far the analysis of each question is, and what changed it: read on one connection.

The page of signing off (insights/signing.py) says the same of this moment; a file says it of its
own, by role and by day.
"""

from collections import Counter
from functools import cached_property

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _

from insights.exports.facts import ChangeFacts, ShelfSeen, SigningFacts
from insights.models import (
    AnswerReading,
    AuditReading,
    Codebook,
    Coding,
    Decision,
    DisclosureCheck,
    SecondOpinion,
    ShelfOpening,
    ShelvedAnswer,
    SignOff,
    ThemeRun,
)
from insights.shelves import SHELVES, title_of_shelf
from people.models import Membership
from people.models.organisation import Role
from surveys.models import Answer, Purpose, SurveyVersion


class Signing:
    """Reads the facts of one survey on one connection."""

    def __init__(self, survey, *, using: str):
        self._survey, self._using = survey, using

    def _rows(self, model):
        return model.objects.using(self._using)

    @cached_property
    def _roles(self) -> dict:
        members = self._rows(Membership).filter(organisation_id=self._survey.organisation_id)
        names = dict(Role.choices)
        return {user: str(names[role]) for user, role in members.values_list("user_id", "role")}

    def _role(self, user_id) -> str:
        # Who has left the team since has no role in it any more.
        return self._roles.get(user_id, _("Somebody who has left the team"))

    def facts(self, question, label: str, answers) -> SigningFacts:
        """Return how far a question is; `answers` are those that say anything."""
        codebook = self._rows(Codebook).filter(question=question).first()
        read = Exists(self._rows(AnswerReading).filter(answer=OuterRef("pk"))) | Exists(
            self._rows(Coding).filter(answer=OuterRef("pk"), by__isnull=False)
        )
        blind = Exists(self._rows(AuditReading).filter(item__answer=OuterRef("pk")))
        total, seen = answers.count(), answers.filter(read).count() if codebook else 0
        neither = answers.exclude(read).exclude(blind).count() if codebook else total
        if codebook is None:
            return SigningFacts(question.key, label, total, seen, neither)
        run = self._rows(ThemeRun).whole().filter(codebook=codebook).order_by("-finished_at")
        return SigningFacts(
            question.key,
            label,
            total,
            seen,
            neither,
            **self._signed(codebook, run.first()),
            opinions=self._rows(SecondOpinion).pending().filter(codebook=codebook).count(),
            shelves=self._shelves(run.first()),
        )

    def _signed(self, codebook, run) -> dict:
        newest = self._rows(SignOff).filter(codebook=codebook).order_by("-at").first()
        if newest is None:
            return {}
        decisions = self._rows(Decision).filter(codebook=codebook).order_by("-sequence")
        last = decisions.values_list("sequence", flat=True).first() or 0
        return {
            "signed_on": newest.at.date().isoformat(),
            "role": self._role(newest.by_id),
            "holds": newest.sequence == last and newest.run_id == (run and run.pk),
        }

    def _shelves(self, run) -> tuple[ShelfSeen, ...]:
        if run is None:
            return ()
        # With those that say nothing: a shelf of their own has to be opened too.
        readable = Answer.objects.for_purpose(Purpose.ANALYSIS).using(self._using)
        readable = readable.filter(question=run.codebook.question_id)
        rows = self._rows(ShelvedAnswer).filter(run=run, answer__in=readable).order_by()
        counts = Counter(dict(rows.values_list("shelf").annotate(n=Count("pk"))))
        openings: dict[str, list] = {}
        for each in self._rows(ShelfOpening).filter(run=run).order_by("at"):
            told = (self._role(each.by_id), each.at.date().isoformat(), each.to_end)
            openings.setdefault(each.shelf, []).append(told)
        return tuple(
            ShelfSeen(
                title_of_shelf(name),
                sum(counts[shelf] for shelf in shelves),
                tuple(openings.get(name, ())),
            )
            for name, shelves in SHELVES.items()
        )

    def changes(self) -> list[ChangeFacts]:
        """Return which versions were published, what was signed off and which files released."""
        versions = self._rows(SurveyVersion).filter(survey_id=self._survey.pk)
        found = [
            (one.published_at, _("Survey version %(n)s published") % {"n": one.number}, one.sha256)
            for one in versions.defer("document")
        ]
        signed = self._rows(SignOff).filter(codebook__survey_id=self._survey.pk)
        found += [
            (one.at, _("Analysis of a question signed off"), one.codebook.question.key)
            for one in signed.select_related("codebook__question")
        ]
        released = self._rows(DisclosureCheck).filter(
            output__survey_id=self._survey.pk, result=DisclosureCheck.Result.RELEASED
        )
        found += [
            (one.at, _("File released (%(kind)s)") % {"kind": one.output.kind}, str(one.output_id))
            for one in released.select_related("output").defer("output__members")
        ]
        ranked = sorted(found, key=lambda one: one[0])
        return [ChangeFacts(at.date().isoformat(), what, details) for at, what, details in ranked]
