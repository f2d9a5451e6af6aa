"""The sheets Recommendations and You said we did: for the team, and what of them may be published.

Figures are those of the file's own sheet of themes, so that no sheet says more than another. A
linked theme has a row for each question in which a theme of its name counts with it.
"""

from django.utils.translation import gettext as _

from insights.comparing.scope import together_of
from insights.disclosure import HIDDEN, NOT_APPLICABLE, NOT_AVAILABLE, Figure
from insights.disclosure.releasing import whole_percent
from insights.exports.facts import Manifest, Source
from insights.exports.findings import themes_alike
from insights.exports.notes import no_row_words, published_table
from insights.exports.table import Column, Table, small_table
from insights.models import Commitment, EvidenceLink, Recommendation, Theme
from insights.recommending.figures import strength_shown
from insights.recommending.strength import strength_of, words_of_strength
from surveys.models import Survey


def recommendation_rows(survey: Survey, *, using: str = "default") -> list[dict]:
    """Return a row for each theme linked to each recommendation, and one where none is linked."""
    # By key: rows of one connection take no row of another as their survey.
    rows = Recommendation.objects.using(using).filter(survey_id=survey.pk)
    rows = rows.prefetch_related("links__theme__codebook__question")
    alike = themes_alike(survey, using=using)
    found = []
    for each in rows.order_by("key"):
        about = {
            "key": each.key,
            "title": each.title,
            "source": each.source,
            "is_ready": each.ready_at is not None,
        }
        links = sorted(each.links.all(), key=_place_of)
        linked = [
            about | _told(link) | {"theme_id": str(theme.pk), "theme": theme.name}
            for link in links
            for theme in alike.get(together_of(link.theme), [])
            if link.theme.is_in_use
        ]
        found += linked or [about]
    return found


def _place_of(link):
    return EvidenceLink.Stance.values.index(link.stance), link.theme.name, str(link.pk)


def _told(link) -> dict:
    return {
        "stance": link.get_stance_display(),
        "note": link.note,
        "is_agreed": link.approved_at is not None,
    }


def commitment_rows(survey: Survey, *, using: str = "default") -> list[dict]:
    """Return what became of each theme in use that somebody has written a word on."""
    rows = Commitment.objects.using(using).filter(survey=survey, theme__status=Theme.Status.ACTIVE)
    public = set(Commitment.objects.using(using).public().filter(survey=survey).values_list("pk"))
    return [
        {
            "question": each.theme.codebook.question.key,
            "theme_id": str(each.theme_id),
            "theme": each.theme.name,
            "said": each.said,
            "state": each.get_state_display(),
            "did": each.did,
            "will_do": each.will_do,
            "due_on": each.due_on.isoformat() if each.due_on else "",
            "cannot_because": each.cannot_because,
            "owner": each.owner,
            "is_overdue": each.is_overdue,
            "is_public": (each.pk,) in public,
        }
        for each in rows.select_related("theme__codebook__question").order_by("theme__name", "pk")
    ]


# --- for the team ---


def recommendations_table(source: Source, manifest: Manifest) -> Table | None:
    """Each linked theme with its people; none without a site."""
    if not source.has_permissions:
        return None
    rows = source.recommendation_rows()
    themes = {theme.id: theme for theme in source.themes()}
    columns = [
        Column(_("Recommendation"), 16),
        Column(_("What should be done"), 60),
        Column(_("Where it comes from"), 36),
        Column(_("Evidence ready"), 15),
        Column(_("The theme"), 18),
        Column(_("Why"), 50),
        Column(_("Agreed by two people"), 20),
        Column(_("Question"), 18),
        Column(_("Theme id"), 38),
        Column(_("Theme"), 44),
        Column(_("People"), 9),
        Column(_("People who answered"), 20),
        Column(_("Share (%)"), 10),
        Column(_("How many"), 30),
    ]
    return small_table(
        _("Recommendations"),
        _("Recommendations"),
        _explanation(),
        columns,
        [_team_row(row, themes.get(row.get("theme_id"))) for row in rows],
    )


def _explanation():
    return _(
        "One row for each theme that people linked to a recommendation, in each question that asks "
        "it. “Many people” is 30% or more of those who answered, “some” 10% to 29%, “few” less; of "
        "fewer than 30 people no word is said. Whether a recommendation is right, people decide."
    )


