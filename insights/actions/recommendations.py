"""Recommendations, and the evidence that people link to them.

Whatever changes the evidence makes a recommendation unready again: somebody looks at it anew.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from insights.comparing.scope import together_of
from insights.models import EvidenceLink, EvidenceSearch, Recommendation, Theme
from insights.recommending.documents import (
    RecommendationWords,
    is_key,
    recommendations_in,
    wrong_concepts,
)
from insights.recommending.lacking import lacking_of
from people.actions.audit import record_event
from surveys.models import Survey


WORDS = ("key", "title", "text", "source", "concepts")


@transaction.atomic
def create_recommendation(*, survey: Survey, words: RecommendationWords, by) -> Recommendation:
    """Add a recommendation to a survey's findings."""
    Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
    _check(words, survey.recommendations)
    recommendation = Recommendation.objects.create(survey=survey, made_by=by, **_values(words))
    record_event(event="recommendation made", target=recommendation, by=by)
    return recommendation


@transaction.atomic
def edit_recommendation(
    *, recommendation: Recommendation, words: RecommendationWords, version: int, by
) -> Recommendation:
    """Change what a recommendation says. ValidationError when somebody changed it meanwhile."""
    recommendation = _held(recommendation)
    if recommendation.version != version:
        raise ValidationError(
            _(
                "Somebody else changed this recommendation while you were writing. Your words are "
                "still below: look at the newest ones in another window, then save again."
            ),
            code="changed",
        )
    others = recommendation.survey.recommendations.exclude(pk=recommendation.pk)
    _check(words, others)
    for name, value in _values(words).items():
        setattr(recommendation, name, value)
    recommendation.version += 1
    recommendation.save(update_fields=[*WORDS, "version"])
    _unready(recommendation, by)
    record_event(event="recommendation changed", target=recommendation, by=by)
    return recommendation


@transaction.atomic
def load_recommendations(*, survey: Survey, document: object, by) -> list[Recommendation]:
    """Return every recommendation of a document, made or brought up to date.

    Those whose key the survey knows keep their evidence. Raises ValidationError and does nothing
    when anything in the document is wrong.
    """
    known = {each.key: each for each in survey.recommendations.all()}
    loaded = []
    for words in recommendations_in(document):
        now = known.get(words.key)
        if now is None:
            now = create_recommendation(survey=survey, words=words, by=by)
        elif _values(words) != {name: getattr(now, name) for name in WORDS}:
            now = edit_recommendation(recommendation=now, words=words, version=now.version, by=by)
        loaded.append(now)
    return loaded


def _values(words):
    return {name: getattr(words, name) for name in WORDS} | {"concepts": list(words.concepts)}


def _check(words, others):
    if not is_key(words.key):
        raise ValidationError(
            {"key": _("Give it a short key such as R1: a letter, then letters, digits or dashes.")}
        )
    if others.filter(key=words.key).exists():
        raise ValidationError({"key": _("Another recommendation has this key. Choose another.")})
    if not words.title.strip():
        raise ValidationError({"title": _("Say in one sentence what should be done.")})
    wrong = wrong_concepts(words.concepts)
    if wrong:
        message = _("“%(name)s” cannot be a concept. Write names such as c_joined or c_recs:lead.")
        raise ValidationError({"concepts": message % {"name": wrong[0]}})


# --- evidence ---


@transaction.atomic
def link_evidence(
    *, recommendation: Recommendation, theme: Theme, stance: str, note: str = "", by
) -> EvidenceLink:
    """Say that a theme supports, nuances or contradicts a recommendation."""
    recommendation = _held(recommendation)
    rows = Theme.objects.select_related("codebook__question")
    theme = rows.active().filter(pk=theme.pk).first()
    if theme is None or theme.codebook.survey_id != recommendation.survey_id:
        raise ValidationError(
            {"theme": _("That theme is no longer in use. Choose another.")}, code="not_in_use"
        )
    linked = rows.active().filter(evidence_links__recommendation=recommendation)
    if together_of(theme) in {together_of(each) for each in linked}:
        # The one that is linked counts these people too.
        raise ValidationError(
            {
                "theme": _(
                    "This theme, or one of its name in a question that asks the same, is linked "
                    "already. Remove that link to link it anew."
                )
            },
            code="linked",
        )
    if stance not in EvidenceLink.Stance.values:
        raise ValidationError({"stance": _("Say how the theme bears on the recommendation.")})
    link = EvidenceLink.objects.create(
        recommendation=recommendation, theme=theme, stance=stance, note=note.strip(), linked_by=by
    )
    _unready(recommendation, by)
    record_event(event="evidence linked", target=link, detail={"stance": stance}, by=by)
    return link


@transaction.atomic
def approve_link(*, link: EvidenceLink, by) -> EvidenceLink:
    """Say, as a second person, that a theme bears on a recommendation as it was linked."""
    _held(link.recommendation)
    link.refresh_from_db()
    if link.linked_by_id == by.pk:
        raise ValidationError(
            _("Another person has to look at a link that you made."), code="same_person"
        )
    if link.approved_at is None:
        link.approved_at, link.approved_by = timezone.now(), by
        link.save(update_fields=["approved_at", "approved_by"])
        record_event(event="evidence approved", target=link, by=by)
    return link


@transaction.atomic
def remove_link(*, link: EvidenceLink, by) -> None:
    """Take a theme away from a recommendation."""
    recommendation = _held(link.recommendation)
    record_event(
        event="evidence removed",
        target=link,
        detail={"theme": str(link.theme_id), "stance": link.stance},
        by=by,
    )
    link.delete()
    _unready(recommendation, by)


@transaction.atomic
def record_search(
    *, recommendation: Recommendation, searched: str, found: str, by
) -> EvidenceSearch:
    """Record a look for what speaks against a recommendation or limits it (REC-1)."""
    for name, value, message in (
        ("searched", searched, _("Say what you looked through and for what.")),
        ("found", found, _("Say what you found. “Nothing” is an answer too.")),
    ):
        if not value.strip():
            raise ValidationError({name: message}, code=f"no_{name}")
    search = EvidenceSearch.objects.create(
        recommendation=recommendation, searched=searched.strip(), found=found.strip(), by=by
    )
    record_event(event="evidence searched", target=search, by=by)
    return search


@transaction.atomic
def mark_ready(*, recommendation: Recommendation, by) -> Recommendation:
    """Say that the evidence on a recommendation is complete. ValidationError says what lacks."""
    recommendation = _held(recommendation)
    links = recommendation.links.select_related("theme")
    lacking = lacking_of(links, searches=recommendation.searches.count())
    if lacking:
        raise ValidationError(lacking, code="lacking")
    if recommendation.ready_at is None:
        recommendation.ready_at, recommendation.ready_by = timezone.now(), by
        recommendation.save(update_fields=["ready_at", "ready_by"])
        record_event(event="recommendation ready", target=recommendation, by=by)
    return recommendation


def _held(recommendation) -> Recommendation:
    """Take turns with everybody else who changes this recommendation or its evidence."""
    return Recommendation.objects.select_for_update(no_key=True).get(pk=recommendation.pk)


def _unready(recommendation, by):
    changed = Recommendation.objects.ready().filter(pk=recommendation.pk)
    if changed.update(ready_at=None, ready_by=None):
        record_event(event="recommendation not ready any more", target=recommendation, by=by)
    recommendation.ready_at = recommendation.ready_by = None
