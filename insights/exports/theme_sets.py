"""The themes of one question and the places that belong to them, whoever made them.

A codebook with themes is people's decision and stands alone. Only where a codebook has none yet do
the newest whole run's suggestions stand in, marked as such. Both are read the same way.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, Count, QuerySet, When
from django.utils.translation import gettext as _

from insights.models import Codebook, Coding, Suggestion, SuggestionMember, Theme, ThemeRun
from insights.splits import split_of_people
from people.models import Membership


CHUNK = 5_000
REJECTED = [Coding.State.REJECTED]


class Place(NamedTuple):
    """One place of an answer in a theme; a suggestion's members are the machine's own."""

    theme_id: str
    start: int | None
    end: int | None
    source: str = "machine"
    state: str = "suggested"
    by: object = None
    at: datetime | None = None


# What stands for an answer that is in no theme.
NO_THEME = (Place("", None, None, "", ""),)


class Deciders:
    """Who decided that a place belongs to a theme: by role, never by name."""

    def __init__(self, organisation_id, *, using: str):
        members = Membership.objects.using(using).filter(organisation_id=organisation_id)
        self._roles = dict(members.values_list("user_id", "role"))
        self._machine, self._person = by_machine(), _("A person")

    def words(self, place: Place) -> str:
        if place.state == Coding.State.CONFIRMED:
            return self._person
        return self._machine if place.theme_id else ""

    def history(self, place: Place) -> tuple[str, str, str, str]:
        """Return source, state, role and day, as a row has them."""
        role = self._roles.get(place.by, "") if place.by else ""
        day = place.at.date().isoformat() if place.at else ""
        return place.source, place.state, role, day


@dataclass(frozen=True)
class NamedTheme:
    """A theme or a suggestion, as an export names it."""

    id: str
    name: str
    parent_id: str | None
    decided_by: str
    version: int | None = None
    definition: str = ""
    include_when: str = ""
    exclude_when: str = ""
    key_words: str = ""
    stability: float | None = None
    cohesion: float | None = None
    nearest: str = ""
    is_serious: bool = False


@dataclass
class ThemeSet:
    """The themes of one question. `places` are rows with answer, start, end and `group`."""

    themes: list[NamedTheme]
    places: QuerySet
    group: str
    codebook: Codebook | None = None
    run_id: str = ""
    _below: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self):
        for theme in self.themes:
            if theme.parent_id:
                self._below.setdefault(theme.parent_id, []).append(theme.id)

    def parent_name(self, theme: NamedTheme) -> str:
        """Return the name of the theme that this one is part of, or ""."""
        return next((one.name for one in self.themes if one.id == theme.parent_id), "")

    def counts(self, answers) -> dict[str, tuple[dict[str, int], int]]:
        """Return for each theme its people by audience, and its different answers.

        A theme that others are part of counts everyone in it and in its parts, once.
        """
        within = self.places.filter(answer__in=answers)
        # One walk for both: which answers may be read is the dear part of it. Nobody has two
        # answers to a question, so that people of different texts are different people.
        rows = within.order_by().values_list(
            self.group, "answer__response__audience", "answer__text_hash"
        )
        people: dict = {}
        texts: dict = {}
        counted = rows.annotate(n=Count("answer__response", distinct=True))
        for group, audience, text, count in counted.iterator(chunk_size=CHUNK):
            people.setdefault(group, Counter())[audience] += count
            texts.setdefault(group, set()).add(text)
        counts = {
            theme.id: (
                dict(people.get(UUID(theme.id), {})),
                len(texts.get(UUID(theme.id), ())),
            )
            for theme in self.themes
        }
        for theme_id in self._below:
            counts[theme_id] = self._counts_with_parts(within, theme_id)
        return counts

    def _counts_with_parts(self, within, theme_id):
        rows = within.filter(**{f"{self.group}__in": self._family(theme_id)}).order_by()
        by_audience = rows.values_list("answer__response__audience").annotate(
            n=Count("answer__response", distinct=True)
        )
        different = rows.aggregate(n=Count("answer__text_hash", distinct=True))["n"]
        return dict(by_audience), different

    def splits(self, answers) -> dict[str, tuple[int, ...]]:
        """Return for each theme its people by what they tell of help; none where nothing told.

        Codings are told of by the suggestions that were accepted, place by place.
        """
        within = self.places.filter(answer__in=answers).order_by()
        members = SuggestionMember.objects.using(self.places.db).exclude(stance="")
        members = members.filter(suggestion__run__codebook=self.codebook)
        told = {
            tuple(place): stance
            for *place, stance in members.values_list("answer_id", "start", "end", "stance")
        }
        if not told:
            return {theme.id: () for theme in self.themes}
        said: dict[str, dict] = {}
        for group, *place in within.values_list(self.group, "answer_id", "start", "end"):
            if tuple(place) in told:
                people = said.setdefault(str(group), {})
                people.setdefault(place[0], set()).add(told[tuple(place)])
        return {theme.id: self._split(theme.id, said) for theme in self.themes}

    def _split(self, theme_id, said):
        people: dict = {}
        for one in self._family(theme_id):
            for answer, stances in said.get(one, {}).items():
                people[answer] = people.get(answer, set()) | stances
        return tuple(split_of_people(people.values()).values()) if people else ()

    def _family(self, theme_id):
        family, waiting = set(), [theme_id]
        while waiting:
            one = waiting.pop()
            if one not in family:
                family.add(one)
                waiting += self._below.get(one, [])
        return family

    def central_places(self, theme: NamedTheme) -> QuerySet:
        """Return the theme's places, those a person confirmed first, then the most central."""
        rows = self.places.filter(**{self.group: theme.id})
        if self.group == "theme":
            rank = Case(When(state=Coding.State.CONFIRMED, then=0), default=1)
            return rows.annotate(rank=rank).order_by("rank", "-score", "pk")
        return rows.order_by("-score", "pk")

    def themes_of(self, answer_ids) -> dict:
        """Return for each answer its places, by the number of its id."""
        fields = ["answer_id", f"{self.group}_id", "start", "end"]
        if self.group == "theme":
            fields += ["source", "state", "by_id", "at"]
        # By answer alone: joined with the themes, a database may walk all of a theme's places
        # for each few answers.
        rows = self.places.model.objects.using(self.places.db).filter(answer__in=answer_ids)
        rows = rows.order_by("answer_id", "start", "pk").values_list(*fields)
        # By numbers: a UUID is compared and hashed by a call each time, of which there are many.
        known = {UUID(theme.id).int: theme.id for theme in self.themes}
        places: dict[int, list[Place]] = {}
        for answer_id, theme_id, *rest in rows:
            name = known.get(theme_id.int)
            if name is not None and rest[3:4] != REJECTED:
                places.setdefault(answer_id.int, []).append(Place(name, *rest))
        return places