def _team_row(row, theme):
    percent = whole_percent(theme.people, theme.base) if theme and theme.base else None
    strength = "" if percent is None else words_of_strength(strength_of(percent, theme.base))
    return (
        row["key"],
        row["title"],
        row["source"],
        _yes(row["is_ready"]),
        row.get("stance", ""),
        row.get("note", ""),
        _yes(row["is_agreed"]) if "is_agreed" in row else "",
        theme.question_key if theme else "",
        row.get("theme_id", ""),
        row.get("theme", ""),
        theme.people if theme else None,
        theme.base if theme else None,
        percent,
        strength,
    )


def _yes(value) -> str:
    return _("Yes") if value else _("No")


def commitments_table(source: Source, manifest: Manifest) -> Table | None:
    """What became of each theme that somebody has written a word on; none without a site."""
    if not source.has_permissions:
        return None
    rows = source.commitment_rows()
    columns = [
        Column(_("Question"), 18),
        Column(_("Theme id"), 38),
        Column(_("Theme"), 44),
        Column(_("You said"), 60),
        Column(_("How far it is"), 18),
        Column(_("We did"), 60),
        Column(_("We will do"), 60),
        Column(_("By which day"), 14),
        Column(_("We cannot, because"), 60),
        Column(_("Who sees to it"), 30),
        Column(_("Overdue"), 10),
        Column(_("Everybody can read it"), 20),
    ]
    parts = ("question", "theme_id", "theme", "said", "state", "did", "will_do", "due_on")
    parts += ("cannot_because", "owner")
    return small_table(
        _("You said we did"),
        _("You said, we did"),
        _("One row for each theme in use that somebody has written a word on."),
        columns,
        [
            (*(row[part] for part in parts), _yes(row["is_overdue"]), _yes(row["is_public"]))
            for row in rows
        ],
    )


# --- to publish ---


def published_recommendations_table(source, manifest: Manifest) -> Table | None:
    """Links that two people agree on, by audience, with figures as the sheet Themes shows them."""
    themes = {theme.id: theme for theme in source.themes()}
    rows = [
        (
            row["key"],
            row["title"],
            row["source"] or NOT_APPLICABLE,
            row["stance"],
            themes[row["theme_id"]].question_key,
            themes[row["theme_id"]].question,
            row["theme"],
            name,
            *_published_figures(shown),
        )
        for row in source.recommendation_rows()
        if row.get("is_agreed") and row["theme_id"] in themes
        for _group, name, shown in source.groups_that_answered(("theme", row["theme_id"]))
    ]
    if not rows:
        return None
    columns = [
        Column(_("Recommendation"), 16),
        Column(_("What should be done"), 60),
        Column(_("Where it comes from"), 36),
        Column(_("The theme"), 18),
        Column(_("Question"), 18),
        Column(_("Question in words"), 60),
        Column(_("Theme"), 44),
        Column(_("Audience"), 30),
        Column(_("People"), 9),
        Column(_("People who answered"), 20),
        Column(_("Share (%)"), 10),
        Column(_("How many"), 30),
    ]
    explanation = f"{_explanation()} {no_row_words()}"
    name = _("Recommendations")
    return published_table(name, name, explanation, columns, rows)


def _published_figures(shown):
    strength = strength_shown(Figure(shown.people, shown.percent), Figure(shown.base))
    words = HIDDEN if strength == "hidden" else words_of_strength(strength)
    return shown.people, shown.base, shown.percent, words


def published_commitments_table(source, manifest: Manifest) -> Table | None:
    """What everybody can read already: no numbers, and not who sees to it."""
    rows = [row for row in source.commitment_rows() if row["is_public"]]
    if not rows:
        return None
    parts = ("question", "label", "theme", "said", "state", "did", "will_do", "due_on")
    parts += ("cannot_because",)
    words = {one.key: one.label for one in source.questions()}
    labelled = [row | {"label": words.get(row["question"], NOT_AVAILABLE)} for row in rows]
    columns = [
        Column(_("Question"), 18),
        Column(_("Question in words"), 60),
        Column(_("Theme"), 44),
        Column(_("You said"), 60),
        Column(_("How far it is"), 18),
        Column(_("We did"), 60),
        Column(_("We will do"), 60),
        Column(_("By which day"), 14),
        Column(_("We cannot, because"), 60),
    ]
    return published_table(
        _("You said we did"),
        _("You said, we did"),
        _("One row for each theme that it can be read on already."),
        columns,
        [tuple(row[part] or NOT_APPLICABLE for part in parts) for row in labelled],
    )
