"""The answers of one theme: who said what, and where a person says that it belongs."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from insights.actions.review import (
    ChangedMeanwhile,
    confirm_coding,
    last_step_of,
    move_coding,
    split_theme,
)
from insights.actions.review.seen import check_seen
from insights.cards import readable_answers, texts_of
from insights.forms import SortForm
from insights.views.asking import changes_of, headings_of_changes
from insights.views.quote_picking import quotable_of, quote_url_of
from insights.views.themes import board_address, theme_of
from people.access import staff_required
from people.roles import Permission


PAGE = 50


@staff_required(Permission.READ_ANSWERS)
@require_safe
def theme_answers(request, theme_id):
    """Show where a theme's answers are, to confirm, move or split them off."""
    theme = theme_of(request, theme_id)
    return _show(request, theme, SortForm(theme=theme, initial=_seen(theme)))


@staff_required(Permission.DECIDE_THEMES)
@require_POST
def theme_sort(request, theme_id):
    """Confirm, move or split off the chosen answers of a theme: all of them or none."""
    theme = theme_of(request, theme_id)
    form = SortForm(request.POST, theme=theme)
    if not form.is_valid():
        return _show(request, theme, form)
    codings = list(form.cleaned_data["codings"])
    try:
        _sort(theme, codings, form.cleaned_data, request.user)
    except ChangedMeanwhile as news:
        data = request.POST.copy()
        data["seen"] = last_step_of(theme.codebook)
        return _show(request, theme, SortForm(data, theme=theme), changes=changes_of(news))
    except ValidationError as error:
        form.add_error(None, error)
        return _show(request, theme, form)
    messages.success(request, _done(form.cleaned_data, len(codings)))
    return HttpResponseRedirect(board_address(theme.codebook, str(theme.pk)), status=303)


def _done(given, count) -> str:
    words = {"n": number_format(count), "name": given["name"]}
    if given["act"] == SortForm.SPLIT:
        done = ngettext(
            "“%(name)s” is a theme now, with %(n)s answer.",
            "“%(name)s” is a theme now, with %(n)s answers.",
            count,
        )
    elif given["act"] == SortForm.MOVE:
        words["name"] = given["to_theme"].name
        done = ngettext(
            "%(n)s answer was moved to “%(name)s”.",
            "%(n)s answers were moved to “%(name)s”.",
            count,
        )
    else:
        done = ngettext("%(n)s answer was confirmed.", "%(n)s answers were confirmed.", count)
    return done % words


@transaction.atomic
def _sort(theme, codings, given, by):
    check_seen(theme.codebook, given["seen"], [theme, given["to_theme"]])
    if given["act"] == SortForm.SPLIT:
        split_theme(theme=theme, codings=codings, name=given["name"], by=by)
        return
    for coding in codings:
        if given["act"] == SortForm.MOVE:
            move_coding(coding=coding, to_theme=given["to_theme"], by=by)
        else:
            confirm_coding(coding=coding, by=by)


def _seen(theme):
    return {"seen": last_step_of(theme.codebook)}


def _show(request, theme, form, changes=()):
    """Show the answers with the form as it was sent, ticks and typed words included."""
    readable = readable_answers(theme.codebook)
    codings = theme.codings.current().filter(answer__in=readable).order_by("-score", "pk")
    page = Paginator(codings, PAGE).get_page(request.GET.get("page"))
    texts = texts_of(
        codebook=theme.codebook,
        answers={each.answer_id for each in page},
        view="theme_answers",
        by=request.user,
    )
    chosen = set(form["codings"].value() or ())
    quotable = quotable_of(request, set(texts))
    context = {
        "survey": theme.codebook.survey,
        "theme": theme,
        "page": page,
        "form": form,
        "changes": changes,
        "headings": headings_of_changes() if changes else [],
        "answers": [
            _answer(each, texts, chosen) | {"quote_url": quote_url_of(each, quotable)}
            for each in page
            if each.answer_id in texts
        ],
    }
    return render(request, "insights/theme_answers.html", context, status=409 if changes else 200)


def _answer(coding, texts, chosen):
    words = texts[coding.answer_id]
    return {
        "id": coding.pk,
        "before": words[: coding.start],
        "said": words[coding.start : coding.end],
        "after": words[coding.end :],
        "state": coding.get_state_display(),
        "is_chosen": str(coding.pk) in chosen,
    }