def by_machine() -> str:
    """Return the words that mark what no person has looked at."""
    return _("Suggested by the machine, not reviewed")


def theme_set_of(question, *, using: str) -> ThemeSet:
    """Return the themes of a question as they stand in the database `using`."""
    codebook = Codebook.objects.using(using).filter(question=question).first()
    if codebook is None:
        return ThemeSet([], Coding.objects.none(), "theme")
    if Theme.objects.using(using).filter(codebook=codebook).exists():
        return _decided(codebook, using)
    runs = ThemeRun.objects.using(using).whole().filter(codebook=codebook)
    run = runs.order_by("-finished_at", "-requested_at").first()
    return _suggested(run, using) if run else ThemeSet([], Coding.objects.none(), "theme")


def _decided(codebook, using):
    themes = Theme.objects.using(using).active().filter(codebook=codebook)
    named = [
        NamedTheme(
            str(theme.pk),
            theme.name,
            theme.parent_id and str(theme.parent_id),
            _("A person, approved by another") if theme.approved_at else _("A person"),
            theme.version,
            theme.definition,
            theme.include_when,
            theme.exclude_when,
            is_serious=theme.is_serious,
        )
        for theme in themes.order_by("name", "pk")
    ]
    places = Coding.objects.using(using).current().filter(theme__codebook=codebook)
    return ThemeSet(_in_families(named), places, "theme", codebook)


def _suggested(run, using):
    rows = Suggestion.objects.using(using).filter(run=run).exclude(state=Suggestion.State.REJECTED)
    named = [
        NamedTheme(
            str(row.pk),
            row.label,
            row.parent_id and str(row.parent_id),
            by_machine(),
            key_words=", ".join(row.keywords),
            stability=row.stability,
            cohesion=row.cohesion,
            nearest=row.nearest.label if row.nearest else "",
        )
        for row in rows.select_related("nearest").order_by("number")
    ]
    places = SuggestionMember.objects.using(using).filter(suggestion__run=run)
    return ThemeSet(_in_families(named), places, "suggestion", run.codebook, str(run.pk))


def _in_families(themes):
    """Return each theme followed by its parts; a part of a theme that is gone stands alone."""
    known = {theme.id for theme in themes}
    tops = [theme for theme in themes if theme.parent_id not in known]
    ordered, waiting = [], list(reversed(tops))
    while waiting:
        theme = waiting.pop()
        ordered.append(theme)
        parts = [one for one in themes if one.parent_id == theme.id]
        waiting += reversed(parts)
    return ordered
