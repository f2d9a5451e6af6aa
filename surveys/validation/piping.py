"""Every place for an answer in a text names one that is known by then, and is no free text."""

from collections.abc import Iterator
from typing import Any

from surveys.problems import Problem, remedy_for
from surveys.question_types import QUESTION_TYPES
from surveys.validation.parts import Parts, entries_of
from surveys.wording import PIPED, PIPED_MARK


HOW = "Write {answer:key|words for who did not answer}."
NO_WORDINGS = ("key", "type", "concept", "show_if", "needs", "questions", "audiences")


def piping_problems(data: dict, parts: Parts) -> Iterator[Problem]:
    """Yield what is wrong with the places for answers in the texts of a document."""
    asked = {
        question["key"]: (number, question)
        for number, page in enumerate(parts.pages)
        for question in entries_of(page, "questions")
    }
    for number, page in enumerate(parts.pages):
        place = f"page '{page['key']}'"
        yield from _entry_problems(page, place, number, asked)
        for question in entries_of(page, "questions"):
            where = f"{place}, question '{question['key']}'"
            yield from _entry_problems(question, where, number, asked)
    outside = {name: value for name, value in data.items() if name != "pages"}
    if any(PIPED_MARK in text for text in _texts(outside)):
        remedy = "Take it out: an answer can stand in the pages only."
        yield Problem("document", "a text outside the pages has a place for an answer", remedy)


def _entry_problems(entry, place, number, asked):
    wordings = {name: value for name, value in entry.items() if name not in NO_WORDINGS}
    for text in _texts(wordings):
        found = list(PIPED.finditer(text))
        if text.count(PIPED_MARK) != len(found):
            yield Problem(place, "a place for an answer cannot be read", HOW)
        for match in found:
            yield from _token_problems(match, place, number, asked)


def _token_problems(match, place, number, asked):
    key, fallback = match["key"], match["fallback"]
    if not fallback.strip():
        yield Problem(place, f"'{key}' has no words for who did not answer", HOW)
    if key not in asked:
        yield Problem(place, f"a text asks for '{key}', which no page asks", remedy_for(key, asked))
        return
    page, question = asked[key]
    if page >= number:
        remedy = f"Move '{key}' to an earlier page."
        yield Problem(place, f"a text asks for '{key}', which is not answered by then", remedy)
    kind = QUESTION_TYPES.get(str(question.get("type")))
    if kind is not None and not kind.can_be_piped:
        remedy = "Name a question with given answers, a number or a month."
        yield Problem(place, f"a text asks for '{key}', whose answer is never repeated", remedy)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
