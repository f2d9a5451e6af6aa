"""The joins between services: what they share, and what lies between them."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from insights.comparing.attributes import Attribute
from insights.comparing.counting import joins_in
from insights.comparing.diagram import diagram_of
from insights.comparing.figures import counts_of_joins
from insights.comparing.joins import (
    between_services,
    lies_between,
    shared_by_all,
    shared_by_pairs,
)
from insights.comparing.presenting import View, difference_sentences, number_words, self_selected
from insights.comparing.scope import scope_of
from insights.comparing.services import names_of_numbers, names_of_services
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
    services = Attribute("services", "", names_of_services())
    public, exact = views_of(request, found.by_service, services, counts)
    groups = found.services()
    context = {
        "survey": question.survey,
        "question": question,
        "title": title_of(question),
        "services": groups,
        "themes": scope.themes,
        "self_selected": self_selected(),
        "is_exact": exact is not None,
        **_shared(found, exact or public),
        **_between(found, exact or public),
        **tables_of(request, public, exact, groups),
        "refusal": "",
    }
    return render(request, "insights/joins.html", context)


def _shared(found, view) -> dict:
    """Return what services share: by all, by pairs as a table, and the diagram of the pairs."""
    pairs = shared_by_pairs(found)
    names = {service: view.attribute.name_of(service) for service in found.services()}
    nodes = [(each, names[each], _people(view, each)) for each in found.services()]
    counts = {pair: len(themes) for pair, themes in pairs.items()}
    return {
        "shared_by_all": [theme.name for theme in shared_by_all(found)],
        "is_any_compared": bool(pairs),
        "pair_headings": [
            {"text": _("Services")},
            {"text": _("Themes they share"), "numeric": True},
            {"text": _("Which")},
        ],
        "pair_rows": [
            [
                _("%(one)s and %(other)s") % {"one": names[one], "other": names[other]},
                len(themes),
                ", ".join(theme.name for theme in themes),
            ]
            for (one, other), themes in pairs.items()
            if themes
        ],
        "pairs_without": sum(not themes for themes in pairs.values()),
        "diagram": diagram_of(nodes, counts),
    }


def _people(view, service) -> str:
    figure = view.release["people", frozenset(view.tally.people), service]
    if figure.is_hidden:
        return str(figure.count)
    words = ngettext("%(n)s person", "%(n)s people", figure.count)
    return words % {"n": number_words(figure.count)}


def _between(found, view) -> dict:
    """Return what people of several services say oftener than people of one."""
    numbers = View(found.by_number, Attribute("number", "", names_of_numbers()), view.release)
    compared = between_services(found)
    between = [each for each in compared if lies_between(each)]
    return {
        "between": difference_sentences(numbers, between),
        "is_between_compared": bool(compared),
        "knowing": [
            [numbers.attribute.name_of(group), _count(numbers, group)]
            for group in found.by_number.groups()
        ],
        "knowing_headings": [{"text": _("Who")}, {"text": _("People"), "numeric": True}],
    }


def _count(view, group):
    return number_words(view.release["people", frozenset(view.tally.people), group].count)
