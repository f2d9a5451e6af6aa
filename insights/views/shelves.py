"""The shelves of a question: answers that stand beside the themes."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from insights.actions.runs import codebook_of
from insights.actions.signing import note_opening
from insights.cards import texts_of
from insights.shelves import (
    SHELVES,
    Shelf,
    explanation_of,
    groups_of,
    shelved,
    title_of_shelf,
)
from insights.views.themes import question_of
from people.access import staff_required
from people.roles import Permission
from surveys.titles import title_of


PAGE = 50


@staff_required(Permission.READ_ANSWERS)
@require_safe
def shelf(request, question_id, shelf):
    """Show one shelf of the newest finished search, a page at a time."""
    question = question_of(request, question_id)
    if shelf not in SHELVES:
        raise Http404
    book = codebook_of(question=question)
    run = book.runs.whole().order_by("-finished_at").first()
    rows = _rows(run, shelf, book) if run else []
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    named = [each if shelf == "repeated" else _answer(each, shelf) for each in page]
    answers = {each["answer"] for each in named}
    if run:
        note_opening(run=run, shelf=shelf, to_end=not page.has_next(), by=request.user)
    texts = texts_of(codebook=book, answers=answers, view=f"shelf_{shelf}", by=request.user)
    context = {
        "survey": question.survey,
        "question": question,
        "title": title_of(question),
        "shelf": shelf,
        "name": title_of_shelf(shelf),
        "explanation": explanation_of(shelf),
        "page": page,
        "items": [
            {"text": texts[each["answer"]], "note": each.get("note") or _people(each)}
            for each in named
            if each["answer"] in texts
        ],
    }
    return render(request, "insights/shelf.html", context)


def _rows(run, shelf, book):
    return groups_of(run, book) if shelf == "repeated" else shelved(run, shelf, book)


def _answer(row, shelf):
    note = Shelf(row.shelf).label if shelf == "aside" else ""
    return {"answer": row.answer_id, "note": note, "people": 0}


def _people(each):
    if not each["people"]:
        return ""
    people = ngettext("%(n)s person", "%(n)s people", each["people"]) % {"n": each["people"]}
    texts = ngettext("%(n)s different text", "%(n)s different texts", each["different"])
    counts = f"{people} · {texts % {'n': each['different']}}"
    return f"{_('Prepared text')} · {counts}" if each["is_campaign"] else counts
