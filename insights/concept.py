"""The themes of one concept across its questions: who has which, and how many people said it."""

from django.utils.translation import gettext as _

from insights.actions.tallies import tallies_of
from insights.comparing.counting import people_rows
from insights.comparing.scope import Scope, key_of, questions_like
from insights.models import Codebook, Theme
from surveys.documents import document_of
from surveys.models import Question
from surveys.titles import titles_of
from surveys.wording import text_of


def questions_of_concept(question: Question) -> list[dict]:
    """Return the questions that ask the same, each with its words, readers and people."""
    questions = list(questions_like(question))
    titles, readers = titles_of(question.survey), _readers_of(question.survey)
    people = dict(people_rows(Scope(tuple(questions), (), ()), {}))
    return [
        {
            "question": each,
            "words": titles[each.key].words if each.key in titles else each.key,
            "audience": readers.get(each.key, each.key),
            "people": people.get(str(each.pk), 0),
        }
        for each in questions
    ]


def _readers_of(survey) -> dict[str, str]:
    """Return who is asked each question, in words, by the question's key."""
    version = survey.published_version()
    if version is None:
        return {}
    document = document_of(str(version.pk))
    readers = {}
    for page in document.pages:
        for question in page.questions:
            asked = [
                text_of(each.group_label, document.reader(each.key))
                for each in document.audiences
                if page.is_for(each.key) and question.is_for(each.key)
            ]
            readers[question.key] = _("Everybody")
            if len(asked) < len(document.audiences):
                readers[question.key] = "; ".join(asked)
    return readers


def lines_of_concept(asked: list[dict]) -> list[dict]:
    """Return each theme of the concept, in tree order, with the question each row of it is in."""
    rows = Theme.objects.active().filter(
        codebook__question__in=[each["question"] for each in asked]
    )
    rows = list(rows.select_related("codebook__survey", "parent").order_by("name", "pk"))
    tallies = _tallies(rows)
    together: dict[str, dict] = {}
    for row in rows:
        together.setdefault(key_of(row), {}).setdefault(row.codebook.question_id, row)
    order = sorted(together.values(), key=lambda there: _place_of(next(iter(there.values()))))
    return [_line(there, asked, tallies, together) for there in order]


def _tallies(rows):
    found: dict = {}
    for book in Codebook.objects.filter(pk__in={row.codebook_id for row in rows}):
        themes = [row for row in rows if row.codebook_id == book.pk]
        found |= tallies_of(codebook=book, themes=themes, suggestions=[])
    return found


def _place_of(theme):
    """Order parts after their whole."""
    whole = theme.parent.name if theme.parent else theme.name
    return whole.casefold(), theme.parent_id is not None, theme.name.casefold()


def _line(there, asked, tallies, together):
    first = next((each for each in there.values() if each.definition), None)
    first = first or next(iter(there.values()))
    wholes = together.get(key_of(first.parent), {}) if first.parent else None
    return {
        "theme": first,
        "whole": first.parent.name if first.parent else "",
        "cells": [
            {
                **each,
                "theme": there.get(each["question"].pk),
                "said": _said(there.get(each["question"].pk), each["people"], tallies),
                # A part can be given where its whole is.
                "can_give": wholes is None or each["question"].pk in wholes,
            }
            for each in asked
        ],
    }


def _said(theme, base, tallies):
    if theme is None:
        return None
    people = tallies[theme].people
    return {"people": people, "percent": round(100 * people / base) if base else 0}
