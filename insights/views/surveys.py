"""The staff room's first pages: which surveys there are, and how one is going."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from insights.comparing.presenting import number_words
from insights.disclosure import Counts, key_to_symbols, release
from insights.overview.page import overview_of
from people.access import staff_required
from people.roles import Permission, is_allowed
from safeguarding.support import overdue_lines
from surveys.models import Survey


EXACT = "exact"


def survey_of(request, slug) -> Survey:
    """Return the team's survey; another team's is not found."""
    surveys = Survey.objects.visible_to(request.user).filter(organisation=request.organisation)
    return get_object_or_404(surveys, slug=slug)


@staff_required(Permission.SEE_SURVEYS)
@require_safe
def survey_list(request):
    surveys = Survey.objects.visible_to(request.user).filter(organisation=request.organisation)
    may_see_exact = is_allowed(request.membership.role, Permission.SEE_EXACT_NUMBERS)
    rows = [
        [
            {"text": survey.title, "url": reverse("survey_detail", args=[survey.slug])},
            survey.get_status_display(),
            _people_words(survey.people, may_see_exact=may_see_exact),
        ]
        for survey in surveys.annotate(people=Count("responses")).order_by("title")
    ]
    headings = [
        {"text": _("Survey")},
        {"text": _("State")},
        {"text": _("People who answered"), "numeric": True},
    ]
    return render(request, "insights/survey_list.html", {"rows": rows, "headings": headings})


def _people_words(people, *, may_see_exact) -> str:
    if may_see_exact:
        return number_words(people)
    counts = Counts()
    counts.add("people", people)
    return number_words(release(counts)["people"].count)


@staff_required(Permission.SEE_SURVEYS)
@require_safe
def survey_detail(request, slug):
    """Show how a survey is going: as it may be published, or with exact figures on request."""
    survey = survey_of(request, slug)
    may_see_exact = is_allowed(request.membership.role, Permission.SEE_EXACT_NUMBERS)
    is_exact = request.GET.get("figures") == EXACT
    if is_exact and not may_see_exact:
        raise PermissionDenied
    context = {
        "survey": survey,
        "is_exact": is_exact,
        "may_see_exact": may_see_exact,
        "symbols": key_to_symbols(),
        "late_helplines": ", ".join(line.name for line in overdue_lines()),
        **overview_of(survey, by=request.user, role=request.membership.role, is_exact=is_exact),
    }
    return render(request, "insights/survey_detail.html", context)
