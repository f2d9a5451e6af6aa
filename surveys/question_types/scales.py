"""Scales: a row of points, as faces, as words, or as numbers from 0 to 10."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from surveys.conditions import PRESENCE
from surveys.question_types.base import QuestionType, option_label
from surveys.question_types.choices import UNKNOWN, Choice
from surveys.question_types.missing import DOES_NOT_APPLY, MISSING_KINDS, kind_problems
from surveys.wording import Reader, text_of


if TYPE_CHECKING:
    from surveys.definition import Question


NOT_APPLICABLE = "na"
# How many points each drawing of a scale has.
PRESENTATIONS = {"faces5_v1": 5, "text5_v1": 5}
HIGHEST = 10


class Scale(Choice):
    """A row of points with words under each; stored as the point's number."""

    settings = {
        "points": list,
        "presentation": str,
        "not_applicable": (str, dict),
        "missing": str,
    }
    has_labels = True
    required = ("points", "presentation")
    can_be_piped = True
    wordings = ("not_applicable",)
    operators = ("eq", "ne", "in", "nin", "any_of", "none_of", "gt", "lt", *PRESENCE)
    list_name = "points"
    code_remedy = "Number the points with whole numbers from 1."
    presentations: tuple[str, ...] = ()
    template = "components/question_scale.html"
    paper_template = "surveys/paper/scale.html"

    def is_code(self, code: Any) -> bool:
        return type(code) is int

    def codes_of(self, question: dict[str, Any]) -> list[Any]:
        return super().codes_of(question) + (
            [NOT_APPLICABLE] if question.get("not_applicable") else []
        )

    def problems(self, question: dict[str, Any]) -> list[tuple[str, str]]:
        found = super().problems(question)
        found += kind_problems(question, "this scale")
        presentation = question.get("presentation")
        if presentation not in self.presentations:
            found.append(("'presentation' is not known", f"Use {' or '.join(self.presentations)}."))
        elif len(self.options_of(question)) != PRESENTATIONS[presentation]:
            remedy = f"Write {PRESENTATIONS[presentation]} points."
            found.append((f"'{presentation}' has another number of points", remedy))
        return found

    def make_field(self, question: Question, reader: Reader) -> forms.Field:
        choices = self.choices(question, reader)
        if question.settings.get("not_applicable"):
            choices.append((NOT_APPLICABLE, text_of(question.settings["not_applicable"], reader)))
        return forms.ChoiceField(
            choices=[(str(code), words) for code, words in choices],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose an answer."), "invalid_choice": UNKNOWN},
        )

    def field_extras(self, question: Question, reader: Reader) -> dict[str, Any]:
        return {
            "presentation": question.settings["presentation"],
            "points": self.choices(question, reader),
        }

    def paper(self, question: Question, reader: Reader) -> dict[str, Any]:
        return {
            "how": _("Tick one box."),
            "points": self.choices(question, reader),
            "presentation": question.settings["presentation"],
            "beside": text_of(question.settings.get("not_applicable"), reader),
        }

    def value_of(self, cleaned: Any) -> Any:
        if cleaned in (None, ""):
            return None
        return cleaned if cleaned == NOT_APPLICABLE else int(cleaned)

    def raw_of(self, value: Any) -> Any:
        return str(value)

    def missing_of(self, question: Question, value: Any) -> int | None:
        if value == NOT_APPLICABLE:
            return MISSING_KINDS.get(question.settings.get("missing", ""), DOES_NOT_APPLY)
        return super().missing_of(question, value)

    def words_in_sentence(self, question: Question, value: Any, reader: Reader) -> str:
        if value == NOT_APPLICABLE:
            return ""  # nothing to repeat: the words for who did not answer fit
        return super().words_in_sentence(question, value, reader)

    def text_of(self, question: Question, value: Any, reader: Reader) -> str:
        if value == NOT_APPLICABLE:
            return text_of(question.settings.get("not_applicable"), reader)
        return option_label(question, value, reader, name="points")


class Faces(Scale):
    """A scale shown as drawn faces, each with a word."""

    name = "faces"
    answer_seconds = 5.0
    presentations = ("faces5_v1",)


class Likert(Scale):
    """A scale shown as words."""

    name = "likert"
    answer_seconds = 5.0
    presentations = ("text5_v1",)


class Rating(QuestionType):
    """A number from 0 to 10, with words for both ends; stored as the number.

    Radios and no slider: a slider starts somewhere, and cannot be left unanswered.
    """

    name = "rating_0_10"
    can_be_piped = True
    answer_seconds = 6.0
    settings = {"low": (str, dict), "high": (str, dict)}
    required = ("low", "high")
    wordings = ("low", "high")
    operators = Scale.operators
    template = "components/question_rating.html"
    paper_template = "surveys/paper/rating.html"

    def codes_of(self, question: dict[str, Any]) -> list[Any]:
        return list(range(HIGHEST + 1))

    def make_field(self, question: Question, reader: Reader) -> forms.Field:
        return forms.ChoiceField(
            choices=[(str(number), str(number)) for number in range(HIGHEST + 1)],
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Choose a number from 0 to 10."),
                "invalid_choice": _("Choose a number from 0 to 10."),
            },
        )

    def field_extras(self, question: Question, reader: Reader) -> dict[str, Any]:
        ends = {0: question.settings["low"], HIGHEST: question.settings["high"]}
        return {"ends": [(number, text_of(words, reader)) for number, words in ends.items()]}

    def paper(self, question: Question, reader: Reader) -> dict[str, Any]:
        return {
            "how": _("Tick one box."),
            "numbers": list(range(HIGHEST + 1)),
            "low": text_of(question.settings["low"], reader),
            "high": text_of(question.settings["high"], reader),
        }

    def value_of(self, cleaned: Any) -> Any:
        return None if cleaned in (None, "") else int(cleaned)

    def raw_of(self, value: Any) -> Any:
        return str(value)

    def words_in_sentence(self, question: Question, value: Any, reader: Reader) -> str:
        return gettext("%(number)d out of 10") % {"number": value}

    def text_of(self, question: Question, value: Any, reader: Reader) -> str:
        words = gettext("%(number)d out of 10") % {"number": value}
        end = {0: "low", HIGHEST: "high"}.get(value)
        return f"{words}: {text_of(question.settings[end], reader)}" if end else words
