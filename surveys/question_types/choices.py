"""Questions with given answers: one of several, some of several, a scale, a permission."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from surveys.question_types.base import QuestionType, option_label
from surveys.wording import Reader, text_of


if TYPE_CHECKING:
    from surveys.definition import Question


UNKNOWN = _("Choose one of the answers in the list.")


def option_problems(question: dict[str, Any], name: str, at_least: int) -> list[tuple[str, str]]:
    options = question.get(name) or []
    codes = [option.get("code") for option in options if isinstance(option, dict)]
    problems = []
    if len(codes) != len(options) or any(code in (None, "") for code in codes):
        problems.append((f"an entry of '{name}' has no code", "Give every option a code."))
    if len(codes) < at_least:
        problems.append((f"'{name}' has fewer than {at_least}", "Add options."))
    for code in sorted({str(code) for code in codes if codes.count(code) > 1}):
        problems.append((f"the code '{code}' is used twice", "Give each option its own code."))
    return problems


class SingleChoice(QuestionType):
    """One answer out of several."""

    name = "single"
    settings = {"options": list}
    required = ("options",)
    template = "components/question_single.html"

    def problems(self, question: dict[str, Any]) -> list[tuple[str, str]]:
        return option_problems(question, "options", 2)

    def make_field(self, question: Question, reader: Reader) -> forms.Field:
        return forms.ChoiceField(
            choices=_choices(question, reader),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose an answer."), "invalid_choice": UNKNOWN},
        )

    def text_of(self, question: Question, value: Any, reader: Reader) -> str:
        return option_label(question, value, reader)


class MultiChoice(QuestionType):
    """Some answers out of several; one may exclude the others ("None of these")."""

    name = "multi"
    settings = {"options": list, "max_choices": int}
    required = ("options",)
    template = "components/question_multi.html"

    def problems(self, question: dict[str, Any]) -> list[tuple[str, str]]:
        return option_problems(question, "options", 2)

    def make_field(self, question: Question, reader: Reader) -> forms.Field:
        return _MultiField(question, reader)

    def field_extras(self, question: Question, reader: Reader) -> dict[str, Any]:
        return {
            "max_choices": question.settings.get("max_choices"),
            "exclusive_codes": _exclusive(question),
        }

    def text_of(self, question: Question, value: Any, reader: Reader) -> str:
        return "; ".join(option_label(question, code, reader) for code in value)

    def columns(self, question: Question) -> list[str]:
        return [f"{question.key}__{option['code']}" for option in question.settings["options"]]


class _MultiField(forms.MultipleChoiceField):
    def __init__(self, question: Question, reader: Reader) -> None:
        super().__init__(
            choices=_choices(question, reader),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one."), "invalid_choice": UNKNOWN},
        )
        self.limit = question.settings.get("max_choices")
        self.exclusive = _exclusive(question)
        self.words = dict(_choices(question, reader))

    def clean(self, value: Any) -> list[str]:
        chosen: list[str] = super().clean(value)
        for code in self.exclusive:
            if code in chosen and len(chosen) > 1:
                raise ValidationError(
                    _("Choose “%(words)s” on its own, or choose the others without it."),
                    code="exclusive",
                    params={"words": self.words[code]},
                )
        if self.limit and len(chosen) > self.limit:
            raise ValidationError(
                ngettext_lazy(
                    "Choose no more than %(limit)d.", "Choose no more than %(limit)d.", "limit"
                ),
                code="too_many",
                params={"limit": self.limit},
            )
        # The document's order, so that the same choice is always the same value.
        return [code for code in self.words if code in chosen]


class Scale(QuestionType):
    """A row of points with words under each; stored as the point's number."""

    settings = {"points": list, "presentation": str, "not_applicable": (str, dict)}
    required = ("points", "presentation")
    presentations: tuple[str, ...] = ()
    template = "components/question_scale.html"

    def problems(self, question: dict[str, Any]) -> list[tuple[str, str]]:
        found = option_problems(question, "points", 2)
        if question.get("presentation") not in self.presentations:
            allowed = " or ".join(self.presentations)
            found.append(("'presentation' is not known", f"Use {allowed}."))
        points = question.get("points") or []
        if any(not isinstance(p, dict) or not isinstance(p.get("code"), int) for p in points):
            found.append(("a point's code is not a whole number", "Number the points from 1."))
        return found

    def make_field(self, question: Question, reader: Reader) -> forms.Field:
        choices = _choices(question, reader, name="points")
        if question.settings.get("not_applicable"):
            choices.append(("na", text_of(question.settings["not_applicable"], reader)))
        return forms.ChoiceField(
            choices=[(str(code), words) for code, words in choices],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose an answer."), "invalid_choice": UNKNOWN},
        )

    def field_extras(self, question: Question, reader: Reader) -> dict[str, Any]:
        return {
            "presentation": question.settings["presentation"],
            "points": _choices(question, reader, name="points"),
        }

    def value_of(self, cleaned: Any) -> Any:
        if cleaned in (None, ""):
            return None
        return cleaned if cleaned == "na" else int(cleaned)

    def raw_of(self, value: Any) -> Any:
        return str(value)

    def text_of(self, question: Question, value: Any, reader: Reader) -> str:
        if value == "na":
            return text_of(question.settings.get("not_applicable"), reader)
        return option_label(question, value, reader, name="points")


class Faces(Scale):
    """A scale shown as drawn faces, each with a word."""

    name = "faces"
    presentations = ("faces5_v1",)


class Likert(Scale):
    """A scale shown as words."""

    name = "likert"
    presentations = ("text5_v1",)


class Consent(QuestionType):
    """A permission: Yes and No of the same weight, neither chosen. Stored as an event's value."""

    name = "consent"
    settings = {
        "purpose": str,
        "statement_version": int,
        "yes": (str, dict),
        "no": (str, dict),
    }
    required = ("purpose", "yes", "no")
    wordings = ("yes", "no")
    template = "components/question_consent.html"
    VALUES = ("granted", "refused")

    def make_field(self, question: Question, reader: Reader) -> forms.Field:
        words = [text_of(question.settings[name], reader) for name in ("yes", "no")]
        return forms.ChoiceField(
            choices=list(zip(self.VALUES, words, strict=True)),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose yes or no."), "invalid_choice": UNKNOWN},
        )

    def build_field(self, question: Question, reader: Reader) -> forms.Field:
        field = super().build_field(question, reader)
        field.required = True  # a permission is given or refused, never left open
        return field

    def text_of(self, question: Question, value: Any, reader: Reader) -> str:
        return text_of(question.settings["yes" if value == "granted" else "no"], reader)


def _choices(question: Question, reader: Reader, *, name: str = "options") -> list[Any]:
    return [(each["code"], text_of(each["label"], reader)) for each in question.settings[name]]


def _exclusive(question: Question) -> list[str]:
    return [each["code"] for each in question.settings["options"] if each.get("exclusive")]
