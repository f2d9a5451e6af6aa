"""Comparing: the themes of a question by groups of people, and the joins between services."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from insights.comparing.attributes import attributes_of, has_under_18
from insights.comparing.counting import largest_partners, partner_clusters, tally_of
from insights.comparing.differences import ONE_PARTNER, compare_groups
from insights.comparing.figures import counts_of
from insights.comparing.presenting import (
    View,
    clustered_rows,
    difference_table,
    only_sentences,
    partner_sentence,
    self_selected,
    too_few_sentence,
)
from insights.comparing.scope import scope_of
from insights.disclosure import (
    key_to_symbols,
    refusal_to_publish,
    restricted,
)
from insights.disclosure.remembering import published
from insights.forms_comparing import SIDE_BY_SIDE, CompareForm
from insights.views.themes import question_of
from people.access import staff_required
from people.roles import Permission, is_allowed
from surveys.titles import title_of


PUBLISHED = "published"


@staff_required(Permission.SEE_SURVEYS)
@require_safe
def compare(request, question_id):
    """Show the themes of a question, and of those like it, in up to three groups at once."""
    question = question_of(request, question_id)
    attributes = attributes_of(question.survey)
    attribute = _chosen(attributes, request.GET.get("by"))
    scope = scope_of(question)
    tally = tally_of(scope, attribute)
    public, exact = views_of(request, tally, attribute, counts_of(tally))
    everybody = (exact or public).groups()
    form = CompareForm(request.GET, attribute=attribute, attributes=attributes, groups=everybody)
    form.is_valid()
    groups = form.shown_groups(everybody)
    context = {
        "survey": question.survey,
        "question": question,
        "title": title_of(question),
        "form": form,
        "question_count": len(scope.questions),
        "people": tally.base(tally.people),
        **_findings(exact or public, groups),
        **_partners(scope, exact, groups),
        **tables_of(request, *(each and (each, everybody) for each in (public, exact))),
        "refusal": refusal_to_publish([attribute.key], has_under_18=has_under_18(question.survey)),
    }
    return render(request, "insights/compare.html", context)


def may_see_exact(request) -> bool:
    return is_allowed(request.membership.role, Permission.SEE_EXACT_NUMBERS)


def views_of(request, tally, attribute, counts) -> tuple[View | None, View | None]:
    """Return the figures as they may be published, and the exact ones, each for whom they are.

    What may be published takes a second to work out: who may see exact figures asks for it.
    """
    exact = View(tally, attribute, restricted(counts)) if may_see_exact(request) else None
    if exact and not asks_for_published(request):
        return None, exact
    return View(tally, attribute, published(counts)), exact


def asks_for_published(request) -> bool:
    return request.GET.get("figures") == PUBLISHED


def _partners(scope, exact, groups) -> dict:
    """Say which groups came by one partner for a large part, and what that does to the shares.

    How many came by which partner is published nowhere, so only an exact view tells.
    """
    largest = largest_partners(scope, exact.attribute) if exact else {}
    one_partner = partner_sentence(exact, groups, largest) if exact else ""
    rows = []
    if one_partner:
        leaning = [group for group in groups if largest.get(group, 0) > ONE_PARTNER]
        rows = clustered_rows(exact, partner_clusters(scope, exact.attribute, leaning))
    return {
        "one_partner": one_partner,
        "clustered_rows": rows,
        "clustered_headings": [
            {"text": _("Theme")},
            {"text": _("Group")},
            {"text": _("Share"), "numeric": True},
            {"text": _("Likely between, person by person"), "numeric": True},
            {"text": _("Likely between, partner by partner"), "numeric": True},
        ],
    }


def _chosen(attributes, key):
    return next((each for each in attributes if each.key == key), attributes[0])


def _findings(view, groups) -> dict:
    """Return the bars and what is said of them."""
    # Who is in several groups would be on both sides; of whom it is not known, nothing is said.
    known = [] if view.attribute.overlaps else [group for group in groups if group]
    compared = compare_groups(view.shares(known), known)
    return {
        "lines": view.lines(groups),
        "is_exact": view.release.is_restricted,
        "overlaps": view.attribute.overlaps,
        "is_compared": bool(compared),
        "differences": difference_table(view, compared),
        "too_few": too_few_sentence(view, known) if len(known) > 1 else "",
        "only": only_sentences(view, known),
        "serious": [theme.name for theme in view.themes() if theme.is_serious],
        "self_selected": self_selected(),
    }


def tables_of(request, public, exact) -> dict:
    """Return the tables, and the address at which those that may be published are shown.

    Each is a view with its groups, or None where it is not to be shown.
    """
    asked = request.GET.copy()
    asked["figures"] = PUBLISHED
    groups = max(len(each[1]) for each in (public, exact) if each)
    return {
        "public": _table_of(public, _("As it may be published")),
        "exact": _table_of(exact, _("Restricted: exact figures")),
        "published_query": "" if asks_for_published(request) else asked.urlencode(),
        "symbols": key_to_symbols(),
        "is_narrow": groups <= SIDE_BY_SIDE,
    }


def _table_of(shown, caption) -> dict | None:
    if shown is None:
        return None
    view, groups = shown
    return {"caption": caption, "headings": view.headings(groups), "rows": view.rows(groups)}
