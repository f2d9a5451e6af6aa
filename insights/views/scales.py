"""Questions answered on a scale that several audiences were asked, side by side."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from insights.comparing.attributes import audiences_of
from insights.comparing.items import items_of
from insights.comparing.presenting import self_selected
from insights.comparing.presenting_items import items_shown
from insights.disclosure import key_to_symbols
from insights.views.comparing import may_see_exact
from insights.views.surveys import survey_of
from people.access import staff_required
from people.roles import Permission


@staff_required(Permission.SEE_SURVEYS)
@require_safe
def scales(request, slug):
    """Show how each audience chose, whole, and where they differ: all tests adjusted together."""
    survey = survey_of(request, slug)
    is_exact = may_see_exact(request)
    items = [item for item in items_of(survey) if item.is_scale]
    names = audiences_of(survey).names if items else {}
    shown = items_shown(items, names, is_exact=is_exact)
    context = {
        "survey": survey,
        "items": [each for each in shown if each["is_shared"]],
        "alone": [each["words"] for each in shown if not each["is_shared"]],
        "is_exact": is_exact,
        "self_selected": self_selected(),
        "symbols": [] if is_exact else key_to_symbols(),
    }
    return render(request, "insights/scales.html", context)
