"""Which questions and themes are compared together.

A question is compared with the questions of its survey that ask the same thing of other people:
those with the same concept. Their themes of the same name count as one theme, also where one of
them is part of another theme.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Case, CharField, QuerySet, Value, When

from insights.actions.comparisons import Arrivals, arrivals_of
from insights.comparing.tally import NamedTheme
from insights.models import Theme
from surveys.models import Question


@dataclass(frozen=True)
class Scope:
    """The questions that are compared, their themes, and which row of a theme is in which."""

    questions: tuple[Question, ...]
    themes: tuple[NamedTheme, ...]
    families: tuple[dict, ...]  # each: theme id -> key of the theme it counts in
    own: dict = field(default_factory=dict)  # theme id -> key of the theme that it is
    using: str = DEFAULT_DB_ALIAS  # the connection that everything is counted on

    @cached_property
    def arrivals(self) -> Arrivals:
        """Return how the survey's people came, asked once."""
        return arrivals_of(self.questions[0].survey_id, using=self.using)

    def rows_of(self, key: str) -> list[str]:
        """Return the ids of the themes that count as the one of this key."""
        return sorted(str(pk) for pk, name in self.own.items() if name == key)


def scope_of(question: Question, *, using: str = DEFAULT_DB_ALIAS) -> Scope:
    """Return everything that is compared with this question; three queries."""
    questions = tuple(questions_like(question).using(using))
    keys = [each.pk for each in questions]
    rows = Theme.objects.using(using).active().filter(codebook__question__in=keys)
    rows = list(rows.select_related("codebook").order_by("name", "pk"))
    own = {row.pk: key_of(row) for row in rows}
    return Scope(questions, *themes_together(rows), own, using)


def questions_like(question: Question) -> QuerySet:
    """Return the open questions of the same survey and concept, this one among them."""
    if not question.concept:
        return Question.objects.filter(pk=question.pk)
    return Question.objects.filter(
        survey_id=question.survey_id, concept=question.concept, is_open=True
    ).order_by("key")


def themes_together(rows: Iterable[Theme]) -> tuple[tuple[NamedTheme, ...], tuple[dict, ...]]:
    """Return themes with those of the same name as one, and which rows count in which.

    Who is in a part of a theme is in the theme, once. So rows are told family by family: in the
    first, each row counts in the theme at the top of its line; in the second, in the one below. A
    theme that is a whole here and a part there is counted in one piece, in a family of its own.
    """
    rows = list(rows)
    by_id = {row.pk: row for row in rows}
    lines = {row.pk: _line(row, by_id) for row in rows}
    together: dict[str, list[Theme]] = {}
    for row in rows:
        together.setdefault(key_of(row), []).append(row)
    themes = tuple(_named(key, alike, lines) for key, alike in together.items())
    return themes, _families(together, lines)


def _families(together, lines) -> tuple[dict, ...]:
    """Return families, as few as come by themselves: in one, each row counts in one theme."""
    within: dict[str, list] = {key: [] for key in together}
    for pk, line in lines.items():
        for key in dict.fromkeys(key_of(each) for each in line):
            within[key].append(pk)
    families: list[dict] = []
    # The wholes first: they share no row, nor do their parts.
    for key in sorted(together, key=lambda each: max(len(lines[one.pk]) for one in together[each])):
        family = next((each for each in families if each.keys().isdisjoint(within[key])), None)
        if family is None:
            families.append(family := {})
        family.update(dict.fromkeys(within[key], key))
    return tuple(families)


def _named(key, alike, lines) -> NamedTheme:
    places: dict[str, set[str]] = {}
    for row in alike:
        whole = key_of(lines[row.pk][-2]) if len(lines[row.pk]) > 1 else ""
        places.setdefault(whole, set()).add(str(row.codebook.question_id))
    return NamedTheme(
        key,
        alike[0].name,
        frozenset(str(row.codebook.question_id) for row in alike),
        # Parts of different themes can have one name: then they are part of no one theme.
        next(iter(places)) if len(places) == 1 else "",
        any(row.is_serious for row in alike),
        tuple((whole, frozenset(asked)) for whole, asked in sorted(places.items())),
    )


def key_of(theme: Theme) -> str:
    """Return the key under which themes of the same name count together, whole or part."""
    return " ".join(theme.name.casefold().split())


def alike_of(question: Question) -> tuple:
    """Return what questions have in common that are compared together."""
    return (question.survey_id, question.concept) if question.concept else (question.pk,)


def together_of(theme: Theme) -> tuple:
    """Return what themes have in common that count as one; reads the theme's question."""
    return (*alike_of(theme.codebook.question), key_of(theme))


def groups_of_rows(families: Iterable[dict]) -> list[dict[str, frozenset]]:
    """Return family by family what counts together: key of a theme -> ids of the rows in it."""
    levels = []
    for family in families:
        by_key: dict[str, set] = {}
        for pk, key in family.items():
            by_key.setdefault(key, set()).add(pk)
        levels.append({key: frozenset(ids) for key, ids in by_key.items()})
    return levels


def counted_in(groups: Mapping[str, frozenset]) -> Case:
    """Return the key of the theme that a coding counts in, for the database to group by."""
    return Case(
        *(When(theme__in=ids, then=Value(key)) for key, ids in groups.items()),
        output_field=CharField(),
    )


def _line(row, by_id) -> list[Theme]:
    """Return a theme's family from the top down to itself; a parent out of use is left out."""
    line = [row]
    while line[0].parent_id in by_id and by_id[line[0].parent_id] not in line:
        line.insert(0, by_id[line[0].parent_id])
    return line
