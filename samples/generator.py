"""Makes any number of believable responses to the sample survey, the same ones for the same seed.

Each invented person has one experience of being helped, good or bad, and everything they tick and
write follows from it, so that the answers hang together as real ones do: who is not listened to
says so in their own words as well.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from samples.plausible import (
    AGES,
    CONCERNS,
    COUNTED,
    REVERSED_SCALES,
    ROWS,
    SHIFTS,
    TRAITS,
)
from samples.weights import CHOICES
from samples.words import AnswerPool, SampleAnswer, load_answers, pools_of
from surveys.conditions import is_shown
from surveys.definition import Page, Question, parse_document
from surveys.helping import with_helping
from surveys.routing import GRANTED


__all__ = [
    "SampleAnswer",
    "SampleResponse",
    "generate_responses",
    "load_answers",
    "load_document",
]

DOCUMENT_PATH = Path(__file__).parent / "consultation.json"
TRANSLATIONS = DOCUMENT_PATH.with_name("translations")
RECOMMENDATIONS = DOCUMENT_PATH.with_name("recommendations.json")
FINDINGS = DOCUMENT_PATH.with_name("findings.json")

AUDIENCE_SHARES = {"child": 0.28, "young_person": 0.20, "parent": 0.32, "practitioner": 0.20}
# Without the first three nothing is sent, so everybody who sent something said yes to them.
GRANTED_SHARES = {
    "take_part": 1.0,
    "adult_permission": 1.0,
    "understand_limits": 1.0,
    "quote_anon": 0.60,
    "quote_context": 0.55,
    "share_local": 0.50,
    "special_category": 0.70,
    "archive": 0.50,
}
CAMPAIGN_SHARE = 0.04
# A person who only came to send the prepared text leaves most other boxes empty.
CAMPAIGN_SILENCE = 0.6
OPEN_SKIPPED_SHARE = 0.13
CLOSED_SKIPPED_SHARE = 0.03
BY_PARTNER_LINK_SHARE = 0.6
NOT_APPLICABLE_SHARE = 0.04
NOT_APPLICABLE = "na"
OPEN_TYPES = frozenset({"short_text", "long_text"})
# The least that a text question without a limit of its own allows.
DEFAULT_MAX_LENGTH = 200


@dataclass(frozen=True)
class SampleResponse:
    """One person's response, ready for the action that submits it."""

    audience: str
    age_band: str
    permissions: dict[str, str]
    answers: dict[str, object]
    partner_code: str | None = None
    # The code they chose where they are asked how old they are.
    age: str = ""


@dataclass
class _Person:
    """Somebody invented: what kind of help they had, and what came of it so far."""

    audience: str
    age: str
    age_band: str
    experience: float
    is_campaigner: bool
    permissions: dict[str, str]
    traits: dict[str, str]
    answers: dict[str, object] = field(default_factory=dict)
    concerns: set[str] = field(default_factory=set)

    def records(self, key: str, value: object) -> None:
        self.answers[key] = value
        # The rows of a matrix stand for themselves: nothing that people write follows from them.
        parts = value if isinstance(value, list) else [] if isinstance(value, dict) else [value]
        for part in parts:
            self.concerns.update(CONCERNS.get((key, part), ()))


def load_document(path: Path | str = DOCUMENT_PATH) -> dict:
    """Return the sample survey document as it is stored."""
    return json.loads(Path(path).read_text(encoding="utf-8"))


def generate_responses(
    document: dict,
    answers: Sequence[SampleAnswer],
    *,
    count: int,
    seed: int,
    partner_codes: Sequence[str] = (),
) -> Iterator[SampleResponse]:
    """Yield `count` responses; a shorter run is always the beginning of a longer one.

    Only questions that the routing shows to that person are answered.
    """
    maker = _Maker(document, answers)
    rng = Random(seed)
    for _ in range(count):
        person = maker.person(rng)
        yield SampleResponse(
            audience=person.audience,
            age_band=person.age_band,
            permissions=person.permissions,
            answers=maker.answers(person, rng),
            partner_code=_partner_code(partner_codes, rng),
            age=person.age,
        )


class _Maker:
    """Holds what is the same for every response: the survey's pages and the pools of words."""

    def __init__(self, document: dict, answers: Sequence[SampleAnswer]) -> None:
        # As it is published: with the standard questions about help.
        survey = parse_document(with_helping(document))
        self._survey = survey
        keys = [audience.key for audience in survey.audiences]
        self._shares = {key: AUDIENCE_SHARES.get(key, 0.1) for key in keys}
        self._pages = {key: survey.pages_for(key) for key in keys}
        self._pools = pools_of(answers)
        self._campaign_shares = {
            key: self._campaign_share(key, share / sum(self._shares.values()))
            for key, share in self._shares.items()
        }

    def _campaign_share(self, audience: str, share: float) -> float:
        asked = any(
            pool.has_campaign for (whose, _), pool in self._pools.items() if whose == audience
        )
        return CAMPAIGN_SHARE / share if asked else 0.0

    def person(self, rng: Random) -> _Person:
        key = _drawn(self._shares, rng)
        audience = self._survey.audience(key)
        age = _drawn(AGES.get(key, {"": 1}), rng)
        asked = self._survey.permissions_for(key, audience.youngest_for(age))
        traits = {name: _drawn(weights, rng) for name, weights in TRAITS.items()}
        return _Person(
            audience=key,
            age=age,
            age_band=audience.band_for(age),
            experience=_experience(traits, key, rng),
            is_campaigner=rng.random() < self._campaign_shares[key],
            permissions={each.key: _allowed(each.key, rng) for each in asked},
            traits=traits,
        )

    def answers(self, person: _Person, rng: Random) -> dict[str, object]:
        """Walk the pages as the person would, so that routing sees what they said before."""
        for page in self._pages[person.audience]:
            if not _sees(page, person):
                continue
            for question in page.questions:
                if question.is_for(person.audience) and _sees(question, person):
                    self._answer(person, question, rng)
        return person.answers

    def _answer(self, person: _Person, question: Question, rng: Random) -> None:
        if question.type in OPEN_TYPES:
            value = self._words(person, question, rng)
        elif question.type in CLOSED and rng.random() >= CLOSED_SKIPPED_SHARE:
            value = CLOSED[question.type](question, person, rng)
        else:
            value = None
        if value not in (None, "", [], {}):
            person.records(question.key, value)

    def _words(self, person: _Person, question: Question, rng: Random) -> str | None:
        pool: AnswerPool | None = self._pools.get((person.audience, question.key))
        if pool is None:
            return None
        if person.is_campaigner and pool.has_campaign:
            return pool.campaign_text(rng)
        skipped = CAMPAIGN_SILENCE if person.is_campaigner else OPEN_SKIPPED_SHARE
        if rng.random() < skipped:
            return None
        return pool.draw(
            rng,
            concerns=frozenset(person.concerns),
            experience=person.experience,
            max_length=question.settings.get("max_length", DEFAULT_MAX_LENGTH),
        )


