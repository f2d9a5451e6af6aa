"""The acts of review: each changes the codebook by one action and goes back to it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from insights.actions.review import (
    EditConflict,
    accept_suggestion,
    merge_themes,
    reject_suggestion,
    reject_theme,
    rename_theme,
)
from insights.forms import ThemeChoiceForm, ThemeForm, words_of
from insights.models import Suggestion
from insights.views.themes import codebook_address, theme_of
from people.access import staff_required
from people.roles import Permission


def act(request, codebook, done, change):
    """Do one change and say what happened; 303, so that reload and Back do nothing twice."""
    try:
        change()
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(codebook_address(codebook), status=303)


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
@require_POST
def suggestion_reject(request, suggestion_id):
    suggestion = _suggestion_of(request, suggestion_id)
    return act(
        request,
        suggestion.run.codebook,
        _("The suggestion “%(name)s” was rejected.") % {"name": suggestion.label},
        lambda: reject_suggestion(suggestion=suggestion, by=request.user),
    )


@staff_required(Permission.DECIDE_THEMES)
@require_POST
def theme_reject(request, theme_id):
    theme = theme_of(request, theme_id)
    return act(
        request,
        theme.codebook,
        _("The theme “%(name)s” was rejected.") % {"name": theme.name},
        lambda: reject_theme(theme=theme, by=request.user),
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
            return HttpResponseRedirect(codebook_address(theme.codebook), status=303)
    context = {"survey": theme.codebook.survey, "theme": theme, "form": form}
    return render(request, "insights/theme_edit.html", context)


@staff_required(Permission.DECIDE_THEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def theme_merge(request, theme_id):
    theme = theme_of(request, theme_id)
    form = ThemeChoiceForm(request.POST if request.method == "POST" else None, theme=theme)
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        return act(
            request,
            theme.codebook,
            _("“%(name)s” is part of “%(into)s” now.") % {"name": theme.name, "into": into.name},
            lambda: merge_themes(into=into, others=[theme], by=request.user),
        )
    context = {"survey": theme.codebook.survey, "theme": theme, "form": form}
    return render(request, "insights/theme_merge.html", context)


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
    return get_object_or_404(suggestions.select_related("run__codebook"), pk=suggestion_id)
