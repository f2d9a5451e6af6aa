"""What is wrong with a survey document, said so that its author can mend it.

Apart from `surveys.validation` so that question types can describe problems too.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing to mend: where, what, and how."""

    place: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}. {self.remedy}"


class DocumentError(ValueError):
    """A document that cannot be used; `problems` lists everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def remedy_for(word: Any, known: Collection[Any]) -> str:
    """Return the nearest known word as a question, else the known words."""
    names = [str(each) for each in known]
    near = get_close_matches(str(word), names, n=1)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"Use one of {', '.join(names)}." if names else "Remove it."


def unknown_keys(entry: Mapping[str, Any], known: Collection[str], place: str) -> Iterator[Problem]:
    """Yield a problem for each key that means nothing here."""
    for key in sorted(set(map(str, entry)) - set(known)):
        near = get_close_matches(key, list(known), n=1)
        remedy = f"Did you mean '{near[0]}'?" if near else "Remove it."
        yield Problem(place, f"'{key}' is not a known key", remedy)


def missing_keys(
    entry: Mapping[str, Any], required: Collection[str], place: str
) -> Iterator[Problem]:
    """Yield a problem for each key that has to be there."""
    for key in sorted(set(required) - set(entry)):
        yield Problem(place, f"'{key}' is missing", f"Add '{key}'.")
