"""The themes of a question: what people decided and what the machine suggests."""

from django.db.models import Prefetch
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from insights.actions.runs import codebook_of
from insights.cards import cards_of
from insights.models import Codebook, Suggestion, Theme
from insights.shelves import SHELVES, counts_of, is_reading_order, title_of_shelf
from insights.trust import how_to_read
from people.access import staff_required
from people.roles import Permission
from surveys.models import Question
from surveys.titles import title_of


def question_of(request, question_id) -> Question:
    """Return the team's open question; another team's is not found."""
    questions = Question.objects.filter(
        is_open=True,
        survey__organisation=request.organisation,
        survey__organisation__memberships__user=request.user,
    )
    return get_object_or_404(questions.select_related("survey"), pk=question_id)


def theme_of(request, theme_id) -> Theme:
    """Return the team's theme, as long as it is in use."""
    themes = Theme.objects.active().visible_to(request.user)
    themes = themes.filter(codebook__survey__organisation=request.organisation)
    return get_object_or_404(
        themes.select_related("codebook__survey", "codebook__question"), pk=theme_id
    )


def codebook_address(codebook: Codebook) -> str:
    return reverse("codebook", args=[codebook.question_id])


@staff_required(Permission.READ_ANSWERS)
@require_safe
def codebook(request, question_id):
    question = question_of(request, question_id)
    book = codebook_of(question=question)
    run = book.runs.whole().order_by("-finished_at").first()
    origins = Prefetch("origins", Suggestion.objects.select_related("nearest").order_by("pk"))
    themes = book.themes.active().select_related("parent").prefetch_related(origins)
    themes = list(themes.order_by("name", "pk"))
    suggestions = _open_suggestions(run)
    cards = cards_of(codebook=book, themes=themes, suggestions=suggestions, by=request.user)
    token = get_token(request)
    context = {
        "survey": question.survey,
        "question": question,
        "title": title_of(question),
        "run": run,
        "themes": [cards[each] | {"actions": _theme_acts(each, token)} for each in themes],
        "suggestions": [
            cards[each] | {"actions": _suggestion_acts(each, token)} for each in suggestions
        ],
        "shelves": _shelves(run, book),
        "is_reading_order": run is not None and is_reading_order(run),
        "how_to_read": how_to_read(),
    }
    return render(request, "insights/codebook.html", context)


def _shelves(run, book):
    if run is None:
        return []
    counts = counts_of(run, book)
    return [
        {
            "name": title_of_shelf(name),
            "url": reverse("shelf", args=[book.question_id, name]),
            "count": "; ".join(_counted(name, shelf, counts[shelf]) for shelf in shelves),
        }
        for name, shelves in SHELVES.items()
    ]


def _counted(name, shelf, count):
    shown = number_format(count)
    return f"{shelf.label} {shown}" if name == "aside" else shown


def _open_suggestions(run):
    if run is None:
        return []
    rows = run.suggestions.filter(state=Suggestion.State.OPEN)
    return list(rows.select_related("parent", "nearest").order_by("number"))


def _suggestion_acts(suggestion, token):
    acts = ((_("Accept"), "suggestion_accept", "primary"), (_("Reject"), "suggestion_reject", ""))
    return [
        {
            "label": label,
            "hidden": suggestion.label,
            "form_url": reverse(name, args=[suggestion.pk]),
            "csrf": token,
            "variant": variant,
        }
        for label, name, variant in acts
    ]


def _theme_acts(theme, token):
    links = (
        (_("Edit"), "theme_edit"),
        (_("Merge"), "theme_merge"),
        (_("See answers"), "theme_answers"),
    )
    acts = [
        {"label": label, "hidden": theme.name, "url": reverse(name, args=[theme.pk])}
        for label, name in links
    ]
    reject = {
        "label": _("Reject"),
        "hidden": theme.name,
        "form_url": reverse("theme_reject", args=[theme.pk]),
        "csrf": token,
    }
    return [*acts, reject]
