"""Questions answered in several inputs, each with its own label."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Part:
    """One input of a question: what it is called, and how it is filled in."""

    name: str
    label: Any
    widget: forms.Widget


class PartsWidget(forms.MultiWidget):
    """The inputs of one question; going through its bound field gives them with their labels."""

    def __init__(self, parts: list[Part]) -> None:
        super().__init__({part.name: part.widget for part in parts})
        self.parts = parts

    def decompress(self, value: Any) -> list[Any]:
        return list(value) if isinstance(value, list | tuple) else [None] * len(self.parts)

    def subwidgets(self, name: str, value: Any, attrs: Any = None) -> Iterator[dict[str, Any]]:
        inner = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        for part, context in zip(self.parts, inner, strict=True):
            yield {**context, "part": part.name, "label": part.label}


class PartsField(forms.Field):
    """A field whose raw value is a list with one text for each part.

    `wrong` holds the places of the parts that the last refusal was about; empty for all of them.
    """

    wrong: tuple[int, ...] = ()

    def __init__(self, parts: list[Part], *, required_words: Any) -> None:
        super().__init__(widget=PartsWidget(parts), error_messages={"required": required_words})
        self.parts = parts

    @property
    def first_wrong(self) -> int:
        """Where the error summary leads."""
        return min(self.wrong, default=0)

    def to_python(self, value: Any) -> Any:
        self.wrong = ()
        if value in (None, "", []):
            return None
        if not isinstance(value, list) or len(value) != len(self.parts):
            raise ValidationError(_("This is not an answer to this question."), code="not_answer")
        typed = ["" if each is None else str(each).strip() for each in value]
        return self.build(typed) if any(typed) else None

    def build(self, typed: list[str]) -> Any:
        """Return the answer that the parts make; ValidationError says what to do."""
        return typed
