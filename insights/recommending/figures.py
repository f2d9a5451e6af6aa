"""The people behind the themes of a recommendation, by audience: counted now, never kept.

A linked theme counts together with the themes of the same name in questions that ask the same
thing of other people, as on the pages that compare.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from insights.comparing.attributes import audiences_of
from insights.comparing.counting import tally_of
from insights.comparing.figures import ALL, counts_of
from insights.comparing.presenting import View
from insights.comparing.scope import alike_of, key_of, scope_of
from insights.disclosure import LOW, NOT_APPLICABLE, Figure, release, restricted
from insights.models import EvidenceLink
from insights.recommending.strength import strength_of, words_of_strength
from surveys.models import Survey


def figures_of(links: Iterable[EvidenceLink], *, survey: Survey, is_exact: bool) -> dict:
    """Return {link: cells}: one for each audience, and everybody; none for a theme not in use.

    A few queries for each group of questions that ask the same, however many links and people.
    """
    audiences = audiences_of(survey)
    by_scope: dict = {}
    for link in links:
        by_scope.setdefault(alike_of(link.theme.codebook.question), []).append(link)
    figures: dict = {}
    for together in by_scope.values():
        figures.update(dict.fromkeys(together, ()))
        if audiences:
            figures.update(_figures_in_scope(together, audiences, is_exact=is_exact))
    return figures


def _figures_in_scope(links, audience, *, is_exact):
    scope = scope_of(links[0].theme.codebook.question)
    tally = tally_of(scope, audience)
    show = restricted if is_exact else release
    view = View(tally, audience, show(counts_of(tally)))
    named = {theme.key: theme for theme in tally.themes}
    groups = [*view.groups(), ALL]
    for link in links:
        if link.theme.is_in_use:
            theme = named[key_of(link.theme)]
            yield link, [cell_of(view, theme, group) for group in groups]


def cell_of(view: View, theme, group) -> dict:
    """Return a group's bar and figure in a theme, with the word for how many they are."""
    said = view.release["said", theme.key, group]
    people = view.release["people", theme.questions, group]
    strength = strength_shown(said, people)
    cell = view.cell(theme, group)
    return {
        **cell,
        "group": _("Everybody") if group is ALL else cell["group"],
        "is_all": group is ALL,
        "strength": strength,
        "strength_words": words_of_strength(strength),
    }


def strength_shown(said: Figure, people: Figure) -> str:
    """Return the strength that figures as they are shown allow to say, and nothing more."""
    if said.percent == NOT_APPLICABLE:
        return "not_asked"
    if said.is_hidden or people.is_hidden:
        return "hidden"
    if said.percent == LOW:
        return "few"
    # A public figure has no percentage where its base is too small, whatever it is rounded to.
    if not isinstance(said.percent, int):
        return "unsure"
    strength = strength_of(said.percent, int(people.count))
    return "few" if strength == "none" and said.count else strength
