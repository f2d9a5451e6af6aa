"""A sample as it may be read now: answers whose permission is gone are in no figure any more."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, F, OuterRef, QuerySet

from insights.models import (
    AnswerReading,
    AuditItem,
    AuditReading,
    AuditSample,
    Codebook,
    Coding,
    Theme,
)
from insights.quality.readings import Families, Item, Read
from surveys.models import Answer, Purpose


# Raised when the way figures are worked out changes, so that none of before are shown.
VERSION = "2"
STRATA = ("audience", "age_band", "language")
UNSURE, THEMES = AuditReading.Outcome.UNSURE, AuditReading.Outcome.THEMES


@dataclass(frozen=True)
class State:
    """A sample with all its readings. `themes` are those of it that are still in use."""

    sample: AuditSample
    themes: tuple[Theme, ...]
    families: Families
    items: tuple[Item, ...]

    @property
    def theme_ids(self) -> list[str]:
        return [str(theme.pk) for theme in self.themes]

    @property
    def read(self) -> list[Item]:
        return [item for item in self.items if item.is_read]

    def disputes(self) -> list[Item]:
        """Return the answers on which readers differ, settled or not."""
        return [item for item in self.items if item.disputed(self.theme_ids)]

    def open_disputes(self) -> list[Item]:
        return [item for item in self.disputes() if not item.is_settled]

    def changed(self) -> tuple[list[Theme], int]:
        """Return the themes changed since the sample was drawn, and how many went out of use."""
        versions = {each["id"]: each["version"] for each in self.sample.themes}
        changed = [each for each in self.themes if each.version != versions[str(each.pk)]]
        return changed, len(versions) - len(self.themes)

    def newer(self) -> int:
        """Return how many themes came into use after the sample was drawn."""
        return self.sample.codebook.themes.active().count() - len(self.themes)

    @cached_property
    def key(self) -> str:
        """Return what tells this state from every other one, for figures kept beside it."""
        told = [VERSION, self.sample.seed, dict(self.families.parents), self.theme_ids]
        told += [
            [item.id, _plain(item.machine), *map(_plain, item.readings), _plain(item.truth)]
            for item in self.items
            if item.is_read
        ]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _plain(read: Read | None):
    return None if read is None else [sorted(read.yes), sorted(read.open)]


def state_of(sample: AuditSample, *, using: str = "default") -> State:
    """Return the sample as it may be read now; three queries."""
    return states_of([sample], using=using)[0]


def states_of(samples: Sequence[AuditSample], *, using: str = "default") -> list[State]:
    """Return samples as they may be read now, in their order; three queries for all."""
    themes, readings, items = defaultdict(list), defaultdict(list), defaultdict(list)
    active = Theme.objects.using(using).active()
    for theme in active.filter(codebook__in={each.codebook_id for each in samples}).order_by(
        "name", "pk"
    ):
        themes[theme.codebook_id].append(theme)
    kept = AuditReading.objects.using(using).filter(item__sample__in=samples)
    for reading in kept.order_by("at", "pk"):
        readings[reading.item_id].append(reading)
    for row in _readable(samples, using).annotate(undone=F("settlement__undone_by")):
        items[row.sample_id].append(row)
    return [
        _state(each, _drawn_with(each, themes[each.codebook_id]), items[each.pk], readings)
        for each in samples
    ]


def _state(sample, themes, rows, readings) -> State:
    ids = {theme.pk for theme in themes}
    parents = {str(each.pk): each.parent_id in ids and str(each.parent_id) for each in themes}
    families = Families({theme: parent or None for theme, parent in parents.items()})
    items = tuple(_item(row, readings.get(row.pk, []), families) for row in rows)
    return State(sample, themes, families, items)


def themes_of(sample: AuditSample, *, using: str = "default") -> tuple[Theme, ...]:
    """Return the themes of the sample that are still in use, by name."""
    themes = Theme.objects.using(using).active().filter(codebook=sample.codebook_id)
    return _drawn_with(sample, themes.order_by("name", "pk"))


def _drawn_with(sample, themes) -> tuple[Theme, ...]:
    ids = {each["id"] for each in sample.themes}
    return tuple(each for each in themes if str(each.pk) in ids)


def readable_items(sample: AuditSample, *, using: str = "default") -> QuerySet:
    """Return the items whose answers may be read now, in the order they are read."""
    return _readable([sample], using)


def _readable(samples, using) -> QuerySet:
    """Ask the door of the samples' answers alone: they are few among many."""
    answer = Answer.objects.for_purpose(Purpose.ANALYSIS).filter(pk=OuterRef("answer_id"))
    rows = AuditItem.objects.using(using).filter(Exists(answer.using(using)), sample__in=samples)
    return rows.order_by("place")


def _item(row, readings, families) -> Item:
    blind = [families.read(each.themes) for each in readings if each.outcome != UNSURE]
    first = row.first and families.read(row.first["yes"], row.first["open"])
    is_settled = row.settlement_id is not None and row.undone is None
    told = families.read(row.settled) if is_settled else None
    has_first = first is not None and bool(readings)
    return Item(
        id=str(row.pk),
        answer=str(row.answer_id),
        machine=families.read(row.machine),
        readings=((first,) if has_first else ()) + tuple(blind),
        truth=told or (blind[0] if blind else None),
        has_first=has_first,
        is_read=bool(readings),
        is_unsure=len(blind) < len(readings),
        is_settled=is_settled,
        note=row.note if is_settled else "",
    )


def first_reading(codebook: Codebook, answer_id) -> dict | None:
    """Return what people have decided about an answer so far: {yes, open}, None if nothing.

    Who read an answer, or decided about one theme of it, has read the whole: so a theme that nobody
    put it in is a No. One that only the machine suggests, and nobody decided about, stays open.
    """
    rows = Coding.objects.filter(answer=answer_id, theme__codebook=codebook).values_list(
        "theme_id", "state", "by_id"
    )
    is_read = AnswerReading.objects.filter(codebook=codebook, answer=answer_id).exists()
    if not is_read and not any(by is not None for _theme, _state, by in rows):
        return None
    by_state: dict[str, set] = {}
    for theme, state, _by in rows:
        by_state.setdefault(state, set()).add(str(theme))
    yes = by_state.get(Coding.State.CONFIRMED, set())
    return {
        "yes": sorted(yes),
        "open": sorted(by_state.get(Coding.State.SUGGESTED, set()) - yes),
    }


def strata_of(answers: QuerySet) -> dict:
    """Return {answer id: (audience, age band, language)}."""
    fields = [f"response__{name}" for name in STRATA]
    return {row[0]: row[1:] for row in answers.values_list("pk", *fields).iterator()}


def names_told(strata: Mapping) -> list[str]:
    """Return by what the answers are told apart: what is the same for all tells nothing."""
    return [
        name
        for place, name in enumerate(STRATA)
        if len({stratum[place] for stratum in strata.values()}) > 1
    ]


def allocation_of(sample: AuditSample) -> list[tuple[tuple[str, ...], int, int]]:
    """Return each stratum with its answers and how many of them are in the sample, as of now."""
    answers = Answer.objects.for_purpose(Purpose.ANALYSIS).substantive()
    strata = strata_of(answers.filter(question=sample.codebook.question_id))
    drawn = set(readable_items(sample).values_list("answer_id", flat=True))
    every = Counter(strata.values())
    chosen = Counter(strata[pk] for pk in drawn if pk in strata)
    return [(stratum, every[stratum], chosen[stratum]) for stratum in sorted(every)]
