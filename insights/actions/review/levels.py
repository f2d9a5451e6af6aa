"""The two levels of a codebook: themes, and the parts of a theme."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from insights.models import Codebook, Theme


def top_of(theme: Theme) -> Theme:
    """Return the theme that this one is part of, or itself; what is out of use has no parts."""
    parent = theme.parent
    return parent if parent and parent.status == Theme.Status.ACTIVE else theme


def check_place(theme: Theme | None, under: Theme | None, codebook: Codebook) -> None:
    """Raise ValidationError unless `theme`, or one not made yet, can be a part of `under`."""
    if under is None:
        return
    # Read anew: a page can be old, and this is where it would make a circle or a third level.
    found = Theme.objects.active().filter(codebook=codebook, pk=under.pk).first()
    if found is None:
        raise ValidationError(_("This theme is no longer in use."), code="not_in_use")
    if theme and theme.pk == found.pk:
        raise ValidationError(_("A theme cannot be part of itself."), code="itself")
    if top_of(found) != found:
        raise ValidationError(
            _("“%(name)s” is part of a theme itself. Choose a theme that is part of none."),
            code="third_level",
            params={"name": found.name},
        )
    if theme and theme.children.active().exists():
        raise ValidationError(
            _("“%(name)s” has parts. Split it into its parts first, or move them."),
            code="has_parts",
            params={"name": theme.name},
        )


def has_two_levels(keys) -> bool:
    """Tell whether none of these themes is in use on a third level, or above one."""
    themes = Theme.objects.active().filter(pk__in=keys).select_related("parent__parent")
    for theme in themes:
        top = top_of(theme)
        if top_of(top) != top:
            return False
        if top != theme and theme.children.active().exists():
            return False
    return True
