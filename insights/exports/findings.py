"""What was made of the themes, for the report: recommendations with their evidence, and promises.

Only what a second person has approved or made public is here; figures are asked for elsewhere.
"""

from insights.exports.facts import CommitmentFacts, Evidence, RecommendationFacts
from insights.models import Commitment, Recommendation


def recommendations_of(survey, *, using: str) -> list[RecommendationFacts]:
    """Return the recommendations that were marked ready, in the order of their keys."""
    rows = Recommendation.objects.using(using).filter(survey=survey).ready()
    rows = rows.prefetch_related("links__theme").order_by("key")
    return [
        RecommendationFacts(row.key, row.title, row.text, tuple(_evidence_of(row))) for row in rows
    ]


def _evidence_of(row):
    links = sorted(row.links.all(), key=lambda link: (link.stance != "supports", link.theme.name))
    for link in links:
        if link.approved_at and link.theme.status == link.theme.Status.ACTIVE:
            yield Evidence(link.get_stance_display(), str(link.theme_id), link.theme.name)


def commitments_of(survey, *, using: str) -> list[CommitmentFacts]:
    """Return what everybody may read of what became of the themes."""
    rows = Commitment.objects.using(using).filter(survey=survey).public()
    return [
        CommitmentFacts(
            row.theme.name, row.said, row.did, row.will_do, row.due_on, row.cannot_because
        )
        for row in rows.select_related("theme").order_by("theme__name")
    ]
