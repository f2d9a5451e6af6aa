"""The joins between services: what they share, and what lies between them."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from insights.comparing.counting import joins_in
from insights.comparing.figures import counts_of_joins
from insights.comparing.presenting import self_selected
from insights.comparing.presenting_joins import JoinsView
from insights.comparing.scope import scope_of
from insights.disclosure import restricted
from insights.disclosure.remembering import published
from insights.views.comparing import asks_for_published, may_see_exact, tables_of
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
    public, exact = _views_of(request, found)
    shown = exact or public
    context = {
        "survey": question.survey,
        "question": question,
        "title": title_of(question),
        "services": shown.groups(),
        "themes": scope.themes,
        "self_selected": self_selected(),
        "is_exact": exact is not None,
        **shown.words(),
        **tables_of(request, *(each and each.table() for each in (public, exact))),
        "refusal": "",
        "public_untold": public.untold() if public else "",
    }
    return render(request, "insights/joins.html", context)


def _views_of(request, found) -> tuple[JoinsView | None, JoinsView | None]:
    """Return the joins as they may be published, and exactly, each for whom they are."""
    counts = counts_of_joins(found)
    exact = JoinsView(found, restricted(counts)) if may_see_exact(request) else None
    if exact and not asks_for_published(request):
        return None, exact
    return JoinsView(found, published(counts)), exact
