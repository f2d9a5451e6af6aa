"""Questions with given answers: one of several, or some of several."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from surveys.conditions import PRESENCE
from surveys.option_order import ALWAYS_PINNED, shown_order
from surveys.question_types.base import (
    ColumnEntry,
    QuestionType,
    option_in_sentence,
    option_label,
)
from surveys.question_types.missing import MISSING_KINDS, kind_problems
from surveys.wording import Reader, pictured, text_of


if TYPE_CHECKING:
    from surveys.definition import Question


UNKNOWN = _("Choose one of the answers in the list.")
MANY = 13
_CODE = re.compile(r"[A-Za-z0-9_]{1,60}")


class Choice(QuestionType):
    """What questions with a list of answers share."""

    list_name = "options"
    option_keys: tuple[str, ...] = ("code", "label", "picture", "in_sentence")
    code_remedy = "Give it a text of letters, figures and _."

    def options_of(self, question: dict[str, Any]) -> list[dict[str, Any]]:
        return entries_of(question, self.list_name)

    def is_code(self, code: Any) -> bool:
        return isinstance(code, str) and bool(_CODE.fullmatch(code))

    def problems(self, question: dict[str, Any]) -> list[tuple[str, str]]:
        return self.list_problems(question, self.list_name)

    def list_problems(self, question: dict[str, Any], name: str) -> list[tuple[str, str]]:
        """Return what is wrong with one list of entries that have a code and a label."""
        entries = question.get(name) or []
        options = entries_of(question, name)
        codes = [option.get("code") for option in options]
        found = []
        if len(options) != len(entries):
            found.append((f"an entry of '{name}' is no object", "Give a code and label."))
        if len(options) < 2:
            found.append((f"'{name}' has fewer than 2 entries", "Add the others."))
        for option in options:
            found += self.option_problems(option)
        for code in codes:
            if not self.is_code(code):
                found.append((f"the code '{code}' cannot be used", self.code_remedy))
        for code in sorted({str(code) for code in codes if codes.count(code) > 1}):
            found.append((f"the code '{code}' is used twice", "Give each its own code."))
        return found

    def option_problems(self, option: dict[str, Any]) -> list[tuple[str, str]]:
        """Return what is wrong with what one entry says beside its code and label."""
        what = f"option '{option.get('code')}'"
        found = [
            (f"'{key}' is not a known key of {what}", "Take it out.")
            for key in sorted(set(option) - set(self.option_keys))
        ]
        if not isinstance(option.get("pinned", True), bool):
            found.append((f"'pinned' of {what} is not true or false", "Write true."))
        return found + (kind_problems(option, what) if "missing" in self.option_keys else [])

    def choices(self, question: Question, reader: Reader) -> list[tuple[Any, str]]:
        """Return (code, words) in the order in which this reader is shown them."""
        words = {
            each["code"]: pictured(text_of(each["label"], reader), each.get("picture"), reader)
            for each in question.settings[self.list_name]
        }
        if reader.order is None or not question.settings.get("shuffle"):
            return list(words.items())
        pinned = pinned_codes(question.settings[self.list_name])
        order = shown_order(list(words), pinned=pinned, key=question.key, order=reader.order)
        return [(code, words[code]) for code in order]

    def missing_of(self, question: Question, value: Any) -> int | None:
        for option in question.settings[self.list_name]:
            if option["code"] == value and "missing" in option:
                return MISSING_KINDS[option["missing"]]
        return super().missing_of(question, value)

    def words_in_sentence(self, question: Question, value: Any, reader: Reader) -> str:
        return option_in_sentence(question, value, reader, name=self.list_name)


def pinned_codes(options: list[dict[str, Any]]) -> set[Any]:
    """Return the codes of the options that keep their places when the others are shuffled."""
    return {
        option["code"]
        for option in options
        if option.get("pinned") or option.get("exclusive") or option.get("missing")
    } | ALWAYS_PINNED.intersection(option["code"] for option in options)


class SingleChoice(Choice):
    """One answer out of several."""

    name = "single"
    can_be_piped = True
    answer_seconds = 5.0
    settings: dict[str, type | tuple[type, ...]] = {"options": list, "shuffle": bool}
    option_keys: tuple[str, ...] = ("code", "label", "picture", "in_sentence", "pinned", "missing")
    has_labels = True
    required = ("options",)
    template = "components/question_single.html"
    paper_template = "surveys/paper/options.html"
    operators = ("eq", "ne", "in", "nin", "any_of", "none_of", *PRESENCE)

    def make_field(self, question: Question, reader: Reader) -> forms.Field:
        return forms.ChoiceField(
            choices=self.choices(question, reader),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose an answer."), "invalid_choice": UNKNOWN},
        )

    def paper(self, question: Question, reader: Reader) -> dict[str, Any]:
        return {"how": _("Tick one box."), "options": self.choices(question, reader)}

    def text_of(self, question: Question, value: Any, reader: Reader) -> str:
        return option_label(question, value, reader)


class ThisOrThat(SingleChoice):
    """Two answers side by side, large enough to point at; for the youngest."""

    name = "this_or_that"
    settings = {"options": list}
    option_keys = ("code", "label", "picture", "in_sentence", "missing")
    answer_seconds = 4.0
    template = "components/question_this_or_that.html"

    def problems(self, question: dict[str, Any]) -> list[tuple[str, str]]:
        found = super().problems(question)
        if len(self.options_of(question)) > 2:
            remedy = "Keep two, or use the type 'single'."
            found.append(("'options' has more than 2 entries", remedy))
        return found


class SeveralChoices(Choice):
    """What questions with more than one answer share; stored as a list of codes."""

    settings: dict[str, type | tuple[type, ...]] = {"options": list, "shuffle": bool}
    option_keys: tuple[str, ...] = ("code", "label", "picture", "in_sentence", "pinned")
    required = ("options",)
    operators = ("any_of", "none_of", *PRESENCE)
    is_list = True

    def likely_values(self, question: dict[str, Any], compared: list[Any]) -> list[Any]:
        # A comparison sees only the codes it names, so one other code stands for all the rest.
        codes = self.codes_of(question)
        # So many named codes are more combinations than are ever tried.
        named = [code for code in codes if code in compared][:MANY]
        others = [code for code in codes if code not in compared][:1]
        chosen = [list(c) for n in range(1, len(named) + 1) for c in combinations(named, n)]
        possible = [each for each in chosen if self.is_possible(question, each)]
        return [None, others, *possible] if others else [None, *possible]

    def is_possible(self, question: dict[str, Any], codes: list[Any]) -> bool:
        """Tell whether these answers can be chosen together."""
        return True

    def columns(self, question: Question) -> list[str]:
        return [f"{question.key}__{option['code']}" for option in question.settings["options"]]

    def codebook(self, question: Question, reader: Reader) -> list[ColumnEntry]:
        words = text_of(question.label, reader)
        return [
            ColumnEntry(column, f"{words} {option}", self.cell_words(question), part=str(option))
            for column, (_code, option) in zip(
                self.columns(question), self.choices(question, reader), strict=True
            )
        ]

    def cell_words(self, question: Question) -> dict[Any, str]:
        """Return what a value in an option's column means."""
        raise NotImplementedError


