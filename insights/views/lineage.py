"""What a theme was and what became of it, for whoever holds an old file: the team only."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from insights.lineage import PARTS, past_of, standing_of, told_field
from people.access import staff_required
from people.roles import Permission


@staff_required(Permission.READ_ANSWERS)
@require_safe
def theme_history(request, theme_id):
    """Show every version of a theme and every step that touched it."""
    past = _past_of(request, theme_id)
    context = _context(past) | {"steps": past.steps, "versions": _versions(past)}
    return render(request, "insights/theme_history.html", context)


@staff_required(Permission.READ_ANSWERS)
@require_safe
def theme_version(request, theme_id, number):
    """Show what a theme said at one version, as an old file names it."""
    past = _past_of(request, theme_id)
    version = past.version(number)
    if version is None:
        raise Http404
    facts = [{"key": told_field(key), "value": getattr(version, key) or "–"} for key in PARTS]
    facts.append({"key": _("Standing then"), "value": version.get_status_display()})
    context = _context(past) | {"version": version, "facts": facts}
    return render(request, "insights/theme_version.html", context)


def _past_of(request, theme_id):
    past = past_of(theme_id, visible_to=request.user, organisation=request.organisation)
    if past is None:
        raise Http404
    return past


def _context(past):
    codebook = past.theme.codebook if past.theme else past.versions[-1].codebook
    return {"survey": codebook.survey, "codebook": codebook, "past": past, "now": standing_of(past)}


def _versions(past):
    numbers = {each.number for each in past.versions}
    numbers |= {past.theme.version} if past.theme else set()
    return [past.version(number) for number in sorted(numbers, reverse=True)]
