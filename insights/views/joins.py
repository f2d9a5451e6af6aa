"""The joins between services: what they share, and what lies between them."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from insights.comparing.counting import joins_in
from insights.comparing.figures import counts_of_joins
from insights.comparing.presenting import self_selected
from insights.comparing.presenting_joins import JoinsView, services_attribute
from insights.comparing.scope import scope_of
from insights.views.comparing import tables_of, views_of
from insights.views.themes import question_of
from people.access import staff_required
from people.roles import Permission
from surveys.titles import title_of


@staff_required(Permission.SEE_SURVEYS)
@require_safe
def joins(request, question_id):
    """Show which services' people say each theme, what all share, and what lies between."""
    question = question_of(request, question_id)
    scope = scope_of(question)
    found = joins_in(scope, question.survey)
    counts = counts_of_joins(found)
    public, exact = views_of(request, found.by_service, services_attribute(), counts)
    shown = JoinsView(found, (exact or public).release)
    context = {
        "survey": question.survey,
        "question": question,
        "title": title_of(question),
        "services": shown.groups(),
        "themes": scope.themes,
        "self_selected": self_selected(),
        "is_exact": exact is not None,
        **shown.words(),
        **tables_of(request, public, exact, [*shown.groups(), *shown.knowing()]),
        "refusal": "",
    }
    return render(request, "insights/joins.html", context)
