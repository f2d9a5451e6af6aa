"""Staff pages of one published version: its routes, and its paper forms."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from people.access import staff_required
from people.roles import Permission
from surveys.documents import document_of
from surveys.models import Survey, SurveyVersion
from surveys.routes.advice import route_advice
from surveys.routes.pages import reader_section, routes_of_version


def version_of(request, slug, number) -> SurveyVersion:
    """Return one version of the team's survey; another team's is not found."""
    surveys = Survey.objects.visible_to(request.user).filter(organisation=request.organisation)
    versions = SurveyVersion.objects.select_related("survey").defer("document")
    return get_object_or_404(versions, survey__in=surveys, survey__slug=slug, number=number)


@staff_required(Permission.SEE_SURVEYS)
@require_safe
def survey_routes(request, slug, number):
    """Draw and list every route through one version, with how long each takes."""
    version = version_of(request, slug, number)
    document = document_of(str(version.pk))
    routes = routes_of_version(str(version.pk))
    context = {
        "survey": version.survey,
        "version": version,
        "advice": list(route_advice(document, routes)),
        "sections": [reader_section(document, each) for each in routes],
        "route_headings": [
            {"text": _("Route"), "numeric": True},
            {"text": _("Pages"), "numeric": True},
            {"text": _("Questions"), "numeric": True},
            {"text": _("Minutes"), "numeric": True},
            {"text": _("Leaves out")},
        ],
        "step_headings": [
            {"text": _("Page")},
            {"text": _("Asked")},
            {"text": _("Then comes")},
        ],
    }
    return render(request, "surveys/survey_routes.html", context)
