"""Reads quotes as they may be printed at this moment: words, labels, and who said them.

Everything comes through the one door each time, so what is no longer allowed is not there.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS

from insights.models import Quote
from insights.quoting.attribute import attribution_of
from insights.quoting.categories import STANDARD_LABELS
from insights.quoting.crowd import Crowd
from insights.quoting.finding import Candidate
from insights.quoting.redact import LABEL, Passage, Piece, pieces_of, printed
from surveys.documents import document_of
from surveys.languages import direction_of, language_of
from surveys.models import Answer, Purpose, Survey


@dataclass(frozen=True)
class Shown:
    """One quote as it is printed now, and what balance and files need to know of it."""

    quote: Quote
    text: str  # the whole answer; never for a file
    pieces: tuple[Piece, ...]
    attribution: str
    language: str  # the code, where it is another than the survey's
    response_id: object
    question_key: str
    audience: str

    @property
    def words(self) -> str:
        return printed(self.pieces)

    @property
    def answered_in(self) -> str:
        """Return the name of the language it was answered in; "" for the survey's own."""
        return str(language_of(self.language).english) if self.language else ""

    @property
    def direction(self) -> str:
        return direction_of(self.language) if self.language else "auto"

    @property
    def uses(self) -> int:
        """Return in how many places the quote has been used."""
        return len(self.quote.uses.all())

    @property
    def before(self) -> str:
        return self.text[: self.quote.start]

    @property
    def quoted(self) -> str:
        return self.text[self.quote.start : self.quote.end]

    @property
    def after(self) -> str:
        return self.text[self.quote.end :]

    @property
    def labels(self) -> list[str]:
        """Return what stands for words that were taken out."""
        return [piece.words[1:-1] for piece in self.pieces if piece.kind == LABEL]


_ANSWER = (
    "pk",
    "text",
    "response_id",
    "response__audience",
    "response__age_band",
    "response__language",
    "question__key",
)


def shown_quotes(
    quotes: Iterable[Quote], *, survey: Survey, using: str = DEFAULT_DB_ALIAS
) -> list[Shown]:
    """Return those of a survey's quotes whose words may be shown now, in the order given."""
    quotes = list(quotes)
    if not quotes:
        return []
    ids = {quote.answer_id for quote in quotes}
    allowed = Answer.objects.for_purpose(Purpose.QUOTE).using(using).filter(pk__in=ids)
    answers = {row[0]: row for row in allowed.values_list(*_ANSWER)}
    more = Answer.objects.for_purpose(Purpose.QUOTE_CONTEXT).using(using).filter(pk__in=ids)
    crowd = Crowd(survey, dict(more.values_list("pk", "response_id")), using=using)
    return [
        _shown(quote, answers[quote.answer_id], crowd)
        for quote in quotes
        if quote.answer_id in answers
    ]


def _shown(quote, answer, crowd):
    _pk, text, response_id, audience, age_band, language, question_key = answer
    return Shown(
        quote,
        text,
        tuple(pieces_of(text, quote.passage(), STANDARD_LABELS)),
        attribution_of(*crowd.around(quote.answer_id, response_id, audience, age_band)),
        "" if language == crowd.language else language,
        response_id,
        question_key,
        audience,
    )


def shown_passages(places: Iterable[Candidate], *, survey: Survey) -> list[Shown]:
    """Return passages that somebody might quote, whole, each with who would be said to say it."""
    quotes = [Unkept(each.answer_id, Passage(each.start, each.end), "") for each in places]
    return shown_quotes(quotes, survey=survey)


def preview_of(
    answer: Answer, passage: Passage, translation: str, *, survey: Survey
) -> Shown | None:
    """Return a passage as it would be printed, before anything is kept."""
    quote = Unkept(answer_id=answer.pk, chosen=passage, translation=translation)
    found = shown_quotes([quote], survey=survey)
    return found[0] if found else None


@dataclass(frozen=True)
class Unkept:
    """What stands in for a quote that nobody has kept yet."""

    answer_id: object
    chosen: Passage
    translation: str

    @property
    def start(self) -> int:
        return self.chosen.start

    @property
    def end(self) -> int:
        return self.chosen.end

    def passage(self) -> Passage:
        return self.chosen


def survey_language(survey: Survey) -> str:
    """Return the language that a survey is written in."""
    version = survey.published_version()
    return document_of(str(version.pk)).language if version else ""


def with_parts(quotes):
    """Return the queryset with all that showing a quote needs, in few queries."""
    related = quotes.select_related("theme", "picked_by", "second_reader")
    return related.prefetch_related("redactions", "uses")
