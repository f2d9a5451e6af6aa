"""A postcode, of which nothing is kept but the region it lies in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from surveys.conditions import PRESENCE
from surveys.postcodes import NOT_SURE, OUTSIDE, region_of, regions
from surveys.question_types.base import QuestionType
from surveys.wording import Reader


if TYPE_CHECKING:
    from surveys.definition import Question


NO_POSTCODE = _("Write a full postcode, such as AB12 3CD, or leave it empty.")
REGION, NONE = "_region", "_none"


def words_of(code: str) -> str:
    """Return the name of a region, or of what stands in its place."""
    others = {OUTSIDE: _("Outside England"), NOT_SURE: _("Not sure which region")}
    return str(others.get(code) or regions().get(code, code))


class _PostcodeWidget(forms.TextInput):
    """A box for the postcode; the region that an earlier one gave comes back beside it."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = data.get(name)
        if typed not in (None, ""):
            return typed
        return "" if data.get(f"{name}{NONE}") else data.get(f"{name}{REGION}", "")

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        region = value if value in _codes() else ""
        context: dict[str, Any] = super().get_context(name, "" if region else value, attrs)
        context["widget"] |= {"region": region, "region_words": words_of(region) if region else ""}
        return context


class _PostcodeField(forms.Field):
    """Turns a postcode into the code of its region at once."""

    def to_python(self, value: Any) -> str | None:
        if value in (None, ""):
            return None
        if not isinstance(value, str):
            raise ValidationError(_("This is not an answer to this question."), code="not_answer")
        if not value.strip():
            return None
        region = value if value in _codes() else region_of(value)
        if region is None:
            raise ValidationError(NO_POSTCODE, code="postcode")
        return region


def _codes() -> list[str]:
    return [*regions(), OUTSIDE, NOT_SURE]


class Postcode(QuestionType):
    """A full postcode, typed by an adult; the region is kept, the postcode nowhere.

    Looked up while the page is answered, in a table of our own (surveys/postcode_areas.json).
    """

    name = "postcode"
    template = "components/question_postcode.html"
    paper_template = "surveys/paper/options.html"
    answer_seconds = 10.0
    has_labels = True
    operators = ("eq", "ne", "in", "nin", "any_of", "none_of", *PRESENCE)
    not_for = ("u8", "8_11", "12_15")
    why_not = (
        "a postcode is never asked of '{audience}', who may be under 16",
        "Name the other 'audiences' here.",
    )

    def codes_of(self, question: dict[str, Any]) -> list[Any]:
        return _codes()

    def make_field(self, question: Question, reader: Reader) -> forms.Field:
        return _PostcodeField(
            widget=_PostcodeWidget(attrs={"autocomplete": "off"}),
            error_messages={"required": _("Write your postcode.")},
        )

    def kept_form(self, name: str, posted: dict[str, list[Any]]) -> dict[str, list[Any]]:
        typed = _last(posted, name)
        region = region_of(typed) if typed.strip() else _last(posted, f"{name}{REGION}")
        if not typed.strip() and _last(posted, f"{name}{NONE}"):
            region = ""
        rest = {key: each for key, each in posted.items() if key not in (name, f"{name}{NONE}")}
        # Whatever was posted as the region: only a region is kept.
        return {**rest, f"{name}{REGION}": [region if region in _codes() else ""]}

    def paper(self, question: Question, reader: Reader) -> dict[str, Any]:
        # On paper a postcode could not be thrown away, so the region itself is asked for.
        how = _("Tick the region. Do not write a postcode.")
        return {"how": how, "options": [(code, words_of(code)) for code in _codes()]}

    def text_of(self, question: Question, value: Any, reader: Reader) -> str:
        return words_of(value)


def _last(posted: Mapping[str, list[Any]], name: str) -> str:
    values = posted.get(name) or [""]
    return str(values[-1])