class MultiChoice(SeveralChoices):
    """Some answers out of several; one may exclude the others ("None of these")."""

    name = "multi"
    answer_seconds = 4.0
    settings = {"options": list, "max_choices": int, "shuffle": bool}
    template = "components/question_multi.html"
    paper_template = "surveys/paper/options.html"
    option_keys = ("code", "label", "picture", "in_sentence", "pinned", "exclusive", "missing")
    can_be_piped = True

    def seconds_to_answer(self, question: Question) -> float:
        # Each option is weighed and some are ticked.
        return self.answer_seconds + len(question.settings["options"])

    def is_possible(self, question: dict[str, Any], codes: list[Any]) -> bool:
        exclusive = {o.get("code") for o in self.options_of(question) if o.get("exclusive")}
        is_mixed = len(codes) > 1 and not exclusive.isdisjoint(codes)
        return not is_mixed and len(codes) <= question.get("max_choices", len(codes))

    def problems(self, question: dict[str, Any]) -> list[tuple[str, str]]:
        found = super().problems(question)
        options = self.options_of(question)
        if not 1 <= question.get("max_choices", 1) <= len(options):
            found.append(("'max_choices' is out of range", f"Use 1 to {len(options)}."))
        if any(not isinstance(option.get("exclusive", False), bool) for option in options):
            found.append(("'exclusive' is not true or false", "Write true, or leave it out."))
        return found

    def make_field(self, question: Question, reader: Reader) -> forms.Field:
        return _MultiField(
            self.choices(question, reader),
            codes=self.codes_of(dict(question.settings)),
            exclusive=_exclusive(question),
            limit=question.settings.get("max_choices"),
        )

    def field_extras(self, question: Question, reader: Reader) -> dict[str, Any]:
        return {
            "max_choices": question.settings.get("max_choices"),
            "exclusive_codes": _exclusive(question),
        }

    def text_of(self, question: Question, value: Any, reader: Reader) -> str:
        return "; ".join(option_label(question, code, reader) for code in value)

    def cells(self, question: Question, value: Any) -> list[Any]:
        if value is None:
            return super().cells(question, value)
        return [int(option["code"] in value) for option in question.settings["options"]]

    def paper(self, question: Question, reader: Reader) -> dict[str, Any]:
        most = question.settings.get("max_choices")
        some = ngettext_lazy("Tick %(n)d box.", "Tick up to %(n)d boxes.", "n")
        return {
            "how": some % {"n": most} if most else _("Tick all that fit."),
            "options": self.choices(question, reader),
            "alone": _exclusive(question),
        }

    def words_in_sentence(self, question: Question, value: Any, reader: Reader) -> str:
        words = [super(MultiChoice, self).words_in_sentence(question, v, reader) for v in value]
        return str(get_text_list(words, gettext("and")))

    def missing_of(self, question: Question, value: Any) -> int | None:
        only = value[0] if value and len(value) == 1 else value
        return super().missing_of(question, only)

    def cell_words(self, question: Question) -> dict[Any, str]:
        return {0: gettext("Not chosen"), 1: gettext("Chosen")}


class _MultiField(forms.MultipleChoiceField):
    def __init__(
        self,
        choices: list[tuple[str, str]],
        *,
        codes: list[str],
        exclusive: list[str],
        limit: int | None,
    ) -> None:
        super().__init__(
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": _("Choose at least one."),
                "invalid_choice": UNKNOWN,
                "invalid_list": UNKNOWN,
            },
        )
        self.words = dict(choices)
        self.codes = codes
        self.exclusive = exclusive
        self.limit = limit

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
        return [code for code in self.codes if code in chosen]


def _exclusive(question: Question) -> list[str]:
    return [each["code"] for each in question.settings["options"] if each.get("exclusive")]


def entries_of(question: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the entries of one of a question's lists that are objects."""
    entries = question.get(name)
    return [e for e in entries if isinstance(e, dict)] if isinstance(entries, list) else []
