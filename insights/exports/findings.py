"""What was made of the themes, for the report: recommendations with their evidence, and promises.

Only what a second person has approved or made public is here; figures are asked for elsewhere.
"""

from insights.comparing.scope import together_of
from insights.exports.facts import CommitmentFacts, Evidence, RecommendationFacts
from insights.models import Commitment, Recommendation, Theme
from surveys.models import Survey


def recommendations_of(survey, *, using: str) -> list[RecommendationFacts]:
    """Return the recommendations that were marked ready, in the order of their keys."""
    rows = Recommendation.objects.using(using).filter(survey=survey).ready()
    rows = rows.prefetch_related("links__theme__codebook__question").order_by("key")
    alike = themes_alike(survey, using=using)
    return [
        RecommendationFacts(row.key, row.title, row.text, tuple(_evidence_of(row, alike)))
        for row in rows
    ]


def _evidence_of(row, alike):
    """Yield each linked theme, in each question in which a theme of its name counts with it."""
    links = sorted(row.links.all(), key=lambda link: (link.stance != "supports", link.theme.name))
    for link in links:
        if link.approved_at and link.theme.status == link.theme.Status.ACTIVE:
            for theme in alike.get(together_of(link.theme), []):
                yield Evidence(link.get_stance_display(), str(theme.pk), link.theme.name)


def themes_alike(survey: Survey, *, using: str = "default") -> dict[tuple, list[Theme]]:
    """Return the themes in use by what they have in common with those that they count with."""
    alike: dict = {}
    themes = Theme.objects.using(using).active().of_survey(survey)
    for theme in themes.select_related("codebook__question").order_by("codebook__question__key"):
        alike.setdefault(together_of(theme), []).append(theme)
    return alike


def commitments_of(survey, *, using: str) -> list[CommitmentFacts]:
    """Return what everybody may read of what became of the themes."""
    rows = Commitment.objects.using(using).filter(survey=survey).public()
    return [
        CommitmentFacts(
            row.theme.name, row.said, row.did, row.will_do, row.due_on, row.cannot_because
        )
        for row in rows.select_related("theme").order_by("theme__name")
    ]
