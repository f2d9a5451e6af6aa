"""Pages that make room: what comes next and a way round it, and where to get help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.question_types.base import QuestionType
from surveys.question_types.choices import SingleChoice
from surveys.question_types.written import Info
from surveys.wording import Reader, text_of


if TYPE_CHECKING:
    from surveys.definition import Question


GO_ON, GO_ROUND = "go_on", "go_round"
CHOOSE = _("Choose whether to go on or to miss this part out.")


class Interruption(QuestionType):
    """A page that says what comes, and lets people go round it; stored as `go_on` or `go_round`.

    The pages it speaks of follow it by a rule, so that the way round is the same as any other.
    """

    name = "interruption"
    answer_seconds = 4.0
    settings = {"body": (str, dict), "go_on": (str, dict), "go_round": (str, dict)}
    required = ("body", "go_on", "go_round")
    wordings = ("body", "go_on", "go_round")
    template = "components/question_interruption.html"
    paper_template = "surveys/paper/interruption.html"
    operators = SingleChoice.operators
    stands_alone = True
    has_labels = True
    opens = GO_ON

    def codes_of(self, question: dict[str, Any]) -> list[Any]:
        return [GO_ON, GO_ROUND]

    def likely_values(self, question: dict[str, Any], compared: list[Any]) -> list[Any]:
        return [GO_ON, GO_ROUND]  # nobody gets past it without choosing

    def make_field(self, question: Question, reader: Reader) -> forms.Field:
        return forms.ChoiceField(
            choices=[
                (code, text_of(question.settings[code], reader)) for code in (GO_ON, GO_ROUND)
            ],
            widget=forms.RadioSelect,
            error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
        )

    def build_field(self, question: Question, reader: Reader) -> forms.Field:
        field = super().build_field(question, reader)
        field.required = True  # going on by mistake is what it is there to prevent
        return field

    def field_extras(self, question: Question, reader: Reader) -> dict[str, Any]:
        return {"body": text_of(question.settings["body"], reader)}

    def paper(self, question: Question, reader: Reader) -> dict[str, Any]:
        words = [(code, text_of(question.settings[code], reader)) for code in (GO_ON, GO_ROUND)]
        return {
            "how": _("Tick one box."),
            "options": words,
            "body": text_of(question.settings["body"], reader),
        }

    def text_of(self, question: Question, value: Any, reader: Reader) -> str:
        return text_of(question.settings[value], reader)


class Support(Info):
    """Where to get help: the support lines for this reader, and nothing to answer."""

    name = "support"
    required: tuple[str, ...] = ()
    template = "components/question_support.html"
    paper_template = "surveys/paper/support.html"
