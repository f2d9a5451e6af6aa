"""What every question type can do. A new kind of question is one subclass in the registry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from surveys.conditions import PRESENCE
from surveys.question_types.missing import SKIPPED
from surveys.wording import Reader, pictured, text_of


if TYPE_CHECKING:
    from surveys.definition import Question


# For checking values, where the words do not matter.
ANY_READER = Reader("", "", "", "standard")


@dataclass(frozen=True)
class ColumnEntry:
    """What a codebook says of one export column.

    `values` gives the words of each listed value; it is empty for what people wrote themselves.
    `presentation` names the drawing of a scale, so that answers to different ones are kept apart.
    `part` is what of the words is the choice's or the row's own: the others are the question's.
    """

    name: str
    words: str
    values: Mapping[Any, str]
    presentation: str = ""
    part: str = ""


class QuestionType:
    """One kind of question: its field, its stored value, the same in words, its columns.

    Attributes
    ----------
    name : str
        The word a document uses for it.
    settings : dict of str to type
        Keys a document may set, with the type each must have.
    required : tuple of str
        Keys a document must set.
    wordings : tuple of str
        Settings that are wordings, and so need text for every audience.
    template : str
        The component that shows its field.
    paper_template : str
        What shows it on a paper form (templates/surveys/paper/).
    operators : tuple of str
        How a routing rule may compare its answer.
    is_permission : bool
        Whether it belongs to the document's permissions, not to a page.
    is_open : bool
        Whether people answer in their own words.
    is_list : bool
        Whether its answer is a list of codes.
    fits_one_cell : bool
        Whether one cell of a sheet from elsewhere can hold its answer.
    stands_alone : bool
        Whether it needs a page of its own.
    opens : str
        The answer that opens the pages it speaks of; "" where nothing has to depend on it.
    not_for : tuple of str
        Age bands it is never put to.
    why_not : tuple of str
        What is told to an author who does: the problem, with "{audience}" in it, and the remedy.
    has_answer : bool
        False for what only informs.
    has_labels : bool
        Whether each of its columns has one with the words of the codes beside it.
    can_be_piped : bool
        Whether a later text may repeat its answer (surveys.piping).
    answer_seconds : float
        About how long an adult takes to answer, once it is read (surveys.routes.minutes).

    Examples
    --------
    >>> from surveys.definition import Question
    >>> from surveys.question_types import question_type
    >>> question = Question("helpers", "number", "How many people help you?")
    >>> reader = Reader("child", "8_11", "en", "standard")
    >>> kind = question_type(question.type)
    >>> kind.clean(question, " 3 ")
    3
    >>> kind.text_of(question, 3, reader)
    '3'
    """

    name = ""
    settings: dict[str, type | tuple[type, ...]] = {}
    required: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()
    template = ""
    paper_template = ""
    operators: tuple[str, ...] = PRESENCE
    is_permission = False
    is_open = False
    is_list = False
    fits_one_cell = True
    stands_alone = False
    opens = ""
    not_for: tuple[str, ...] = ()
    why_not = (
        "it is too hard for '{audience}'",
        "Ask them one question at a time, and name the other 'audiences' here.",
    )
    has_answer = True
    has_labels = False
    can_be_piped = False
    answer_seconds = 0.0

    def problems(self, question: dict[str, Any]) -> list[tuple[str, str]]:
        """Return (message, remedy) for what is wrong with the settings of this type."""
        return []

    def options_of(self, question: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the entries of a document's question that people choose from."""
        return []

    def codes_of(self, question: dict[str, Any]) -> list[Any]:
        """Return the values that a rule may compare with; empty when they are not listed."""
        return [option.get("code") for option in self.options_of(question)]

    def can_be(self, question: dict[str, Any], value: Any) -> bool:
        """Tell whether `value` could be the answer, for checking a rule."""
        # 1 == True in Python, and "1" is no point of a scale: the kind has to be the same too.
        return any(value == code and type(value) is type(code) for code in self.codes_of(question))

    def likely_values(self, question: dict[str, Any], compared: list[Any]) -> list[Any]:
        """Return values that decide every comparison with `compared` either way."""
        return [None, *(self.codes_of(question) or ["something"])]

    def seconds_to_answer(self, question: Question) -> float:
        """Return about how long an adult takes to answer this question, once it is read."""
        return self.answer_seconds

    def build_field(self, question: Question, reader: Reader) -> forms.Field:
        """Return the form field, with what its component reads set on it."""
        field = self.make_field(question, reader)
        field.required = not question.optional
        field.label = pictured(text_of(question.label, reader), question.picture, reader)
        extras = {
            "question_type": self.name,
            "widget_template": self.template,
            "heading": field.label,
            "hint": text_of(question.hint, reader),
            "optional": question.optional,
            **self.field_extras(question, reader),
        }
        for name, value in extras.items():
            setattr(field, name, value)
        return field

    def make_field(self, question: Question, reader: Reader) -> forms.Field:
        raise NotImplementedError

    def field_extras(self, question: Question, reader: Reader) -> dict[str, Any]:
        """Return what this type's component reads beside the usual."""
        return {}

    def paper(self, question: Question, reader: Reader) -> dict[str, Any]:
        """Return what its paper form shows beside its words: `how` to answer, options, boxes."""
        return {}

    def value_of(self, cleaned: Any) -> Any:
        """Return the machine value of a cleaned field, None when nothing was answered."""
        return None if cleaned in (None, "", []) else cleaned

    def clean(self, question: Question, raw: Any) -> Any:
        """Return the machine value of what a form posted; ValidationError says what to do."""
        return self.value_of(self.build_field(question, ANY_READER).clean(raw))

    def check_value(self, question: Question, value: Any) -> None:
        """Raise ValidationError unless `value` could have come from this question's own field."""
        if self.clean(question, self.raw_of(value)) != value:
            raise ValidationError(_("This is not an answer to this question."), code="not_answer")

    def raw_of(self, value: Any) -> Any:
        """Return the value as a form would post it."""
        return value

    def kept_form(self, name: str, posted: dict[str, list[Any]]) -> dict[str, list[Any]]:
        """Return what was posted, as far as a draft may keep it; `name` is the field's.

        What a draft keeps must give the same answer when the page is shown again.
        """
        return posted

    def text_of(self, question: Question, value: Any, reader: Reader) -> str:
        """Return the answer in words."""
        raise NotImplementedError

    def words_in_sentence(self, question: Question, value: Any, reader: Reader) -> str:
        """Return the answer as it reads inside a sentence of a later page."""
        return self.text_of(question, value, reader)

    def is_blank(self, value: Any) -> bool:
        return value in (None, "", [])

    def columns(self, question: Question) -> list[str]:
        """Return the names of the export columns."""
        return [question.key]

    def cells(self, question: Question, value: Any) -> list[Any]:
        """Return what stands in each of the columns; None where there is no answer."""
        return [value] if value is not None else [None] * len(self.columns(question))

    def missing_of(self, question: Question, value: Any) -> int | None:
        """Return the number that stands for an answer which is none, such as "Not sure"."""
        return SKIPPED if self.is_blank(value) else None

    def coded_cells(self, question: Question, value: Any) -> list[Any]:
        """Return the cells, with a number for the reason wherever there is no answer."""
        cells = self.cells(question, value)
        missing = self.missing_of(question, value)
        return cells if missing is None else [missing] * len(cells)

    def codebook(self, question: Question, reader: Reader) -> list[ColumnEntry]:
        """Return what each of the columns holds, in the reader's words."""
        words = text_of(question.label, reader)
        codes = self.codes_of(dict(question.settings))
        values = {code: self.text_of(question, code, reader) for code in codes}
        presentation = question.settings.get("presentation", "")
        return [ColumnEntry(name, words, values, presentation) for name in self.columns(question)]


def option_in_sentence(question: Question, code: Any, reader: Reader, *, name: str) -> str:
    """Return the words of one option as they read inside a sentence."""
    for option in question.settings[name]:
        if option["code"] == code:
            return text_of(option.get("in_sentence") or option["label"], reader)
    return str(code)


def option_label(question: Question, code: Any, reader: Reader, *, name: str = "options") -> str:
    """Return the words of one option; the code itself for an option since removed."""
    for option in question.settings[name]:
        if option["code"] == code:
            return text_of(option["label"], reader)
    return str(code)
