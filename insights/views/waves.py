"""New answers: sorted into people's themes, what fits none, and what grew or shrank."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from insights.actions.runs import codebook_of
from insights.actions.waves import request_wave
from insights.models.job import JobStatus
from insights.reading.changes import changes_since, row_of
from insights.reading.unsorted import waiting_to_be_sorted
from insights.signing import newest_run
from insights.views.comparing import may_see_exact
from insights.views.themes import question_of
from people.access import staff_required
from people.roles import Permission
from surveys.titles import title_of


UNDER_WAY = (JobStatus.WAITING, JobStatus.RUNNING)


@staff_required(Permission.DECIDE_THEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def new_answers(request, question_id):
    """Show what the newest sorting found; a POST asks for another."""
    question = question_of(request, question_id)
    book = codebook_of(question=question)
    if request.method == "POST":
        return _ask(request, question, book)
    newest = book.waves.order_by("-requested_at").first()
    wave = book.waves.whole().select_related("run").order_by("-finished_at").first()
    run = newest_run(book)
    context = {
        "survey": question.survey,
        "question": question,
        "title": title_of(question),
        "run": run,
        "has_themes": book.themes.active().exists(),
        "waiting": waiting_to_be_sorted(book, run) if run else 0,
        "wave": wave,
        "is_under_way": newest is not None and newest.status in UNDER_WAY,
        "is_failed": newest is not None and newest.status == JobStatus.FAILED,
        "facts": _facts(wave) if wave else [],
        "headings": [
            {"text": _("Theme")},
            {"text": _("Before"), "numeric": True},
            {"text": _("Now"), "numeric": True},
            {"text": _("Difference, 95%"), "numeric": True},
            {"text": _("What can be said")},
        ],
        "rows": _changes(book, wave) if wave and may_see_exact(request) else [],
    }
    return render(request, "insights/new_answers.html", context)


def _ask(request, question, book):
    try:
        request_wave(codebook=book, by=request.user)
    except ValidationError as error:
        messages.info(request, " ".join(error.messages))
    else:
        messages.success(request, _("The new answers are being sorted. Look again in a while."))
    return HttpResponseRedirect(reverse("new_answers", args=[question.pk]), status=303)


def _facts(wave):
    counts = wave.metrics
    rows = (
        (_("New answers"), counts["new"]),
        (_("Suggested for one of your themes"), counts["placed"]),
        (_("Fit no theme"), counts["unplaced"]),
        (_("Set aside: nothing to sort"), counts["set_aside"]),
        (_("Confirmed earlier, but nearer to another theme"), counts["misfits"]),
        (_("New themes suggested from what fits none"), counts["suggestions"]),
    )
    return [{"key": key, "value": number_format(count)} for key, count in rows]


def _changes(book, wave):
    names = dict(book.themes.active().values_list("pk", "name"))
    return [row_of(each, names[each.theme]) for each in changes_since(wave) if each.theme in names]
