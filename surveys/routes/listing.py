"""The routes of each kind of reader, with how long they are."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.helping import CONCEPTS as HELP
from surveys.question_types import question_type
from surveys.routes.minutes import AROUND_SECONDS, seconds_of_page
from surveys.routes.stops import stops_of
from surveys.routes.walk import Step, TooManyRoutes, Walk
from surveys.wording import Reader


# More than these are summed up: nobody reads a hundred routes.
MOST_LISTED = 40


@dataclass(frozen=True)
class Route:
    """One way through: its pages, how many questions they ask, and about how long it takes."""

    steps: tuple[Step, ...]
    questions: int
    seconds: float

    @property
    def pages(self) -> int:
        return len(self.steps)

    @property
    def minutes(self) -> float:
        return round(self.seconds / 60, 1)


@dataclass(frozen=True)
class ReaderRoutes:
    """Every route of one audience and age band.

    `most_questions` are those about the subject: neither help with answering nor what needs a
    permission of its own. `count` is None where the routes are too many to be told apart: then
    `longest` is a page of everything, and `shortest` is not known.
    """

    audience: str
    age_band: str
    longest: Route
    shortest: Route | None = None
    count: int | None = None
    most_questions: int = 0
    listed: tuple[Route, ...] = ()
    walk: Walk | None = None


def reader_bands(document) -> list[tuple[str, str]]:
    """Return (audience, age band) of every kind of reader, in the document's order."""
    return [(audience.key, band) for audience in document.audiences for band in audience.bands]


def routes_of(document) -> list[ReaderRoutes]:
    """Return the routes of every kind of reader."""
    return [routes_for(document, *pair) for pair in reader_bands(document)]


def routes_for(document, audience: str, age_band: str) -> ReaderRoutes:
    """Return the routes of one kind of reader."""
    measure = _Measure(document, document.reader(audience, age_band))
    stops = stops_of(document, audience, age_band)
    try:
        walk = Walk(stops)
    except TooManyRoutes:
        everything = [Step(p.key, tuple(q.key for q in p.questions)) for p in stops.pages]
        longest = measure.route(step for step in everything if step.questions)
        return ReaderRoutes(
            audience,
            age_band,
            longest,
            most_questions=sum(map(measure.on_the_subject, longest.steps)),
        )
    count = walk.count()
    return ReaderRoutes(
        audience,
        age_band,
        longest=measure.best(walk, max),
        shortest=measure.best(walk, min),
        count=count,
        most_questions=walk.fold(
            measure.on_the_subject, end=0, choose=max, join=lambda here, rest: here + rest
        ),
        listed=tuple(map(measure.route, walk.routes())) if count <= MOST_LISTED else (),
        walk=walk,
    )


class _Measure:
    """Measures steps for one reader; the permissions count in every route's time."""

    def __init__(self, document, reader: Reader):
        self.reader = reader
        self._questions: Mapping = {q.key: q for q in document.questions()}
        self._seconds: dict[Step, float] = {}
        self._apart = {
            question.key
            for page in document.pages
            for question in page.questions
            if page.needs or question.needs or question.concept in HELP
        }
        self.around = AROUND_SECONDS + sum(
            seconds_of_page([permission], reader)
            for permission in document.permissions
            if permission.is_for(reader.audience)
        )

    def seconds(self, step: Step) -> float:
        if step not in self._seconds:
            questions = [self._questions[key] for key in step.questions]
            self._seconds[step] = seconds_of_page(questions, self.reader)
        return self._seconds[step]

    def questions(self, step: Step) -> int:
        return sum(question_type(self._questions[k].type).has_answer for k in step.questions)

    def on_the_subject(self, step: Step) -> int:
        """Count the questions that tire: not those about help, nor what needs a permission."""
        return sum(
            question_type(self._questions[key].type).has_answer
            for key in step.questions
            if key not in self._apart
        )

    def route(self, steps) -> Route:
        steps = tuple(steps)
        seconds = self.around + sum(map(self.seconds, steps))
        return Route(steps, sum(map(self.questions, steps)), seconds)

    def best(self, walk: Walk, choose) -> Route:
        """Return the shortest (min) or the longest (max) route by time."""
        _seconds, steps = walk.fold(
            lambda step: (self.seconds(step), (step,)),
            end=(0.0, ()),
            choose=lambda each: choose(each, key=lambda pair: pair[0]),
            join=lambda here, rest: (here[0] + rest[0], here[1] + rest[1]),
        )
        return self.route(steps)
