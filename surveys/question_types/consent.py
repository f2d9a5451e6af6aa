"""Permissions, asked one by one and answered yes or no."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.conditions import PRESENCE
from surveys.permission_purposes import PURPOSES
from surveys.question_types.base import QuestionType
from surveys.wording import EASY_READ, STANDARD, Reader, Wording, selector_for, shown_to, text_of


if TYPE_CHECKING:
    from surveys.definition import Question


YES_OR_NO = _("Choose yes or no.")


def statement_parts(permission: Question) -> list[Wording]:
    """Return all that a person reads before they say yes or no, in its order."""
    settings = permission.settings
    return [permission.label, permission.hint, settings.get("yes"), settings.get("no")]


def whole_reader(permission: Question, reader: Reader) -> Reader:
    """Return the reader a permission is worded for: never half in one language, half in another.

    Without a language of their own, all they read is in the document's, and marked as such.
    """
    parts = [part for part in statement_parts(permission) if part]
    if all(shown_to(part, reader).language == reader.language for part in parts):
        return reader
    return replace(reader, language="")


def shown_as(permission: Question, reader: Reader) -> Reader:
    """Return the reader with the language and format that the permission is really shown in."""
    whole = whole_reader(permission, reader)
    tokens = {
        token
        for part in statement_parts(permission)
        for token in selector_for(part, whole).split(".")
    }
    return replace(
        reader,
        language=whole.language or reader.document_language,
        format=EASY_READ if reader.format == EASY_READ and EASY_READ in tokens else STANDARD,
    )


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
    paper_template = "surveys/paper/options.html"
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
        field = super().build_field(question, whole_reader(question, reader))
        field.required = True  # a permission is given or refused, never left open
        return field

    def paper(self, question: Question, reader: Reader) -> dict[str, Any]:
        words = [(name, text_of(question.settings[name], reader)) for name in ("yes", "no")]
        return {"how": _("Tick one box."), "options": words}

    def text_of(self, question: Question, value: Any, reader: Reader) -> str:
        words = question.settings["yes" if value == "granted" else "no"]
        return text_of(words, whole_reader(question, reader))
