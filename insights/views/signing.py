"""Signing off: what is left to look at, and the act itself."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from insights.actions.runs import codebook_of
from insights.actions.signing import sign_off
from insights.forms_reading import SignOffForm
from insights.shelves import title_of_shelf
from insights.signing import standing_of
from insights.views.doing import do_and_tell
from insights.views.themes import question_of
from people.access import staff_required
from people.roles import Permission
from surveys.titles import title_of


@staff_required(Permission.DECIDE_THEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def signing(request, question_id):
    """Show what has been looked at, and sign the question off when all has."""
    question = question_of(request, question_id)
    book = codebook_of(question=question)
    if request.method == "POST":
        return _sign(request, question, book)
    standing = standing_of(book)
    context = {
        "survey": question.survey,
        "question": question,
        "title": title_of(question),
        "standing": standing,
        "form": SignOffForm(initial={"sequence": standing.sequence}),
        "headings": [
            {"text": _("Shelf")},
            {"text": _("Answers"), "numeric": True},
            {"text": _("Opened by")},
        ],
        "rows": [_row(question, each) for each in standing.shelves],
    }
    return render(request, "insights/signing.html", context)


def _sign(request, question, book):
    form = SignOffForm(request.POST)
    sequence = form.cleaned_data["sequence"] if form.is_valid() else -1
    do_and_tell(
        request,
        _("Signed off."),
        lambda: sign_off(codebook=book, sequence=sequence, by=request.user),
    )
    return HttpResponseRedirect(reverse("signing", args=[question.pk]), status=303)


def _row(question, shelf):
    name = title_of_shelf(shelf["name"])
    return [
        {"text": name, "url": reverse("shelf", args=[question.pk, shelf["name"]])},
        number_format(shelf["count"], force_grouping=True),
        "; ".join(map(_opened, shelf["openings"])) or (_("Nobody yet") if shelf["count"] else "–"),
    ]


def _opened(opening) -> str:
    words = {
        "who": opening.by,
        "when": date_format(localtime(opening.at), "j M Y, H:i"),
    }
    if opening.to_end:
        return _("%(who)s, to its last page, %(when)s") % words
    return _("%(who)s, not to its last page, %(when)s") % words
