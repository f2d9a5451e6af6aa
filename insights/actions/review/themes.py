"""Changing a theme's words, and rejecting a theme."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from insights.actions.review.decisions import STATUS, WORDS, hold, record, snapshot, theme_in_use
from insights.models import Decision, Suggestion, Theme


@dataclass(frozen=True)
class ThemeWords:
    """The words of a theme, as someone wants them."""

    name: str
    definition: str = ""
    include_when: str = ""
    exclude_when: str = ""


class EditConflict(Exception):  # noqa: N818 - it is news, not a fault
    """Someone else saved this theme first. `current` is theirs, `yours` is what was refused."""

    def __init__(self, current: Theme, yours: ThemeWords):
        super().__init__(str(current.pk))
        self.current, self.yours = current, yours


@transaction.atomic
def rename_theme(  # noqa: PLR0913 - the words of a theme are four fields
    *, theme: Theme, version: int, name: str, definition="", include_when="", exclude_when="", by
) -> Theme:
    """Give a theme new words; `version` is the one its editor read.

    Raises EditConflict, and changes nothing, when someone saved another version meanwhile.
    """
    words = ThemeWords(name.strip(), definition.strip(), include_when.strip(), exclude_when.strip())
    if not words.name:
        raise ValidationError(_("Give the theme a name."), code="no_name")
    hold(theme.codebook_id)
    theme_in_use(theme)
    before = snapshot(themes={theme.pk: WORDS})
    saved = Theme.objects.filter(pk=theme.pk, version=version).update(
        **vars(words), version=F("version") + 1, changed_since_review=False
    )
    if not saved:
        raise EditConflict(Theme.objects.get(pk=theme.pk), words)
    after = snapshot(themes={theme.pk: WORDS}) | {"needs": [str(theme.pk)]}
    if after["themes"] != before["themes"]:
        record(
            codebook_id=theme.codebook_id, kind=Decision.Kind.RENAME, before=before, after=after,
            by=by,
        )
    theme.refresh_from_db()
    return theme


@transaction.atomic
def reject_theme(*, theme: Theme, by) -> None:
    """Take a theme out of use, and have suggestions much like it arrive rejected."""
    hold(theme.codebook_id)
    theme_in_use(theme)
    origins = list(theme.origins.values_list("pk", flat=True))
    kept = {"themes": {theme.pk: STATUS}, "suggestions": origins}
    before = snapshot(**kept)
    Theme.objects.filter(pk=theme.pk).update(status=Theme.Status.REJECTED)
    Suggestion.objects.filter(pk__in=origins).update(state=Suggestion.State.REJECTED)
    record(
        codebook_id=theme.codebook_id, kind=Decision.Kind.REJECT_THEME, before=before,
        after=snapshot(**kept), by=by,
    )
