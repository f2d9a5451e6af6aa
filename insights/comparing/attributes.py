"""By what people can be told apart: what is known of each response, and closed questions.

A closed question is told by its concept, so that the same thing asked of several audiences is one
attribute. Whoever did not answer it, or was not asked, is "not known".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext as _

from surveys.documents import document_of
from surveys.models import Answer, Channel, Purpose, Question, Survey
from surveys.wording import Reader, text_of


CHOICES = ("single", "multi", "this_or_that")
# What is known of a response without a question: where it stands, seen from the response.
KNOWN = {
    "audience": "audience",
    "age_band": "age_band",
    "channel": "channel__mode",
    "wave": "version__number",
}


class Told(NamedTuple):
    """What the database groups people by: `key` says what it is, `by` what is asked of a row."""

    key: list[str]
    by: Callable


@dataclass(frozen=True)
class Attribute:
    """One way of telling people apart. `names` are what its codes are called."""

    key: str
    name: str
    names: Mapping[str, str] = field(default_factory=dict)
    questions: tuple = ()  # ids of the closed questions that tell it
    overlaps: bool = False  # whether a person can be in several of its groups
    asked: tuple[str, ...] = ()  # the audiences that are asked; none where it needs no asking

    def name_of(self, code: str) -> str:
        if code == "":
            return _("Not known")
        return self.names.get(code, code)

    @property
    def told(self) -> "Told":
        return Told([self.key, *map(str, self.questions)], self.told_by)

    def told_by(self, response: str):
        """Return what the database groups by; `response` is the way to a response's row."""
        if self.key in KNOWN:
            prefix = f"{response}__" if response else ""
            return F(f"{prefix}{KNOWN[self.key]}")
        return given_answer(self.questions, response)


def given_answer(questions, response: str) -> Subquery:
    """Return what a response answered to one of these closed questions.

    `response` is the way to a response's row, "" where the rows are responses themselves.
    """
    answers = Answer.objects.for_purpose(Purpose.COUNT).substantive()
    row = f"{response}_id" if response else "pk"
    mine = answers.filter(question__in=questions, response=OuterRef(row))
    return Subquery(mine.order_by("question__key").values("value")[:1])


def place_of(value) -> tuple[str, ...]:
    """Return the codes of an answer to a closed question, or of what is known of a response.

    >>> place_of(["youth", "health"]), place_of("north"), place_of(None), place_of(2)
    (('health', 'youth'), ('north',), (), ('2',))
    """
    if isinstance(value, list | tuple):
        return tuple(sorted({str(each) for each in value}))
    return () if value is None or value == "" else (str(value),)


def attributes_of(survey: Survey, *, question: str = "") -> list[Attribute]:
    """Return every attribute of a survey's people, what is always known first.

    With the key of a question: only what somebody can be asked who can be asked that one.
    """
    version = survey.published_version()
    if version is None:
        return []
    document = document_of(str(version.pk))
    modes = {code: str(words) for code, words in Channel.Mode.choices}
    known = [
        _audiences_in(document),
        Attribute("age_band", _("Age"), names_of_ages()),
        Attribute("channel", _("How the answer reached us"), modes),
        Attribute("wave", _("Version of the survey"), names_of_versions(version)),
    ]
    questions = list(_asked_of(document))
    people = {key for each, keys in questions if each.key == question for key in keys}
    asked = _asked(survey, document, questions)
    return known + [each for each in asked if not people or people.intersection(each.asked)]


def audiences_of(survey: Survey) -> Attribute | None:
    """Return who is answering as an attribute, without a query for any other; None unpublished."""
    version = survey.published_version()
    return _audiences_in(document_of(str(version.pk))) if version else None


def _audiences_in(document) -> Attribute:
    reader = Reader("", "", document.language, "standard")
    names = {each.key: text_of(each.group_label, reader) for each in document.audiences}
    return Attribute("audience", _("Who is answering"), names)


def names_of_versions(newest) -> dict[str, str]:
    """Return what each version is called; their numbers leave none out."""
    numbers = map(str, range(1, newest.number + 1))
    return {number: _("Version %(number)s") % {"number": number} for number in numbers}


def names_of_ages() -> dict[str, str]:
    return {
        "u8": _("Under 8"),
        "8_11": _("8 to 11"),
        "12_15": _("12 to 15"),
        "16_17": _("16 to 17"),
        "adult": _("18 or over"),
    }


def _asked(survey, document, questions) -> list[Attribute]:
    rows = Question.objects.filter(survey=survey, is_open=False, type__in=CHOICES)
    ids = dict(rows.values_list("key", "pk"))
    found: dict[str, Attribute] = {}
    for question, asked in questions:
        if question.key in ids:
            concept = question.concept or question.key
            known = found.get(concept)
            found[concept] = Attribute(
                concept,
                known.name if known else _words(document, asked, question.label),
                _options(document, question, asked) | dict(known.names if known else {}),
                ((*known.questions,) if known else ()) + (ids[question.key],),
                question.type == "multi" or bool(known and known.overlaps),
                (*known.asked, *(each for each in asked if each not in known.asked))
                if known
                else asked,
            )
    return [each for each in found.values() if each.key not in KNOWN]


def _asked_of(document):
    """Yield each question with the audiences that can be asked it."""
    for page in document.pages:
        for question in page.questions:
            yield (
                question,
                tuple(
                    each.key
                    for each in document.audiences
                    if page.is_for(each.key) and question.is_for(each.key)
                ),
            )


def _options(document, question, asked) -> dict[str, str]:
    options = question.settings.get("options", ())
    return {each["code"]: _words(document, asked, each["label"]) for each in options}


def _words(document, asked, wording) -> str:
    first = document.audience(asked[0]) if asked else document.audiences[0]
    return str(text_of(wording, Reader(first.key, first.age_band, document.language, "standard")))


def has_under_18(survey: Survey) -> bool:
    """Tell whether the survey asks anybody who is under 18."""
    version = survey.published_version()
    if version is None:
        return True
    audiences = document_of(str(version.pk)).audiences
    return any(band != "adult" for each in audiences for band in each.bands)
