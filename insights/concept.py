"""The themes of one concept across its questions: who has which, and how many people said it."""

from django.utils.translation import gettext as _

from insights.actions.review.levels import top_of
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
    together: dict[str, list[Theme]] = {}
    for row in rows:
        together.setdefault(key_of(row), []).append(row)
    lines = [_line(alike, asked, tallies, together) for alike in together.values()]
    return sorted(lines, key=lambda line: _place_of(line["theme"]))


def _tallies(rows):
    found: dict = {}
    for book in Codebook.objects.filter(pk__in={row.codebook_id for row in rows}):
        themes = [row for row in rows if row.codebook_id == book.pk]
        found |= tallies_of(codebook=book, themes=themes, suggestions=[])
    return found


def _place_of(theme):
    """Order parts after their whole."""
    whole = _whole_of(theme)
    return (whole or theme).name.casefold(), whole is not None, theme.name.casefold()


def _line(alike, asked, tallies, together):
    # Whose words are given to another question: a whole can be given anywhere.
    first = min(alike, key=lambda each: (_whole_of(each) is not None, not each.definition))
    whole = _whole_of(first)
    wholes = together.get(key_of(whole), []) if whole else None
    is_mixed = len({key_of(_whole_of(each)) if _whole_of(each) else "" for each in alike}) > 1
    return {
        "theme": first,
        "definition": next((each.definition for each in alike if each.definition), ""),
        "whole": whole.name if whole and not is_mixed else "",
        "is_mixed": is_mixed,
        "cells": [
            {
                **each,
                "places": [
                    {
                        "theme": row,
                        "said": _said(row, each["people"], tallies),
                        "place": _place_in_words(row) if is_mixed else "",
                    }
                    for row in alike
                    if row.codebook.question_id == each["question"].pk
                ],
                # A part can be given where its whole is.
                "can_give": wholes is None or _has_whole(wholes, each["question"]),
            }
            for each in asked
        ],
    }


def _has_whole(wholes, question) -> bool:
    return any(
        each.codebook.question_id == question.pk for each in wholes if _whole_of(each) is None
    )


def _whole_of(theme) -> Theme | None:
    top = top_of(theme)
    return None if top == theme else top


def _place_in_words(row) -> str:
    whole = _whole_of(row)
    return _("part of “%(name)s”") % {"name": whole.name} if whole else _("a theme of its own")


def _said(theme, base, tallies):
    people = tallies[theme].people
    return {"people": people, "percent": round(100 * people / base) if base else 0}
