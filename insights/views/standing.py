"""The acts that change a theme's standing: reject, retire, bring back, approve."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from insights.actions.review import (
    approve_theme,
    bring_back_theme,
    reject_theme,
    retire_theme,
)
from insights.actions.review.standing import check_approval
from insights.forms_board import ReasonForm, SeenForm
from insights.lineage import PARTS, told_field
from insights.models import Theme
from insights.views.asking import Act, ask
from insights.views.review import act, next_of
from insights.views.themes import theme_of
from people.access import staff_required
from people.roles import Permission


@staff_required(Permission.DECIDE_THEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def theme_reject(request, theme_id):
    theme = theme_of(request, theme_id)
    return ask(
        request,
        Act(
            codebook=theme.codebook,
            title=_("Reject “%(name)s”") % {"name": theme.name},
            button=_("Reject"),
            do=lambda given: reject_theme(theme=theme, by=request.user, **given),
            done=lambda _none: _("The theme “%(name)s” was rejected.") % {"name": theme.name},
            intro=[
                _("It was never a theme: it leaves the findings, and its suggestion is rejected."),
                _("Was it right, and is only over? Then retire it."),
            ],
            card=str(theme.pk),
            then=lambda _none: next_of(request),
        ),
        ReasonForm,
    )


@staff_required(Permission.DECIDE_THEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def theme_retire(request, theme_id):
    theme = theme_of(request, theme_id)
    return ask(
        request,
        Act(
            codebook=theme.codebook,
            title=_("Retire “%(name)s”") % {"name": theme.name},
            button=_("Retire"),
            do=lambda given: retire_theme(theme=theme, by=request.user, **given),
            done=lambda _none: _("“%(name)s” is retired.") % {"name": theme.name},
            intro=[
                _("Files made before keep it. Findings from now on leave it out."),
                _("Its answers stay with it, and it can be brought back."),
            ],
            card=str(theme.pk),
            then=lambda _none: next_of(request),
        ),
        ReasonForm,
    )


@staff_required(Permission.DECIDE_THEMES)
@require_POST
def theme_bring_back(request, theme_id):
    """Put a retired theme in use again."""
    themes = Theme.objects.visible_to(request.user)
    themes = themes.filter(codebook__survey__organisation=request.organisation)
    theme = get_object_or_404(themes.select_related("codebook", "parent"), pk=theme_id)
    return act(
        request,
        theme.codebook,
        _("“%(name)s” is in use again.") % {"name": theme.name},
        lambda: bring_back_theme(theme=theme, by=request.user),
    )


@staff_required(Permission.DECIDE_THEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def theme_approve(request, theme_id):
    """Show a theme's words to a second person, who says that they may stand in public."""
    theme = theme_of(request, theme_id)
    words = [{"key": told_field(key), "value": getattr(theme, key) or "–"} for key in PARTS]
    return ask(
        request,
        Act(
            codebook=theme.codebook,
            title=_("Approve “%(name)s”") % {"name": theme.name},
            button=_("Approve"),
            do=lambda given: approve_theme(theme=theme, by=request.user, **given),
            done=lambda _theme: _("“%(name)s” is approved.") % {"name": theme.name},
            intro=[_("These words may then stand in public. New words want approval anew.")],
            facts=words,
            nothing=_why_not(theme, request.user),
            card=str(theme.pk),
        ),
        SeenForm,
    )


def _why_not(theme, by):
    try:
        check_approval(theme, by)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
