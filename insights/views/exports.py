"""The exports of a survey: ask for a file, watch it being made, fetch it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from insights.actions.export import file_path, record_download, request_export
from insights.exports.telling import (
    alike_of,
    details_of,
    is_about_people,
    is_to_check,
    name_to_send,
    release_words,
    until_words,
)
from insights.exports.writers import WRITERS
from insights.forms_exports import KINDS, ExportForm
from insights.models import Export
from insights.models.job import JobStatus
from people.access import staff_required
from people.roles import Permission
from surveys.models import Survey


UNDER_WAY = (JobStatus.WAITING, JobStatus.RUNNING)


@staff_required(Permission.EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def export_list(request, slug):
    survey = _survey_of(request, slug)
    form = ExportForm(request.POST or None, survey=survey)
    if request.method == "POST" and form.is_valid():
        try:
            request_export(
                survey=survey,
                kind=form.cleaned_data["kind"],
                purpose=form.cleaned_data["purpose"],
                wanted=form.wanted(),
                by=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            # 303: reload and Back then ask for nothing twice.
            return HttpResponseRedirect(reverse("export_list", args=[slug]), status=303)
    exports = survey.exports.select_related("requested_by", "check_made__checker").defer("members")
    exports = exports.order_by("-requested_at")
    waiting = [export for export in exports if export.status in UNDER_WAY]
    context = {
        "survey": survey,
        "form": form,
        "waiting": waiting,
        "failed": [export for export in exports if export.status == JobStatus.FAILED],
        "files": [_card_of(export) for export in exports if export.status == JobStatus.DONE],
        "days": settings.EXPORT_DAYS,
    }
    return render(request, "insights/export_list.html", context)


@staff_required(Permission.EXPORT)
@require_safe
def export_progress(request, slug):
    """The piece of the list that changes, for the page's script."""
    survey = _survey_of(request, slug)
    waiting = survey.exports.filter(status__in=UNDER_WAY).order_by("requested_at")
    return render(request, "insights/export_progress.html", {"waiting": waiting})


@staff_required(Permission.EXPORT)
@require_safe
def export_download(request, export_id):
    """Send the file, unless it holds someone who has taken their answers back."""
    exports = Export.objects.visible_to(request.user).filter(
        survey__organisation=request.organisation
    )
    export = get_object_or_404(exports.downloadable().select_related("check_made"), pk=export_id)
    try:
        file = file_path(export).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    record_download(export=export, by=request.user)
    return FileResponse(
        file,
        as_attachment=True,
        filename=name_to_send(export),
        content_type=WRITERS[export.kind].content_type,
    )


def _survey_of(request, slug):
    surveys = Survey.objects.visible_to(request.user).filter(organisation=request.organisation)
    return get_object_or_404(surveys, slug=slug)


def _card_of(export):
    """Return what the list says of a file that was made."""
    is_few = export.manifest.get("alike", {}).get("people", 0)
    return {
        "export": export,
        "kind": dict(KINDS)[export.kind],
        "made_on": date_format(export.finished_at.date()),
        "people": export.manifest.get("people", 0),
        "asked_by": str(export.requested_by or _("The command line")),
        "is_restricted": is_about_people(export),
        "warning": alike_of(export) if is_few else "",
        "release": release_words(export),
        "may_check": is_to_check(export),
        "is_there": not export.superseded_at and not export.is_over,
        "until": until_words(export),
        "size": export.manifest.get("bytes"),
        "details": details_of(export),
    }
