"""Permissions, asked one by one and answered yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.conditions import PRESENCE
from surveys.permission_purposes import PURPOSES
from surveys.question_types.base import QuestionType
from surveys.wording import Reader, text_of


if TYPE_CHECKING:
    from surveys.definition import Question


YES_OR_NO = _("Choose yes or no.")


class Consent(QuestionType):
    """A permission: Yes and No of the same weight, neither chosen. Stored as an event's value."""

    name = "consent"
    answer_seconds = 4.0
    settings = {
        "purpose": str,
        "statement_version": int,
        "yes": (str, dict),
        "no": (str, dict),
    }
    required = ("purpose", "yes", "no")
    wordings = ("yes", "no")
    template = "components/question_consent.html"
    operators = ("eq", "ne", "in", "nin", "any_of", "none_of", *PRESENCE)
    is_permission = True
    VALUES = ("granted", "refused")

    def problems(self, question: dict[str, Any]) -> list[tuple[str, str]]:
        found = []
        purpose = PURPOSES.get(str(question.get("purpose")))
        if purpose is None:
            found.append(("its purpose is not known", f"Use one of {', '.join(PURPOSES)}."))
        elif purpose.cannot_be_asked:
            found.append(purpose.cannot_be_asked)
        if question.get("statement_version", 1) < 1:
            found.append(("'statement_version' is out of range", "Count versions from 1."))
        return found

    def codes_of(self, question: dict[str, Any]) -> list[Any]:
        return list(self.VALUES)

    def likely_values(self, question: dict[str, Any], compared: list[Any]) -> list[Any]:
        # Where a No ends the survey, nothing more is asked; the others are always answered.
        purpose = PURPOSES.get(str(question.get("purpose")))
        return ["granted"] if purpose and purpose.ends_survey else list(self.VALUES)

    def make_field(self, question: Question, reader: Reader) -> forms.Field:
        words = [text_of(question.settings[name], reader) for name in ("yes", "no")]
        return forms.ChoiceField(
            choices=list(zip(self.VALUES, words, strict=True)),
            widget=forms.RadioSelect,
            error_messages={"required": YES_OR_NO, "invalid_choice": YES_OR_NO},
        )

    def build_field(self, question: Question, reader: Reader) -> forms.Field:
        field = super().build_field(question, reader)
        field.required = True  # a permission is given or refused, never left open
        return field

    def text_of(self, question: Question, value: Any, reader: Reader) -> str:
        return text_of(question.settings["yes" if value == "granted" else "no"], reader)
