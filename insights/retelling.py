"""Puts the figures of a theme right of which steps touched a few answers: only these are read.

Each answer is taken off as it stood when the figures were counted, and added as it stands now. What
is the centre and the edge is looked for again only where the answers can have changed it. Whatever
does not fit leaves a theme to be counted anew.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from insights.chunks import few_at_a_time
from insights.models import Codebook, Coding, Tally
from insights.places import IN_ORDER, KEPT, half_of, plain, readable_answers, told_of
from insights.splits import stance_of_person


FIGURES = ["people", "different", "stories", "split", "central", "edge"]
LOOKED_AT = 50  # places whose answers are asked for at once


@dataclass(frozen=True)
class Touched:
    """A tally, the themes whose codings it counts, and where each touched answer stood in them."""

    tally: Tally
    themes: set[UUID]
    stood: Mapping[UUID, set[tuple[int, int]]]


@dataclass
class Answers:
    """What is known of touched answers, by their keys in hexadecimal."""

    hashes: dict = field(default_factory=dict)  # of those that may be read
    stands: dict = field(default_factory=dict)  # answer -> {(start, end, theme): score}
    alike: dict = field(default_factory=dict)  # text hash -> themes other answers of it stand in
    told: dict = field(default_factory=dict)  # place -> what it tells


def retell(codebook: Codebook, asked: Iterable[Touched]) -> list[Tally]:
    """Return the tallies that could be put right, with their new figures, not saved."""
    asked = list(asked)
    answers = _answers(codebook, asked)
    return [each.tally for each in asked if _retell(codebook, each, answers)]


def _answers(codebook, asked) -> Answers:
    keys = sorted({answer for each in asked for answer in each.stood})
    themes = {theme for each in asked for theme in each.themes}
    found = Answers()
    for part in few_at_a_time(keys):
        rows = readable_answers(codebook, by_key=True).filter(pk__in=part)
        found.hashes |= dict(rows.values_list(plain("pk"), "text_hash"))
        rows = Coding.objects.current().filter(answer__in=part, theme__in=themes)
        for answer, start, end, theme, score in rows.values_list(
            plain("answer_id"), "start", "end", "theme_id", "score"
        ):
            found.stands.setdefault(answer, {})[start, end, theme] = score
    places = {
        (answer.hex, *place)
        for each in asked
        for answer in each.stood
        for place in each.stood[answer]
    }
    places |= {(answer, *place[:2]) for answer, there in found.stands.items() for place in there}
    places = {place for place in places if place[0] in found.hashes}
    found.told = told_of(places, keys)
    found.alike = _alike(codebook, found.hashes, themes)
    return found


def _alike(codebook, hashes, themes) -> dict:
    """Return {text hash: the themes in which other answers of the same words stand}."""
    same = readable_answers(codebook).filter(text_hash__in=set(hashes.values()))
    same = dict(same.values_list("pk", "text_hash").iterator())
    same = {pk: text for pk, text in same.items() if pk.hex not in hashes}
    found: dict = {}
    for part in few_at_a_time(same):
        rows = Coding.objects.current().filter(answer__in=part, theme__in=themes)
        for answer, theme in rows.values_list("answer_id", "theme_id"):
            found.setdefault(same[answer], set()).add(theme)
    return found


@dataclass(frozen=True)
class _Change:
    """How touched answers that may be read stood in one tally, and how they stand."""

    touched: Touched
    answers: Answers
    was: dict
    now: dict

    @cached_property
    def hashes(self) -> set:
        return {self.answers.hashes[answer] for answer in self.was}

    @cached_property
    def moved(self) -> set:
        """Return the answers that stand otherwise."""
        return {answer for answer in self.was if self.was[answer] != self.now[answer]}

    @cached_property
    def stirred(self) -> set:
        """Return the answers that can stand elsewhere in the order.

        Those that did not move are among them: by another theme counted here the same place can
        have come to be surer, or less sure.
        """
        return {answer for answer in self.was if self.was[answer] or self.now[answer]}

    def places(self, answers) -> set[tuple]:
        """Return where these stood or stand."""
        by_answer = ((each, self.was[each] | self.now[each]) for each in answers)
        return {(answer, *place) for answer, places in by_answer for place in places}

    def is_shared(self) -> bool:
        """Tell whether two who can stand elsewhere have the same words, or somebody else has."""
        texts = [self.answers.hashes[answer] for answer in self.stirred]
        return len(set(texts)) < len(texts) or any(map(self.is_elsewhere, texts))

    def is_elsewhere(self, text_hash) -> bool:
        """Tell whether the same words of somebody else stand in the themes."""
        return bool(self.answers.alike.get(text_hash, set()) & self.touched.themes)

    def told(self, places) -> Iterator[tuple]:
        """Yield (stances, whether one is a story) of each answer that stands in places."""
        for answer, theirs in places.items():
            told = [self.answers.told[answer, *place] for place in theirs]
            if told:
                yield {each[0] for each in told} - {""}, any(each[1] for each in told)

    def texts(self, places) -> int:
        """Return how many different texts stand there, of those that these answers have."""
        own = {self.answers.hashes[answer] for answer, theirs in places.items() if theirs}
        return sum(text in own or self.is_elsewhere(text) for text in self.hashes)


def _change(touched, answers) -> _Change | None:
    """Return what changed; None where an answer that stood there may not be read any more."""
    stood = {answer.hex: places for answer, places in touched.stood.items()}
    if any(places and answer not in answers.hashes for answer, places in stood.items()):
        return None
    was, now = {}, {}
    for answer in stood.keys() & answers.hashes.keys():
        stands = answers.stands.get(answer, ())
        was[answer] = stood[answer]
        now[answer] = {(start, end) for start, end, theme in stands if theme in touched.themes}
    return _Change(touched, answers, was, now)


def _retell(codebook, touched, answers) -> bool:
    tally, change = touched.tally, _change(touched, answers)
    if change is None or _names_it(tally, change):
        return False
    split, different = Counter(tally.split), tally.different
    for places, sign in ((change.was, -1), (change.now, 1)):
        tally.people += sign * sum(bool(theirs) for theirs in places.values())
        tally.different += sign * change.texts(places)
        for stances, is_story in change.told(places):
            tally.stories += sign * is_story
            split[stance_of_person(stances)] += sign if stances else 0
    tally.split = {value: split[value] for value in tally.split}
    figures = (tally.people, tally.different, tally.stories, *split.values())
    if min(figures) < 0 or split.keys() != tally.split.keys():
        return False
    return _ends_stay(change, different) or _find_ends(codebook, touched)


def _names_it(tally, change) -> bool:
    """Tell whether the clause of an answer that moved names the theme, or could."""
    if tally.clause and tally.clause[0] in change.moved:
        return True
    places = change.places(change.moved)
    return any(change.answers.told[place][2] is not None for place in places)


def _ends_stay(change, different) -> bool:
    """Tell whether the centre and the edge are surely as they were.

    They are when they were, and are, apart and full, and what came or went stands between them.
    """
    tally = change.touched.tally
    if not change.stirred:
        return True
    if min(different, tally.different) < 2 * KEPT or change.is_shared():
        return False
    listed = {tuple(place[:3]) for place in (*tally.central, *tally.edge)}
    if listed & change.places(change.stirred):
        return False
    places = [_place_in_order(*place, score) for place, score in _scores(change)]
    if not places:
        return True
    first, last = (
        _listed_in_order(change.touched, each[-1]) for each in (tally.central, tally.edge)
    )
    return bool(first and last) and first < min(places) and max(places) < last


def _scores(change) -> Iterator[tuple]:
    for answer in change.stirred:
        for (start, end, theme), score in change.answers.stands.get(answer, {}).items():
            if theme in change.touched.themes:
                yield (answer, start, end), score


def _place_in_order(answer, start, end, score) -> tuple:
    return (-score, answer, start, end)


def _listed_in_order(touched, place) -> tuple | None:
    answer, start, end = place[:3]
    rows = Coding.objects.current().filter(answer=UUID(answer), theme__in=touched.themes)
    scores = list(rows.filter(start=start, end=end).values_list("score", flat=True))
    return _place_in_order(answer, start, end, max(scores)) if scores else None


def _find_ends(codebook, touched) -> bool:
    """Find the centre and the edge again: of all places, but reading only the words shown."""
    tally = touched.tally
    rows = Coding.objects.current().filter(theme__in=touched.themes).order_by(*IN_ORDER)
    rows = list(rows.values_list(plain("answer_id"), "start", "end", "answer__text_hash"))
    order = _Order(codebook, rows)
    half = half_of(tally.different)
    central = order.first(half)
    edge = order.last(min(KEPT, tally.different - half))
    if (len(central), len(edge)) != (half, min(KEPT, tally.different - half)):
        return False
    told = told_of({*central, *edge}, [UUID(place[0]) for place in (*central, *edge)])
    tally.central, tally.edge = (
        [[*place, told[place][1]] for place in each] for each in (central, edge)
    )
    return True


@dataclass
class _Order:
    """Places in order, of which it is asked as late as can be whether they may be read."""

    codebook: Codebook
    rows: list
    readable: dict = field(default_factory=dict)

    @cached_property
    def at(self) -> dict[str, list[int]]:
        """Return {text hash: where its places are in the order}."""
        found: dict = {}
        for number, row in enumerate(self.rows):
            found.setdefault(row[3], []).append(number)
        return found

    def first(self, wanted: int) -> list[tuple]:
        """Return the first place of each text, of the texts that come first."""
        found: dict = {}
        for number in self._readable(range(len(self.rows))):
            if len(found) >= wanted:
                break
            *place, text = self.rows[number]
            found.setdefault(text, tuple(place))
        return list(found.values())[:wanted]

    def last(self, wanted: int) -> list[tuple]:
        """Return the first place of each text, of the texts that come last, the last first."""
        found: list = []
        for number in self._readable(range(len(self.rows) - 1, -1, -1)):
            if len(found) >= wanted:
                break
            *place, text = self.rows[number]
            if next(self._readable(self.at[text])) == number:
                found.append(tuple(place))
        return found

    def _readable(self, numbers) -> Iterator[int]:
        for part in few_at_a_time(numbers, LOOKED_AT):
            keys = {self.rows[number][0] for number in part} - self.readable.keys()
            if keys:
                rows = readable_answers(self.codebook, by_key=True)
                may = set(rows.filter(pk__in=sorted(map(UUID, keys))).values_list("pk", flat=True))
                self.readable |= {key: UUID(key) in may for key in keys}
            yield from (number for number in part if self.readable[self.rows[number][0]])
