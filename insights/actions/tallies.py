"""Keeps the figures of cards: counted once, forgotten in the transaction that changes who counts.

Who leaves takes their figures along: a withdrawal holds the survey's row from its start to its
end, and figures are counted with that row held, so none that still count them can be kept.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from insights.actions.comparisons import forget_comparisons_of
from insights.actions.touching import forget
from insights.models import Codebook, Coding, Suggestion, SuggestionMember, Tally, Theme, ThemeRun
from insights.places import places_of_suggestions, places_of_themes
from insights.shelves import count_shelves
from insights.splits import split_of_people
from surveys.documents import document_of
from surveys.models import Survey


@transaction.atomic
def tallies_of(*, codebook: Codebook, themes: list[Theme], suggestions: list[Suggestion]) -> dict:
    """Return {theme or suggestion: its tally}; what is not kept is counted now, and kept."""
    kept = _kept(themes, suggestions)
    if len(kept) == len(themes) + len(suggestions):
        return kept
    _hold(codebook)
    # Another page may have counted while this one waited.
    kept = _kept(themes, suggestions)
    missing = [each for each in themes if each not in kept]
    if missing:
        kept |= _count(places_of_themes(codebook, missing), "theme")
    missing = [each for each in suggestions if each not in kept]
    if missing:
        kept |= _count(places_of_suggestions(codebook, missing), "suggestion")
    return kept


def _kept(themes, suggestions):
    rows = {row.theme_id: row for row in Tally.objects.filter(theme__in=themes)}
    rows |= {row.suggestion_id: row for row in Tally.objects.filter(suggestion__in=suggestions)}
    return {each: rows[each.pk] for each in (*themes, *suggestions) if each.pk in rows}


def _hold(codebook):
    Survey.objects.select_for_update(no_key=True).get(pk=codebook.survey_id)
    Codebook.objects.select_for_update().get(pk=codebook.pk)


def _count(places, owner):
    counted = {
        each: Tally(
            **{owner: each},
            people=len(found.people),
            different=len(found.texts),
            stories=len({place[0] for place in found.stories}),
            split=split_of_people(found.said.values()),
            central=found.central(),
            edge=found.edge(),
            clause=list(found.clause),
        )
        for each, found in places.items()
    }
    model = Theme if owner == "theme" else Suggestion
    there = set(model.objects.filter(pk__in=[each.pk for each in counted]).values_list("pk"))
    Tally.objects.bulk_create([row for each, row in counted.items() if (each.pk,) in there])
    return counted


@transaction.atomic
def shelf_counts_of(*, run: ThemeRun, codebook: Codebook) -> dict[str, int]:
    """Return how many readable answers are on each shelf of a run; counted once, then kept."""
    if run.shelf_counts is None:
        _hold(codebook)
        run.shelf_counts = count_shelves(run, codebook)
        run.save(update_fields=["shelf_counts"])
    return run.shelf_counts


def count_run(*, run: ThemeRun) -> None:
    """Count what the board will show of a finished run, so that its first reader need not wait.

    Each in a transaction of its own, so that nobody else waits long.
    """
    codebook = run.codebook
    for suggestion in run.suggestions.all():
        tallies_of(codebook=codebook, themes=[], suggestions=[suggestion])
    shelf_counts_of(run=ThemeRun.objects.get(pk=run.pk), codebook=codebook)


def count_themes(*, codebook: Codebook) -> None:
    """Count every theme in use, for a worker that changed many codings; one at a time, as above."""
    for theme in codebook.themes.active():
        tallies_of(codebook=codebook, themes=[theme], suggestions=[])


def forget_tallies(*, themes: Iterable) -> None:
    """Forget the figures of these themes and of those they are part of."""
    themes = list(themes)
    if themes:
        forget_cards(themes=themes)
        forget_comparisons_of(themes=themes)


def forget_cards(*, themes: Iterable) -> None:
    """Forget what the cards of these themes show, and of those they are part of."""
    themes = list(themes)
    above = Theme.objects.filter(children__in=themes).values("pk")
    forget(Tally.objects.filter(Q(theme__in=themes) | Q(theme__in=above)))


def forget_tallies_with(*, response) -> None:
    """Forget every figure that counts somebody who leaves. Called inside the withdrawal."""
    codings = Coding.objects.filter(answer__response=response)
    forget_tallies(themes=codings.values_list("theme_id", flat=True).distinct())
    members = SuggestionMember.objects.filter(answer__response=response)
    forget(Tally.objects.filter(suggestion__in=members.values("suggestion")))
    ThemeRun.objects.filter(shelved__answer__response=response).update(shelf_counts=None)


def forget_tallies_needing(*, response) -> None:
    """Forget the figures of questions that are asked under a permission of their own.

    Called when somebody takes a permission back: the answers that needed it are gone by then.
    """
    document = document_of(str(response.version_id))
    keys = [
        question.key
        for page in document.pages
        for question in page.questions
        if page.needs or question.needs
    ]
    books = Codebook.objects.filter(survey=response.survey_id, question__key__in=keys)
    of_books = Q(theme__codebook__in=books) | Q(suggestion__run__codebook__in=books)
    forget(Tally.objects.filter(of_books))
    ThemeRun.objects.filter(codebook__in=books).update(shelf_counts=None)
