"""The recommendations of a survey: the list, one with its evidence, and their words."""

from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from insights.actions.recommendations import create_recommendation, edit_recommendation
from insights.comparing.attributes import audiences_of
from insights.comparing.items import items_of
from insights.comparing.presenting import self_selected
from insights.comparing.presenting_items import items_shown
from insights.comparing.scope import together_of
from insights.disclosure import key_to_symbols
from insights.forms_recommendations import RecommendationForm, heading_of, words_of
from insights.models import EvidenceLink, Recommendation, Theme
from insights.quoting.citing import Cited, quotes_in
from insights.recommending.figures import figures_of
from insights.recommending.lacking import lacking_of
from insights.views.comparing import may_see_exact
from insights.views.surveys import survey_of
from people.access import staff_required
from people.roles import Permission, is_allowed
from surveys.titles import titles_of


def recommendation_of(request, recommendation_id) -> Recommendation:
    """Return the team's recommendation; another team's is not found."""
    rows = Recommendation.objects.visible_to(request.user)
    rows = rows.filter(survey__organisation=request.organisation).select_related("survey")
    return get_object_or_404(rows, pk=recommendation_id)


def address_of(recommendation) -> str:
    return reverse("recommendation_detail", args=[recommendation.pk])


def may_write(request) -> bool:
    return is_allowed(request.membership.role, Permission.WRITE_FINDINGS)


@staff_required(Permission.SEE_SURVEYS)
@require_safe
def recommendation_list(request, slug):
    survey = survey_of(request, slug)
    rows = survey.recommendations.prefetch_related(
        "links__theme__codebook__question", "searches"
    ).order_by("key")
    links = [link for each in rows for link in each.links.all()]
    linked = {together_of(link.theme) for link in links if link.theme.is_in_use}
    titles = titles_of(survey)
    context = {
        "survey": survey,
        "may_write": may_write(request),
        "recommendations": [_summary_of(each) for each in rows],
        "unlinked": themes_by_question(survey, titles, but=linked),
    }
    return render(request, "insights/recommendation_list.html", context)


def _summary_of(recommendation) -> dict:
    links = list(recommendation.links.all())
    counts = {stance: sum(link.stance == stance for link in links) for stance in STANCES}
    return {
        "recommendation": recommendation,
        "counts": [{"label": STANCES[stance], "count": count} for stance, count in counts.items()],
        "lacking": lacking_of(links, searches=len(recommendation.searches.all())),
    }


STANCES = dict(EvidenceLink.Stance.choices)


def themes_by_question(survey, titles, *, but: set) -> list[dict]:
    """Return the themes in use by question, without those that count with one of `but`."""
    found: dict[str, list] = {}
    themes = Theme.objects.active().of_survey(survey).select_related("codebook__question")
    for theme in themes.order_by("name", "pk"):
        if together_of(theme) not in but:
            found.setdefault(theme.codebook.question.key, []).append(theme)
    order = {key: place for place, key in enumerate(titles)}
    return [
        {"question": heading_of(titles, key), "themes": found[key]}
        for key in sorted(found, key=lambda key: (order.get(key, len(order)), key))
    ]


@staff_required(Permission.SEE_SURVEYS)
@require_safe
def recommendation_detail(request, recommendation_id):
    return render_detail(request, recommendation_of(request, recommendation_id))


def render_detail(request, recommendation, *, status=200):
    """Show what supports, nuances and contradicts a recommendation, and what tests it."""
    survey = recommendation.survey
    links = list(
        recommendation.links.select_related(
            "theme__codebook__question", "linked_by", "approved_by"
        ).order_by("theme__name", "pk")
    )
    searches = list(recommendation.searches.select_related("by").order_by("-at"))
    is_exact = may_see_exact(request)
    items = items_of(survey, recommendation.concepts)
    context = {
        "survey": survey,
        "recommendation": recommendation,
        "columns": _columns(request, links, survey, is_exact=is_exact),
        "searches": searches,
        "lacking": lacking_of(links, searches=len(searches)),
        "items": (
            items_shown(items, audiences_of(survey).names, is_exact=is_exact) if items else []
        ),
        "may_write": may_write(request),
        "is_exact": is_exact,
        "self_selected": self_selected(),
        "symbols": [] if is_exact else key_to_symbols(),
        "ready": _done(recommendation.ready_by, recommendation.ready_at),
        "cited": _cited(request, recommendation),
    }
    return render(request, "insights/recommendation_detail.html", context, status=status)


def _cited(request, recommendation) -> Cited:
    if not is_allowed(request.membership.role, Permission.READ_ANSWERS):
        return Cited()
    return quotes_in(recommendation, survey=recommendation.survey, by=request.user)


def _columns(request, links, survey, *, is_exact) -> list[dict]:
    figures = figures_of(links, survey=survey, is_exact=is_exact)
    titles, token = titles_of(survey), get_token(request)
    return [
        {
            "label": label,
            "links": [
                {
                    "link": link,
                    "name": link.theme.name,
                    "question": heading_of(titles, link.theme.codebook.question.key),
                    "is_in_use": link.theme.is_in_use,
                    "cells": figures[link],
                    "linked": _done(link.linked_by, link.linked_at),
                    "approved": _done(link.approved_by, link.approved_at),
                    "actions": _acts(request, link, token),
                }
                for link in links
                if link.stance == stance
            ],
        }
        for stance, label in EvidenceLink.Stance.choices
    ]


def _done(by, at) -> str:
    if at is None:
        return ""
    return _("%(who)s, %(when)s") % {"who": by, "when": date_format(localtime(at), "j M Y")}


def _acts(request, link, token) -> list[dict]:
    if not may_write(request):
        return []
    acts = [(_("Remove link"), "evidence_remove")]
    if link.approved_at is None and link.linked_by_id != request.user.pk:
        acts.insert(0, (_("Agree with this link"), "evidence_approve"))
    return [
        {
            "label": label,
            "hidden": link.theme.name,
            "form_url": reverse(name, args=[link.pk]),
            "csrf": token,
        }
        for label, name in acts
    ]


@staff_required(Permission.WRITE_FINDINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_add(request, slug):
    survey = survey_of(request, slug)
    form = RecommendationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_recommendation(survey=survey, words=form.words(), by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return HttpResponseRedirect(address_of(made), status=303)
    return render(request, "insights/recommendation_form.html", {"survey": survey, "form": form})


@staff_required(Permission.WRITE_FINDINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_edit(request, recommendation_id):
    recommendation = recommendation_of(request, recommendation_id)
    form = RecommendationForm(
        request.POST if request.method == "POST" else None, initial=words_of(recommendation)
    )
    if request.method == "POST" and form.is_valid():
        try:
            edit_recommendation(
                recommendation=recommendation,
                words=form.words(),
                version=form.cleaned_data["version"] or 0,
                by=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
            # The next save is on top of what is there now, which the message tells to look at.
            form.data = form.data.copy()
            form.data["version"] = recommendation_of(request, recommendation.pk).version
        else:
            return HttpResponseRedirect(address_of(recommendation), status=303)
    context = {"survey": recommendation.survey, "recommendation": recommendation, "form": form}
    return render(request, "insights/recommendation_form.html", context)