def _sees(entry: Page | Question, person: _Person) -> bool:
    known = {**person.permissions, **person.answers}
    is_allowed = not entry.needs or known.get(entry.needs) == GRANTED
    rule = entry.show_if
    return is_allowed and is_shown(rule, known, audience=person.audience, age_band=person.age_band)


def _allowed(permission: str, rng: Random) -> str:
    return GRANTED if rng.random() < GRANTED_SHARES.get(permission, 0.5) else "refused"


def _partner_code(codes: Sequence[str], rng: Random) -> str | None:
    came_by_link = rng.random() < BY_PARTNER_LINK_SHARE
    return rng.choice(codes) if codes and came_by_link else None


def _experience(traits: dict[str, str], audience: str, rng: Random) -> float:
    """Return how well help went, from 0 to 1: a little better in some places and lines of work."""
    shift = sum(
        by.get(traits[key], 0) for (whose, key), by in SHIFTS.items() if whose in ("*", audience)
    )
    return max(0.0, min(rng.betavariate(2, 2.2) + shift, 1.0))


def _drawn(weights: dict[str, float], rng: Random) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def _weights(question: Question, person: _Person) -> dict[str, float]:
    table = CHOICES.get(question.key, {})
    codes = [option["code"] for option in question.settings["options"]]
    counted, most = COUNTED.get(question.key, ("", {}))
    ticked = len(person.answers.get(counted, []))
    pairs = {code: table.get(code, (1, 1)) for code in codes if most.get(code, ticked) >= ticked}
    return {code: bad + (good - bad) * person.experience for code, (bad, good) in pairs.items()}


def _single(question: Question, person: _Person, rng: Random) -> str:
    if question.key in person.traits:
        return person.traits[question.key]
    return _drawn(_weights(question, person), rng)


def _rank(question: Question, person: _Person, rng: Random) -> list[str]:
    weights = _weights(question, person)
    chosen: list[str] = []
    # Some name fewer than they could.
    for _ in range(rng.choices((1, 2, 3), (1, 1, 8))[0]):
        code = _drawn(weights, rng)
        chosen.append(code)
        del weights[code]
    return chosen


def _matrix(question: Question, person: _Person, rng: Random) -> dict[str, str]:
    points = [option["code"] for option in question.settings["options"]]
    places = [code for code in points if code != NOT_APPLICABLE]
    answers = {}
    for row in question.settings["rows"]:
        if rng.random() < CLOSED_SKIPPED_SHARE:
            continue
        bad, good = ROWS.get((question.key, row["code"]), (0, 1))
        leaning = bad + (good - bad) * person.experience
        answers[row["code"]] = _point(places, leaning, rng)
        if rng.random() < NOT_APPLICABLE_SHARE and NOT_APPLICABLE in points:
            answers[row["code"]] = NOT_APPLICABLE
    return answers


def _point(points: Sequence, leaning: float, rng: Random):
    place = round(leaning * (len(points) - 1) + rng.gauss(0, 0.7))
    return points[max(0, min(len(points) - 1, place))]


def _multi(question: Question, person: _Person, rng: Random) -> list[str]:
    weights = _weights(question, person)
    exclusive = [o["code"] for o in question.settings["options"] if o.get("exclusive")]
    most = min(question.settings.get("max_choices", 4), len(weights) - len(exclusive))
    wanted = rng.randint(1, most)
    chosen: list[str] = []
    while len(chosen) < wanted:
        code = _drawn(weights, rng)
        if code in exclusive and not chosen:
            return [code]
        chosen.append(code)
        del weights[code]
        for other in exclusive:
            weights.pop(other, None)
    # A form sends the boxes in the order they stand on the page.
    return [o["code"] for o in question.settings["options"] if o["code"] in chosen]


def _scale(question: Question, person: _Person, rng: Random) -> int | str:
    if question.settings.get("not_applicable") and rng.random() < NOT_APPLICABLE_SHARE:
        return NOT_APPLICABLE
    codes = [point["code"] for point in question.settings["points"]]
    good = person.experience
    return _point(codes, 1 - good if question.key in REVERSED_SCALES else good, rng)


CLOSED: dict[str, Callable[[Question, _Person, Random], object]] = {
    "single": _single,
    "multi": _multi,
    "faces": _scale,
    "likert": _scale,
    "rank": _rank,
    "matrix": _matrix,
}
