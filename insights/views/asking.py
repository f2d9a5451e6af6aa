"""The page of an act that asks something first: nothing typed is lost, whatever others did."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from insights.actions.review import ChangedMeanwhile, last_step_of
from insights.lineage import PARTS, names_of, told_field
from insights.models import Codebook, Theme
from insights.views.themes import board_address


@dataclass
class Act:
    """What a page asks, and what its button does. `do` takes the cleaned data, and may raise."""

    codebook: Codebook
    title: str
    button: str
    do: Callable
    done: Callable  # what `do` returned → what to say
    intro: Sequence[str] = ()
    facts: Sequence[dict] = ()
    nothing: str = ""  # said in place of the form where there is nothing to do
    card: str = ""  # the card to go back to
    then: Callable | None = None  # what `do` returned → the card to go on to, where it is another
    variant: str = ""
    changes: list = field(default_factory=list)


def ask(request, act: Act, make_form: Callable):
    """Show a form and do its act when it is whole; `make_form` takes data and initial values.

    When somebody changed the same themes since the page was opened, nothing is done: what they did
    and both texts are shown, and the form keeps what was typed, to be sent again.
    """
    status, initial = 200, {"seen": last_step_of(act.codebook)}
    form = make_form(data=request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            result = act.do(form.cleaned_data)
        except ChangedMeanwhile as news:
            form = make_form(data=_read_anew(request, act.codebook), initial=initial)
            act.changes, status = changes_of(news), 409
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, act.done(result))
            card = act.then(result) if act.then else act.card
            return HttpResponseRedirect(board_address(act.codebook, card), status=303)
    context = {"survey": act.codebook.survey, "act": act, "form": form}
    context |= {"headings": headings_of_changes() if act.changes else []}
    return render(request, "insights/theme_act.html", context, status=status)


def _read_anew(request, codebook):
    given = request.POST.copy()
    given["seen"] = str(last_step_of(codebook))
    return given


def changes_of(news: ChangedMeanwhile) -> list[dict]:
    """Return what was done meanwhile: who did what, and which words were what before."""
    now = {theme.pk: theme for theme in _themes_of(news)}
    seen = {key: state for key, state in news.as_seen().items() if state}
    changes = [
        {
            "what": one.get_kind_display(),
            "names": names_of(one.before["themes"], one.after["themes"]),
            "who": one.by,
            "rows": [],
        }
        for one in news.steps
    ]
    rows = [
        [f"{state['name']}: {told_field(key)}", _told(key, state[key]), _told(key, text)]
        for pk, theme in now.items()
        if (state := seen.get(str(pk)))
        for key in (*PARTS, "status")
        if state[key] != (text := str(getattr(theme, key)))
    ]
    if changes:
        changes[-1]["rows"] = rows
    return changes


def _told(key, value):
    return Theme.Status(value).label if key == "status" else value or "–"


def _themes_of(news):
    return news.steps[0].codebook.themes.filter(pk__in=list(news.as_seen())).order_by("name")


def headings_of_changes() -> list[dict]:
    return [
        {"text": _("Part")},
        {"text": _("What it said when you opened the page")},
        {"text": _("What it says now")},
    ]
