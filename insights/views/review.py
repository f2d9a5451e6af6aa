"""The acts on suggestions and on a theme's words: each is one action, then back to the board."""

import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from insights.actions.review import (
    EditConflict,
    accept_suggestion,
    reject_suggestion,
    rename_theme,
)
from insights.forms import ThemeForm, words_of
from insights.forms_board import AcceptForm, ReasonForm
from insights.models import Suggestion
from insights.views.asking import Act, ask
from insights.views.doing import do_and_tell
from insights.views.themes import board_address, theme_of
from people.access import staff_required
from people.roles import Permission


CONCEPT, READING = "concept", "reading"
A_CARD = re.compile(r"s?[0-9a-f-]{36}")


def act(request, codebook, done, change):
    """Do one change and say what happened; 303, so that reload and Back do nothing twice."""
    do_and_tell(request, done, change)
    return HttpResponseRedirect(_address_after(request, codebook), status=303)


def _address_after(request, codebook):
    """Return the board that the act was done on, at the card that comes next there."""
    if request.POST.get("board") == READING:
        return reverse("reading", args=[codebook.question_id])
    if request.POST.get("board") == CONCEPT:
        return reverse("concept_board", args=[codebook.question_id])
    then = request.POST.get("next", "")
    return board_address(codebook, then if A_CARD.fullmatch(then) else "")


@staff_required(Permission.DECIDE_THEMES)
@require_POST
def suggestion_accept(request, suggestion_id):
    suggestion = _suggestion_of(request, suggestion_id)
    return act(
        request,
        suggestion.run.codebook,
        _("“%(name)s” is a theme now.") % {"name": suggestion.label},
        lambda: accept_suggestion(suggestion=suggestion, by=request.user),
    )


@staff_required(Permission.DECIDE_THEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def suggestion_place(request, suggestion_id):
    """Accept a suggestion under a name and in a place of one's own."""
    suggestion = _suggestion_of(request, suggestion_id)
    book = suggestion.run.codebook

    def make_form(data, initial):
        whole = suggestion.parent and suggestion.parent.theme_id
        name = suggestion.label if suggestion.is_named else ""
        given = {"name": name, "under": whole, **initial}
        return AcceptForm(data, codebook=book, initial=given)

    def do(given):
        return accept_suggestion(suggestion=suggestion, by=request.user, **given)

    return ask(
        request,
        Act(
            codebook=book,
            title=_("Accept “%(name)s” as…") % {"name": suggestion.label},
            button=_("Accept"),
            do=do,
            done=lambda theme: _("“%(name)s” is a theme now.") % {"name": theme.name},
            intro=[_("Give it a name that says one thing, and say what it is part of, if it is.")],
            card=f"s{suggestion.pk}",
        ),
        make_form,
    )


@staff_required(Permission.DECIDE_THEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def suggestion_reject(request, suggestion_id):
    """Reject a suggestion: at once from its card, or from this page with a reason."""
    suggestion = _suggestion_of(request, suggestion_id)
    done = _("The suggestion “%(name)s” was rejected.") % {"name": suggestion.label}
    if request.method == "POST" and "reason" not in request.POST:
        return act(
            request,
            suggestion.run.codebook,
            done,
            lambda: reject_suggestion(suggestion=suggestion, by=request.user),
        )
    return ask(
        request,
        Act(
            codebook=suggestion.run.codebook,
            title=_("Reject the suggestion “%(name)s”") % {"name": suggestion.label},
            button=_("Reject"),
            do=lambda given: reject_suggestion(
                suggestion=suggestion, reason=given["reason"], by=request.user
            ),
            done=lambda _nothing: done,
            intro=[_("A suggestion much like it arrives rejected in later searches.")],
        ),
        ReasonForm,
    )


@staff_required(Permission.DECIDE_THEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def theme_edit(request, theme_id):
    theme = theme_of(request, theme_id)
    given = request.POST if request.method == "POST" else None
    form = ThemeForm(given, initial=words_of(theme))
    if request.method == "POST" and form.is_valid():
        try:
            rename_theme(
                theme=theme,
                version=form.cleaned_data["version"],
                by=request.user,
                **form.words(),
            )
        except EditConflict:
            return _conflict(request, theme, form)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("“%(name)s” was saved.") % form.words())
            address = board_address(theme.codebook, str(theme.pk))
            return HttpResponseRedirect(address, status=303)
    context = {"survey": theme.codebook.survey, "theme": theme, "form": form}
    return render(request, "insights/theme_edit.html", context)


def _conflict(request, theme, form):
    """Show both texts; yours stay in the form, which now speaks of the newest version."""
    theme = theme_of(request, theme.pk)
    yours = ThemeForm(initial={**form.words(), "version": theme.version})
    rows = [
        [yours.fields[key].label, _told(words_of(theme)[key]), _told(given)]
        for key, given in form.words().items()
    ]
    headings = [
        {"text": _("Part")},
        {"text": _("What it says now")},
        {"text": _("What you wrote")},
    ]
    context = {
        "survey": theme.codebook.survey,
        "theme": theme,
        "form": yours,
        "rows": rows,
        "headings": headings,
    }
    return render(request, "insights/theme_conflict.html", context, status=409)


def _told(value):
    return _("Yes") if value is True else value or "–"


def _suggestion_of(request, suggestion_id):
    suggestions = Suggestion.objects.filter(
        run__codebook__survey__organisation=request.organisation,
        run__codebook__survey__organisation__memberships__user=request.user,
    )
    return get_object_or_404(
        suggestions.select_related("run__codebook__survey", "parent"), pk=suggestion_id
    )
