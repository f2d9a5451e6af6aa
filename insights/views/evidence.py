"""The acts on a recommendation's evidence: link, agree, remove, record a search, call it ready."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from insights.actions.recommendations import (
    approve_link,
    link_evidence,
    mark_ready,
    record_search,
    remove_link,
)
from insights.forms_recommendations import EvidenceForm, SearchForm, themes_to_link
from insights.models import EvidenceLink
from insights.views.doing import do_and_tell
from insights.views.recommendations import address_of, recommendation_of
from people.access import staff_required
from people.roles import Permission


def act(request, recommendation, done, change):
    """Do one change and say what happened; 303, so that reload and Back do nothing twice."""
    do_and_tell(request, done, change)
    return HttpResponseRedirect(address_of(recommendation), status=303)


@staff_required(Permission.WRITE_FINDINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_link(request, recommendation_id):
    recommendation = recommendation_of(request, recommendation_id)
    data = request.POST if request.method == "POST" else None
    form = EvidenceForm(data, recommendation=recommendation)
    if request.method == "POST" and form.is_valid():
        try:
            link = link_evidence(
                recommendation=recommendation,
                theme=form.theme_chosen(),
                stance=form.cleaned_data["stance"],
                note=form.cleaned_data["note"],
                by=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request,
                _("“%(name)s” is linked. Another person has to agree with it.")
                % {"name": link.theme.name},
            )
            return HttpResponseRedirect(address_of(recommendation), status=303)
    context = {
        "survey": recommendation.survey,
        "recommendation": recommendation,
        "form": form,
        "has_themes": bool(themes_to_link(recommendation)),
    }
    return render(request, "insights/recommendation_link.html", context)


@staff_required(Permission.WRITE_FINDINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_search(request, recommendation_id):
    recommendation = recommendation_of(request, recommendation_id)
    form = SearchForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return act(
            request,
            recommendation,
            _("The search is recorded."),
            lambda: record_search(
                recommendation=recommendation, by=request.user, **form.cleaned_data
            ),
        )
    context = {
        "survey": recommendation.survey,
        "recommendation": recommendation,
        "form": form,
        "questions": themes_to_link(recommendation),
    }
    return render(request, "insights/recommendation_search.html", context)


@staff_required(Permission.WRITE_FINDINGS)
@require_POST
def recommendation_ready(request, recommendation_id):
    recommendation = recommendation_of(request, recommendation_id)
    return act(
        request,
        recommendation,
        _("The evidence is marked as ready."),
        lambda: mark_ready(recommendation=recommendation, by=request.user),
    )


@staff_required(Permission.WRITE_FINDINGS)
@require_POST
def evidence_approve(request, evidence_id):
    link = _link_of(request, evidence_id)
    return act(
        request,
        link.recommendation,
        _("You agreed that “%(name)s” bears on it this way.") % {"name": link.theme.name},
        lambda: approve_link(link=link, by=request.user),
    )


@staff_required(Permission.WRITE_FINDINGS)
@require_POST
def evidence_remove(request, evidence_id):
    link = _link_of(request, evidence_id)
    return act(
        request,
        link.recommendation,
        _("“%(name)s” is not linked any more.") % {"name": link.theme.name},
        lambda: remove_link(link=link, by=request.user),
    )


def _link_of(request, evidence_id) -> EvidenceLink:
    links = EvidenceLink.objects.visible_to(request.user).filter(
        recommendation__survey__organisation=request.organisation
    )
    return get_object_or_404(links.select_related("recommendation", "theme"), pk=evidence_id)
