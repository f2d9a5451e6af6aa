"""The theme board of a concept: the questions that ask the same of different people, together."""

from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from insights.actions.review import copy_theme
from insights.actions.runs import codebook_of
from insights.board import undo_of
from insights.comparing.scope import questions_like
from insights.concept import lines_of_concept, questions_of_concept
from insights.models import Codebook
from insights.views.review import CONCEPT, act
from insights.views.themes import question_of, theme_of
from people.access import staff_required
from people.roles import Permission
from surveys.titles import title_of


@staff_required(Permission.READ_ANSWERS)
@require_safe
def concept_board(request, question_id):
    """Show which themes of the same name the questions of a concept have, and which have none."""
    question = question_of(request, question_id)
    asked = questions_of_concept(question)
    lines = lines_of_concept(asked)
    token = get_token(request)
    for line in lines:
        for cell in line["cells"]:
            cell["give"] = _give(line["theme"], cell, token)
    books = list(Codebook.objects.filter(question__in=[each["question"] for each in asked]))
    context = {
        "survey": question.survey,
        "question": question,
        "title": title_of(question),
        "asked": asked,
        "lines": lines,
        "undo": undo_of(books, by=request.user, token=token, fields=[("board", CONCEPT)]),
    }
    return render(request, "insights/concept_board.html", context)


def _give(theme, cell, token):
    if cell["places"] or not cell["can_give"]:
        return None
    return {
        "label": _("Give it this theme"),
        "hidden": f"{theme.name}: {cell['audience']}",
        "form_url": reverse("theme_copy", args=[theme.pk]),
        "csrf": token,
        "fields": [("question", cell["question"].pk), ("board", CONCEPT)],
    }


@staff_required(Permission.DECIDE_THEMES)
@require_POST
def theme_copy(request, theme_id):
    """Give a theme's words to another question of its concept."""
    theme = theme_of(request, theme_id)
    questions = questions_like(theme.codebook.question).exclude(pk=theme.codebook.question_id)
    asked = request.POST.get("question", "")
    # Of a question that is none of these, the action says what to do.
    question = next((each for each in questions if str(each.pk) == asked), None)
    question = question or theme.codebook.question
    return act(
        request,
        theme.codebook,
        _("“%(name)s” is a theme of that question too. No answer is in it yet.")
        % {"name": theme.name},
        lambda: copy_theme(theme=theme, to=codebook_of(question=question), by=request.user),
    )
