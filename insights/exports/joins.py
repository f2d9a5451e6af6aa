"""The joins between services in a file: counted as the page of joins counts them, at one moment.

What is published of them is released in one piece with every other figure of the file: a total
that another sheet shows too is one cell, so no sheet gives away what another hides.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from insights.comparing.counting import joins_in, questions_about
from insights.comparing.figures import ALL, counts_of_joins
from insights.comparing.joins import Joins
from insights.comparing.presenting_joins import JoinsView
from insights.comparing.scope import alike_of, scope_of
from insights.comparing.services import USED_OR_WORKED_IN, WORKED_WITH
from insights.disclosure import Counts, Release, restricted
from insights.disclosure.counts import Cell


# What people are told apart by here, as files name what is left out of them.
CONCEPTS = frozenset((*USED_OR_WORKED_IN, *WORKED_WITH))


@dataclass(frozen=True)
class JoinFacts:
    """The joins in the questions that ask one thing: `questions` are their keys by their ids.

    `label` is that of the first of them; `themes` are the ids of the themes that count as one.
    """

    label: str
    joins: Joins
    questions: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def keys(self) -> str:
        return ", ".join(self.questions.values())

    def exact(self) -> JoinsView:
        """Return the joins with every figure as it is."""
        return JoinsView(self.joins, restricted(counts_of_joins(self.joins)))


def joins_of(survey, questions, *, using: str) -> Iterator[JoinFacts]:
    """Yield the joins of each thing asked, where themes are decided on and services are known.

    `questions` are rows with their words.
    """
    if not questions_about(survey, USED_OR_WORKED_IN, using=using):
        return
    met = set()
    for row, label in questions:
        if (alike := alike_of(row)) in met:
            continue
        met.add(alike)
        scope = scope_of(row, using=using)
        joins = joins_in(scope, survey) if scope.themes else Joins.nobody()
        if joins.services():
            keys = {str(each.pk): each.key for each in scope.questions}
            themes = {theme.key: scope.rows_of(theme.key) for theme in scope.themes}
            yield JoinFacts(label, joins, keys, themes)


# --- to publish ---


def _names_of(number: int, facts: JoinFacts) -> Callable[[Cell], Cell]:
    """Return what cells of these joins are called among those of a file."""

    def called(cell):
        kind, which, group = cell
        if group is ALL and kind == "people" and len(which) == 1:
            return ("answered", facts.questions[min(which)], ALL)
        if group is ALL and kind == "said" and len(facts.themes[which]) == 1:
            return ("theme", facts.themes[which][0], ALL)
        return ("joins", number, *cell)

    return called


def add_joins(counts: Counts, number: int, facts: JoinFacts) -> None:
    """Add joins to the counts of a file; `number` tells them apart from its others."""
    own, called = counts_of_joins(facts.joins), _names_of(number, facts)
    for cell, count in own.counts.items():
        base = own.bases.get(cell)
        is_said = base is not None
        counts.add(
            called(cell), count, base=called(base) if is_said else None, is_sensitive=is_said
        )
    counts.derived.update(name for name in map(called, own.derived) if name[0] == "joins")
    for each in own.relations:
        factors = {called(cell): factor for cell, factor in each.factors.items()}
        counts.add_relation(factors, low=each.low, high=each.high)
    _add_rows(counts, facts, called)


def _add_rows(counts, facts, called):
    """Say that who is in a theme that counts as one is in one of its rows at least."""
    for key, rows in facts.themes.items():
        if len(rows) > 1:
            whole, parts = called(("said", key, ALL)), [("theme", row, ALL) for row in rows]
            counts.add_relation({**dict.fromkeys(parts, 1), whole: -1}, low=0, high=None)
            for part in parts:
                counts.add_within(part, whole)


def released_joins(released: Release, number: int, facts: JoinFacts) -> JoinsView:
    """Return joins with the figures that a file's release shows."""
    cells, called = counts_of_joins(facts.joins).counts, _names_of(number, facts)
    return JoinsView(facts.joins, Release({cell: released[called(cell)] for cell in cells}, {}))
