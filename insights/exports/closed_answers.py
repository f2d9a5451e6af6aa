"""Every given answer of a survey, a row for each person, with a number wherever there is none.

Read through the one door to answers, and with the route each person took in the version they
answered: what they were not asked is told apart from what they left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from insights.exports.facts import ClosedColumn, ClosedRow
from surveys.models import Answer, Purpose, Response
from surveys.question_types import question_type
from surveys.question_types.missing import HELD, MISSING_WORDS, NOT_ASKED
from surveys.routes.residual import residual_of
from surveys.routes.words import RuleWords
from surveys.wording import Reader, text_of


CHUNK = 1_000
LABEL = "_label"
ABOUT = (
    "pk",
    "audience",
    "age_band",
    "language",
    "format",
    "version__number",
    "option_order",
    "channel__mode",
)


@dataclass(frozen=True)
class _Closed:
    """One closed question, as it was last asked, with what its page says of when it is asked."""

    question: object
    page: object
    document: object
    reader: Reader

    @cached_property
    def kind(self):
        return question_type(self.question.type)

    @cached_property
    def entries(self):
        return self.kind.codebook(self.question, self.reader)


class ClosedAnswers:
    """The closed questions of a survey and what each person answered."""

    def __init__(self, survey, documents, *, key, using: str):
        """`documents` are those of every version, the oldest first."""
        self._survey, self._key, self._using = survey, key, using
        newest: dict[str, _Closed] = {}
        for document in documents:
            newest |= {each.question.key: each for each in _closed_of(document)}
        order = {q.key: n for n, q in enumerate(documents[-1].questions())}
        self._closed = sorted(
            newest.values(), key=lambda each: order.get(each.question.key, len(order))
        )

    # --- columns ---

    def columns(self) -> list[ClosedColumn]:
        """Return what each column holds, in the order of the columns."""
        return [column for each in self._closed for column in self._columns_of(each)]

    def _columns_of(self, closed):
        question, kind = closed.question, closed.kind
        rule = _rule_words(closed)
        for entry in closed.entries:
            yield ClosedColumn(
                entry.name,
                question.key,
                entry.words,
                question.type,
                question.concept or "",
                "; ".join(f"{code} = {words}" for code, words in entry.values.items()),
                entry.presentation,
                bool(question.settings.get("shuffle")),
                rule,
                options=_options(closed, entry),
                part=entry.part,
            )
            if kind.has_labels:
                name = f"{entry.name}{LABEL}"
                yield ClosedColumn(name, question.key, entry.words, question.type, is_label=True)

    # --- rows ---

    def rows(self) -> Iterator[ClosedRow]:
        """Yield a row for each person, in an order that knows nothing of time."""
        ids = self.people().values_list("pk", flat=True)
        order = sorted(ids.iterator(chunk_size=5000), key=self._key.place)
        places = iter(order)
        while chunk := list(islice(places, CHUNK)):
            yield from self._rows_of(chunk)

    def people(self):
        """Return everybody whose answers may be analysed."""
        people = Response.objects.for_purpose(Purpose.ANALYSIS).using(self._using)
        return people.filter(survey_id=self._survey.pk).order_by()

    def _rows_of(self, ids):
        about = {row[0]: row[1:] for row in self._chosen(ids).values_list(*ABOUT)}
        values = self._values(ids)
        # Told once: to look up a translation for each cell takes longer than to read the cell.
        missing = {code: str(words) for code, words in MISSING_WORDS.items()}
        held = self._held(ids)
        for pk in ids:
            cells = [
                cell
                for closed in self._closed
                for cell in _cells(closed, (pk, closed.question.key), values, held, missing)
            ]
            *known, channel = about[pk]
            yield ClosedRow(self._key.person(pk), *known, tuple(cells), channel or "")

    def _chosen(self, ids):
        return Response.objects.using(self._using).filter(pk__in=ids)

    def _values(self, ids):
        answers = Answer.objects.for_purpose(Purpose.ANALYSIS).using(self._using)
        rows = answers.filter(response__in=ids, question__is_open=False)
        return {
            (response, key): value
            for response, key, value in rows.values_list("response_id", "question__key", "value")
        }

    def _held(self, ids):
        """Return which answers safeguarding holds back: whose and to what, never what they say."""
        held = self._chosen(ids).filter(answers__is_held=True)
        return set(held.values_list("pk", "answers__question__key"))


def _closed_of(document):
    for page in document.pages:
        for question in page.questions:
            kind = question_type(question.type)
            if kind.has_answer and not kind.is_open:
                yield _Closed(question, page, document, _first_reader(document, page, question))


def _first_reader(document, page, question):
    """Return a reader whom the question is for, so that its words are theirs."""
    for audience in document.audiences:
        if page.is_for(audience.key) and question.is_for(audience.key):
            return document.reader(audience.key)
    return document.reader()


def _rule_words(closed):
    reader = {"audience": closed.reader.audience, "age_band": closed.reader.age_band}
    both = [each for each in (closed.page.show_if, closed.question.show_if) if each]
    questions = {question.key: question for question in closed.document.questions()}
    words = RuleWords(
        closed.document,
        closed.reader,
        lambda key: f"“{text_of(questions[key].label, closed.reader)}”",
    )
    return words.of(residual_of({"all": both}, **reader))


def _options(closed, entry):
    """Return the values of a column that are answers, not reasons for none, with their words."""
    question, kind = closed.question, closed.kind
    codes = kind.codes_of(dict(question.settings))
    return {
        code: words
        for code, words in entry.values.items()
        if code not in codes or kind.missing_of(question, code) is None
    }


def _cells(closed, place, values, held, missing):
    """Return the cells of one question for one person, words of codes included."""
    question, kind = closed.question, closed.kind
    if place in values:
        cells = kind.coded_cells(question, values[place])
    else:
        cells = [HELD if place in held else NOT_ASKED] * len(closed.entries)
    if not kind.has_labels:
        return cells
    return [
        each
        for entry, cell in zip(closed.entries, cells, strict=True)
        for each in (cell, _label_of(entry, cell, missing))
    ]


def _label_of(entry, cell, missing):
    words = entry.values.get(cell) if cell not in missing else missing[cell]
    return str(cell if words is None else words)
