"""The themes of a question: what people decided and what the machine suggests."""

from django.db.models import Prefetch
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from insights.actions.review.levels import top_of
from insights.actions.runs import codebook_of
from insights.actions.tallies import shelf_counts_of
from insights.board import (
    FOLDED_FROM,
    acts_of_suggestion,
    acts_of_theme,
    cards_after,
    fold_reasons,
    layout_of,
    matching,
    out_of_use,
    tree_of,
    undo_of,
)
from insights.cards import cards_of, title_of_suggestion
from insights.models import Codebook, Suggestion, Theme
from insights.shelves import SHELVES, is_reading_order, title_of_shelf
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


def board_address(codebook: Codebook, card: str = "") -> str:
    """Return the address of the board, at a card where one is named."""
    return codebook_address(codebook) + (f"#theme-{card}" if card else "")


@staff_required(Permission.READ_ANSWERS)
@require_safe
def codebook(request, question_id):
    """Show what the machine suggests beside what people decided."""
    question = question_of(request, question_id)
    book = codebook_of(question=question)
    run = book.runs.whole().order_by("-finished_at").first()
    find = request.GET.get("find", "").strip()
    all_themes, all_suggestions = _themes(book), _open_suggestions(run)
    themes = matching(all_themes, find, lambda each: f"{each.name} {each.definition}")
    suggestions = matching(
        all_suggestions, find, lambda each: f"{each.label} {' '.join(each.keywords)}"
    )
    cards = cards_of(codebook=book, themes=themes, suggestions=suggestions, by=request.user)
    token = get_token(request)
    _add_acts(cards, themes, suggestions, token)
    fold_reasons(suggestions, cards)
    context = {
        "survey": question.survey,
        "question": question,
        "title": title_of(question),
        "find": find,
        "themes": tree_of(themes, cards),
        "suggestions": tree_of(suggestions, cards),
        "layout": layout_of(suggestions, themes),
        "has_any": bool(all_themes or all_suggestions),
        "is_long": len(all_themes) + len(all_suggestions) >= FOLDED_FROM,
        "parts": sum(each.parent_id is not None for each in all_suggestions),
        "shelves": _shelves(run, book),
        "is_reading_order": run is not None and is_reading_order(run),
        "how_to_read": how_to_read(),
        "gone": out_of_use(book, token),
        "undo": undo_of([book], by=request.user, token=token),
    }
    return render(request, "insights/codebook.html", context)


def _themes(book):
    origins = Suggestion.objects.select_related("nearest__theme").order_by("pk")
    origins = Prefetch("origins", origins)
    themes = book.themes.active().select_related("parent").prefetch_related(origins)
    return list(themes.order_by("name", "pk"))


def _add_acts(cards, themes, suggestions, token):
    wholes, after = {each.parent_id for each in themes}, cards_after(themes)
    for each in themes:
        cards[each] |= acts_of_theme(each, has_parts=each.pk in wholes, then=after[each])
    after = cards_after(suggestions, "s")
    for each in suggestions:
        title = cards[each]["title"]
        cards[each] |= acts_of_suggestion(each, title=title, token=token, then=after[each])
        if name := _name_of_whole(each, cards):
            cards[each]["tag"] = _("Part of “%(name)s”") % {"name": name}
    for each in themes:
        if cards[each]["is_part"]:
            cards[each]["tag"] = _("Part of “%(name)s”") % {"name": each.parent.name}


def _name_of_whole(suggestion, cards) -> str:
    """Return what a suggestion would be a part of; "" where that was rejected or is out of use."""
    if theme := _whole(suggestion):
        return theme.name
    whole = suggestion.parent
    is_open = whole is not None and whole.state == Suggestion.State.OPEN
    return title_of_suggestion(whole, cards) if is_open else ""


def _whole(suggestion) -> Theme | None:
    """Return the theme that accepting a suggestion puts it under."""
    theme = suggestion.parent and suggestion.parent.theme
    return top_of(theme) if theme and theme.status == Theme.Status.ACTIVE else None


def _shelves(run, book):
    if run is None:
        return []
    counts = shelf_counts_of(run=run, codebook=book)
    return [
        {
            "name": title_of_shelf(name),
            "url": reverse("shelf", args=[book.question_id, name]),
            "count": "; ".join(_counted(name, shelf, counts.get(shelf, 0)) for shelf in shelves),
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
    rows = rows.select_related("parent__theme__parent", "nearest__theme")
    return list(rows.order_by("number"))
