"""Some of several answers, put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from surveys.question_types.base import option_label
from surveys.question_types.choices import UNKNOWN, SeveralChoices
from surveys.question_types.parts import Part, PartsField
from surveys.wording import Reader


if TYPE_CHECKING:
    from surveys.definition import Question


PLACES = (_("1st choice"), _("2nd choice"), _("3rd choice"), _("4th choice"), _("5th choice"))
USUAL = 3


class _RankField(PartsField):
    """One list to choose from for each place."""

    def __init__(self, choices: list[tuple[Any, str]], *, places: int) -> None:
        # Nothing is chosen beforehand, and a choice can be taken back.
        offered = [("", _("Choose one")), *choices]
        parts = [
            Part(str(number), label, forms.Select(choices=offered))
            for number, label in enumerate(PLACES[:places], 1)
        ]
        super().__init__(parts, required_words=_("Choose at least a 1st choice."))
        self.words = dict(choices)

    def to_python(self, value: Any) -> Any:
        # A shorter list is what was stored, or what came from a file.
        if isinstance(value, list) and len(value) < len(self.parts):
            value = value + [""] * (len(self.parts) - len(value)) if value else value
        return super().to_python(value)

    def build(self, typed: list[str]) -> list[str]:
        # An empty place before a filled one says nothing; the order of the others is clear.
        chosen = [code for code in typed if code]
        if any(code not in self.words for code in chosen):
            raise ValidationError(UNKNOWN, code="invalid_choice")
        for code in chosen:
            if chosen.count(code) > 1:
                self.wrong = tuple(place for place, each in enumerate(typed) if each == code)[1:]
                raise ValidationError(
                    _("You chose “%(words)s” more than once. Choose something else, or nothing."),
                    code="twice",
                    params={"words": self.words[code]},
                )
        return chosen


class Rank(SeveralChoices):
    """The first few of several answers, in order of choice; stored as a list, the first first.

    By lists to choose from: dragging needs a mouse, a steady hand and a script.
    """

    name = "rank"
    answer_seconds = 8.0  # for each place
    settings = {"options": list, "places": int, "shuffle": bool}
    template = "components/question_rank.html"
    paper_template = "surveys/paper/rank.html"

    def problems(self, question: dict[str, Any]) -> list[tuple[str, str]]:
        found = super().problems(question)
        most = min(len(PLACES), len(self.options_of(question)))
        if not 2 <= question.get("places", 2) <= most and most >= 2:
            found.append(("'places' is out of range", f"Use 2 to {most}."))
        return found

    def seconds_to_answer(self, question: Question) -> float:
        return self.answer_seconds * _places(question)

    def is_possible(self, question: dict[str, Any], codes: list[Any]) -> bool:
        return len(codes) <= int(question.get("places", USUAL))

    def make_field(self, question: Question, reader: Reader) -> forms.Field:
        return _RankField(self.choices(question, reader), places=_places(question))

    def paper(self, question: Question, reader: Reader) -> dict[str, Any]:
        how = _("Write 1 beside what comes first for you, then 2, up to %(n)d. Leave the others.")
        return {"how": how % {"n": _places(question)}, "options": self.choices(question, reader)}

    def text_of(self, question: Question, value: Any, reader: Reader) -> str:
        words = (option_label(question, code, reader) for code in value)
        return "; ".join(f"{number}. {each}" for number, each in enumerate(words, 1))

    def cells(self, question: Question, value: Any) -> list[Any]:
        ranks = {code: number for number, code in enumerate(value or [], 1)}
        return [ranks.get(option["code"]) for option in question.settings["options"]]

    def cell_words(self, question: Question) -> dict[Any, str]:
        return {number: str(words) for number, words in enumerate(PLACES[: _places(question)], 1)}


def _places(question: Question) -> int:
    return int(question.settings.get("places", min(USUAL, len(question.settings["options"]))))
