"""Closed questions whose answers can be laid side by side: the same choices asked of many people.

Questions of one concept are one item where their choices have the same codes. A matrix is one item
for each of its rows, called by concept and row: `c_recs:lead`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from surveys.documents import document_of
from surveys.models import Question, Survey
from surveys.question_types import question_type
from surveys.wording import text_of


SCALES = ("likert", "faces")
MATRIX, SEVERAL = "matrix", "multi"
KINDS = (*SCALES, MATRIX, SEVERAL, "single", "this_or_that")
# A list with more choices than this is one of places, and names single ones.
MOST_CHOICES = 20


@dataclass(frozen=True)
class Item:
    """One thing that was asked with the same choices of one or more audiences.

    `choices` are (code, words), on a scale from the lowest point on. `wordings` are the words of
    all choices, each once, where they differ from question to question.
    """

    key: str
    words: str
    choices: tuple[tuple[str, str], ...]
    questions: tuple[Any, ...]
    row: str = ""
    is_scale: bool = False
    is_several: bool = False
    wordings: tuple[tuple[str, ...], ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, _words in self.choices)

    def chosen(self, value: Any) -> set[str]:
        """Return which of the choices an answer holds: none where it is a reason for no answer."""
        if self.row:
            value = value.get(self.row) if isinstance(value, Mapping) else None
        given = value if isinstance(value, list) else [value]
        return {str(each) for each in given} & set(self.codes)


def items_of(survey: Survey, concepts: Iterable[str] | None = None) -> list[Item]:
    """Return the items of a survey's newest version in the order they are asked.

    With `concepts`, only those items: a concept, or a concept and a row after a colon.
    """
    version = survey.published_version()
    if version is None:
        return []
    document = document_of(str(version.pk))
    rows = Question.objects.filter(survey=survey, is_open=False, type__in=KINDS)
    ids = dict(rows.values_list("key", "pk"))
    wanted = None if concepts is None else set(concepts)
    found: dict[tuple, Item] = {}
    for page in document.pages:
        for question in page.questions:
            if question.key in ids and question.type in KINDS:
                reader = _reader_of(document, page, question)
                for item in _items_in(question, ids[question.key], reader):
                    if wanted is None or {item.key, item.key.partition(":")[0]} & wanted:
                        _put(found, item)
    return list(found.values())


def _put(found, item):
    """Add an item, or its question to the item that asks the same."""
    same = (item.key, item.codes, item.is_scale, item.is_several)
    known = found.get(same)
    if known is None:
        found[same] = item
        return
    wordings = tuple(dict.fromkeys(known.wordings + item.wordings))
    found[same] = replace(known, questions=known.questions + item.questions, wordings=wordings)


def _items_in(question, pk, reader):
    choices = _choices_of(question, reader)
    if not 1 < len(choices) <= MOST_CHOICES:
        return
    item = Item(
        question.concept or question.key,
        str(text_of(question.label, reader)) or question.key,
        choices,
        (pk,),
        is_scale=question.type in SCALES,
        is_several=question.type == SEVERAL,
        wordings=(tuple(words for _code, words in choices),),
    )
    if question.type != MATRIX:
        yield item
        return
    for row in question.settings["rows"]:
        words = str(text_of(row["label"], reader))
        yield replace(item, key=f"{item.key}:{row['code']}", words=words, row=row["code"])


def _choices_of(question, reader):
    """Return (code, words) of what is an answer, without the reasons for giving none."""
    kind = question_type(question.type)
    entries = question.settings.get("points") or question.settings.get("options") or ()
    return tuple(
        (str(each["code"]), str(text_of(each["label"], reader)))
        for each in entries
        if kind.missing_of(question, each["code"]) is None
    )


def _reader_of(document, page, question):
    """Return a reader whom the question is for, so that its words are theirs."""
    for audience in document.audiences:
        if page.is_for(audience.key) and question.is_for(audience.key):
            return document.reader(audience.key)
    return document.reader()
