"""The acts on suggestions and on a theme's words: each is one action, then back to the board."""

import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from insights.actions.review import (
    EditConflict,
    accept_suggestion,
    reject_suggestion,
    rename_theme,
)
from insights.forms import ThemeForm, words_of
from insights.forms_board import AcceptForm, NameForm, ReasonForm
from insights.models import Suggestion
from insights.views.asking import Act, ask
from insights.views.doing import do_and_tell
from insights.views.themes import board_address, theme_of
from people.access import staff_required
from people.roles import Permission


CONCEPT, READING = "concept", "reading"
A_CARD = re.compile(r"s?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def act(request, codebook, done, change):
    """Do one change and say what happened; 303, so that reload and Back do nothing twice."""
    do_and_tell(request, done, change)
    return HttpResponseRedirect(_address_after(request, codebook), status=303)


def _address_after(request, codebook):
    """Return the board that the act was done on, at the card that comes next there."""
    if request.POST.get("board") == READING:
        return _reading_again(request, codebook)
    if request.POST.get("board") == CONCEPT:
        return reverse("concept_board", args=[codebook.question_id])
    return board_address(codebook, _open_card(next_of(request)))


def _open_card(card: str) -> str:
    """Return a suggestion's card, or that of the next one where somebody decided it meanwhile."""
    if not card.startswith("s"):
        return card
    there = Suggestion.objects.filter(pk=card[1:]).values("run", "number", "state").first()
    if there is None or there["state"] == Suggestion.State.OPEN:
        return card
    still = Suggestion.objects.filter(run=there["run"], state=Suggestion.State.OPEN)
    later = still.filter(number__gt=there["number"]).order_by("number").first()
    later = later or still.order_by("-number").first()
    return f"s{later.pk}" if later else ""


def _reading_again(request, codebook):
    """Return the page of answers as the person had it, at the answer that the act was about."""
    address = reverse("reading", args=[codebook.question_id])
    query = QueryDict(request.POST.get("query", "")).urlencode()
    answer = request.POST.get("answer", "")
    return (
        address
        + (f"?{query}" if query else "")
        + (f"#answer-{answer}" if A_CARD.fullmatch(answer) else "")
    )


def next_of(request) -> str:
    """Return the card that the board named as the next one, when it sent the person here."""
    then = request.POST.get("next") or request.GET.get("next", "")
    return then if A_CARD.fullmatch(then) else ""


@staff_required(Permission.DECIDE_THEMES)
@require_POST
def suggestion_accept(request, suggestion_id):
    """Accept a suggestion as it stands; one without a name brings it along."""
    suggestion = _suggestion_of(request, suggestion_id)
    form = NameForm(request.POST, is_named=suggestion.is_named)
    if not form.is_valid():
        messages.warning(request, " ".join(form.errors["name"]))
        address = board_address(suggestion.run.codebook, f"s{suggestion.pk}")
        return HttpResponseRedirect(address, status=303)
    return act(
        request,
        suggestion.run.codebook,
        _accepted,
        lambda: accept_suggestion(
            suggestion=suggestion, name=form.cleaned_data["name"], by=request.user
        ),
    )


def _accepted(theme) -> str:
    """Say what a suggestion became: a theme, or a part of one; and what became part of it."""
    if theme.parent:
        words = {"name": theme.name, "whole": theme.parent.name}
        return _("“%(name)s” is a theme now, as part of “%(whole)s”.") % words
    done = _("“%(name)s” is a theme now.") % {"name": theme.name}
    parts = list(theme.children.active().order_by("name").values_list("name", flat=True))
    if not parts:
        return done
    under = ngettext(
        "%(n)s theme is part of it now: %(parts)s. Undo the step if it does not belong there.",
        "%(n)s themes are parts of it now: %(parts)s. Undo the step if they do not belong there.",
        len(parts),
    ) % {"n": number_format(len(parts)), "parts": ", ".join(f"“{part}”" for part in parts)}
    return f"{done} {under}"


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
            title=_("Accept “%(name)s” as…") % {"name": suggestion.spoken_name},
            button=_("Accept"),
            do=do,
            done=_accepted,
            intro=[_("Give it a name that says one thing, and say what it is part of, if it is.")],
            card=f"s{suggestion.pk}",
            then=lambda _theme: _open_card(next_of(request)),
        ),
        make_form,
    )


@staff_required(Permission.DECIDE_THEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def suggestion_reject(request, suggestion_id):
    """Reject a suggestion: at once from its card, or from this page with a reason."""
    suggestion = _suggestion_of(request, suggestion_id)
    done = _("The suggestion “%(name)s” was rejected.") % {"name": suggestion.spoken_name}
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
            title=_("Reject the suggestion “%(name)s”") % {"name": suggestion.spoken_name},
            button=_("Reject"),
            do=lambda given: reject_suggestion(
                suggestion=suggestion, reason=given["reason"], by=request.user
            ),
            done=lambda _nothing: done,
            intro=[_("A suggestion much like it arrives rejected in later searches.")],
            card=f"s{suggestion.pk}",
            then=lambda _nothing: _open_card(next_of(request)),
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
