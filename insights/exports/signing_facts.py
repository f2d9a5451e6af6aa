"""How far the analysis of each question is, and what changed it: by role and by day.

Asked of what the pages of signing off and of quality ask, on a file's own connection.
"""

from functools import cached_property

from django.utils.translation import gettext as _

from insights.exports.facts import ChangeFacts, ShelfSeen, SigningFacts
from insights.models import Codebook, DisclosureCheck, SignOff
from insights.quality.coverage import reading_of
from insights.shelves import count_shelves, title_of_shelf
from insights.signing import standing_of
from people.models import Membership
from people.models.organisation import Role
from surveys.models import SurveyVersion


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
        reading = reading_of(answers)
        about = (question.key, label, reading.answers, reading.read, reading.neither)
        codebook = self._rows(Codebook).filter(question=question).first()
        if codebook is None:
            return SigningFacts(*about)
        # Counted anew: nothing is kept of a moment that is held still.
        standing = standing_of(codebook, shelf_counts=count_shelves)
        return SigningFacts(
            *about,
            **self._signed(standing),
            opinions=standing.opinions,
            shelves=tuple(map(self._shelf, standing.shelves)),
        )

    def _signed(self, standing) -> dict:
        newest = standing.newest
        if newest is None:
            return {}
        return {
            "signed_on": newest.at.date().isoformat(),
            "role": self._role(newest.by_id),
            "holds": standing.holds,
        }

    def _shelf(self, shelf) -> ShelfSeen:
        openings = tuple(
            (self._role(each.by_id), each.at.date().isoformat(), each.to_end)
            for each in shelf["openings"]
        )
        return ShelfSeen(title_of_shelf(shelf["name"]), shelf["count"], openings)

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
