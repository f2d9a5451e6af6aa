"""Every step people took on a question's themes, newest first, and the way back from each."""

from django.core.paginator import Paginator
from django.db.models import F
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from insights.actions.review import undo_decision
from insights.actions.runs import codebook_of
from insights.lineage import names_of
from insights.models import Decision
from insights.views.review import act
from insights.views.themes import question_of
from people.access import staff_required
from people.roles import Permission
from surveys.titles import title_of


PAGE = 50


@staff_required(Permission.DECIDE_THEMES)
@require_safe
def decision_list(request, question_id):
    question = question_of(request, question_id)
    decisions = codebook_of(question=question).decisions.select_related("by", "undone_by")
    # Of what steps remember only the themes are told: an acceptance also holds all its codings.
    decisions = decisions.defer("before", "after", "undone_by__before", "undone_by__after")
    decisions = decisions.annotate(was=F("before__themes"), became=F("after__themes"))
    page = Paginator(decisions.order_by("-sequence"), PAGE).get_page(request.GET.get("page"))
    token = get_token(request)
    context = {
        "survey": question.survey,
        "question": question,
        "title": title_of(question),
        "page": page,
        "steps": [
            {
                "decision": each,
                "names": names_of(each.was, each.became),
                "undo": _undo(each, token),
            }
            for each in page
        ],
    }
    return render(request, "insights/decision_list.html", context)


@staff_required(Permission.DECIDE_THEMES)
@require_POST
def decision_undo(request, decision_id):
    decisions = Decision.objects.filter(
        codebook__survey__organisation=request.organisation,
        codebook__survey__organisation__memberships__user=request.user,
    )
    decision = get_object_or_404(decisions.select_related("codebook"), pk=decision_id)
    return act(
        request,
        decision.codebook,
        _("Undone: %(step)s") % {"step": decision.get_kind_display()},
        lambda: undo_decision(decision=decision, by=request.user),
    )


def _undo(decision, token):
    if decision.kind == Decision.Kind.UNDO or hasattr(decision, "undone_by"):
        return None
    return {
        "label": _("Undo"),
        "hidden": decision.get_kind_display(),
        "form_url": reverse("decision_undo", args=[decision.pk]),
        "csrf": token,
    }
