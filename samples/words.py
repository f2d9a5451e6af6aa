"""Draws written answers from the hand-written ones: which, joined with which, and typed how."""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random


ANSWERS_PATH = Path(__file__).parent / "answers"

# How an answer is written decides how often it is drawn; about what it is, `concerns` decides.
MANNER_WEIGHTS = {"blank": 0.5, "dont_know": 0.8, "hard_to_read": 0.8}
# Nobody writes "dont know" and then a second answer, and these two say all they have to say.
STANDS_ALONE = frozenset({"blank", "dont_know", "campaign", "positive", "negative"})
CONCERN_WEIGHT = 5.0
JOINED_SHARE = 0.22
VARIED_SHARE = 0.45
# Most people send a prepared text as it stands.
CAMPAIGN_AS_SENT_WEIGHT = 6.0
JOINERS = (" ", " ", "\n", "\n\n", " Also ", " and ")
MOODS = 3
LONG_WORD = re.compile(r"[^\W\d_]{6,}")


@dataclass(frozen=True)
class SampleAnswer:
    """One hand-written answer: `tags` say what it is about and how it is written."""

    audience: str
    question_key: str
    text: str
    tags: frozenset[str] = frozenset()

    def has(self, tags: frozenset[str]) -> bool:
        return not self.tags.isdisjoint(tags)


def load_answers(path: Path | str = ANSWERS_PATH) -> tuple[SampleAnswer, ...]:
    """Return every answer of a .csv file, or of all .csv files of a folder in order of name.

    A file is called like the audience whose words it holds.
    """
    path = Path(path)
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    return tuple(answer for file in files for answer in _answers_in(file))


def _answers_in(file: Path) -> Iterable[SampleAnswer]:
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            tags = frozenset(tag for tag in row["tags"].split(",") if tag)
            yield SampleAnswer(file.stem, row["question_key"], row["text"], tags)


class AnswerPool:
    """The written answers to one question, drawn by mood and by what is on the person's mind."""

    def __init__(self, answers: Sequence[SampleAnswer]) -> None:
        self._campaign = [a for a in answers if "campaign" in a.tags]
        self._own = [a for a in answers if "campaign" not in a.tags]
        self._weights: dict[tuple[frozenset[str], int], list[float]] = {}

    @property
    def has_campaign(self) -> bool:
        return bool(self._campaign)

    def campaign_text(self, rng: Random) -> str:
        """Return the prepared text, mostly as it was handed out."""
        others = [1.0] * (len(self._campaign) - 1)
        return rng.choices(self._campaign, [CAMPAIGN_AS_SENT_WEIGHT, *others])[0].text

    def draw(
        self, rng: Random, *, concerns: frozenset[str], experience: float, max_length: int
    ) -> str:
        """Return one person's words; empty when they left the box blank."""
        weights = self._weights_for(concerns, min(int(experience * MOODS), MOODS - 1))
        first = rng.choices(self._own, cum_weights=weights)[0]
        if first.has(STANDS_ALONE):
            return first.text
        text = first.text
        if rng.random() < JOINED_SHARE:
            second = rng.choices(self._own, cum_weights=weights)[0]
            text = _joined(first, second, rng=rng, max_length=max_length)
        return _varied(text, rng) if rng.random() < VARIED_SHARE else text

    def _weights_for(self, concerns: frozenset[str], mood: int) -> list[float]:
        key = (concerns, mood)
        if key not in self._weights:
            weights = (_weight_of(answer, concerns, mood) for answer in self._own)
            self._weights[key] = list(accumulate(weights))
        return self._weights[key]


def _weight_of(answer: SampleAnswer, concerns: frozenset[str], mood: int) -> float:
    weight = CONCERN_WEIGHT if answer.has(concerns) else 1.0
    for manner, share in MANNER_WEIGHTS.items():
        if manner in answer.tags:
            weight *= share
    if "positive" in answer.tags:
        weight *= (0.2, 1.0, 4.0)[mood]
    if "negative" in answer.tags:
        weight *= (3.0, 1.0, 0.1)[mood]
    return weight


def _joined(first: SampleAnswer, second: SampleAnswer, *, rng: Random, max_length: int) -> str:
    # One word and a sentence do not read as one answer, so short ones stay alone.
    too_short = min(len(first.text.split()), len(second.text.split())) < 4
    if second is first or second.has(STANDS_ALONE) or too_short:
        return first.text
    joiner = rng.choice(JOINERS)
    follows = second.text if joiner.isspace() else second.text[0].lower() + second.text[1:]
    start = first.text.rstrip(".") if joiner == " and " else first.text
    text = f"{start}{joiner}{follows}"
    return text if len(text) <= max_length else first.text


def _without_full_stop(text: str, _rng: Random) -> str:
    return text.removesuffix(".")


def _lower_case(text: str, _rng: Random) -> str:
    return text.lower()


def _small_start(text: str, _rng: Random) -> str:
    return text[:1].lower() + text[1:]


def _keener(text: str, _rng: Random) -> str:
    return text.rstrip(".!") + "!"


def _two_spaces(text: str, _rng: Random) -> str:
    return text.replace(". ", ".  ")


def _slip_of_the_finger(text: str, rng: Random) -> str:
    """Swap two letters in the middle of a word, as a fast typist does."""
    # Short words turn into other words, some of them rude.
    words = [match for match in LONG_WORD.finditer(text) if match.group().islower()]
    if not words:
        return text
    word = rng.choice(words)
    place = rng.randrange(word.start() + 1, word.end() - 2)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


VARIATIONS: tuple[Callable[[str, Random], str], ...] = (
    _without_full_stop,
    _lower_case,
    _small_start,
    _keener,
    _two_spaces,
    _slip_of_the_finger,
)


def _varied(text: str, rng: Random) -> str:
    return rng.choice(VARIATIONS)(text, rng)


def pools_of(answers: Iterable[SampleAnswer]) -> dict[tuple[str, str], AnswerPool]:
    """Return the pool of each audience and question that has answers."""
    groups: dict[tuple[str, str], list[SampleAnswer]] = defaultdict(list)
    for answer in answers:
        groups[answer.audience, answer.question_key].append(answer)
    return {key: AnswerPool(group) for key, group in groups.items()}
