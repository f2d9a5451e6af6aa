"""The exports of a survey: ask for a file, watch it being made, fetch it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from insights.actions.export import file_path, record_download, request_export
from insights.exports.telling import (
    alike_of,
    details_of,
    failure_words,
    is_about_people,
    is_to_check,
    made_words,
    may_repeat,
    name_to_send,
    readers_of,
    release_words,
    size_words,
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
    made = [_card_of(export, request.user) for export in exports if export.status == JobStatus.DONE]
    context = {
        "survey": survey,
        "form": form,
        # In the order in which they are made, as the piece that the script fetches has them.
        "waiting": [each for each in reversed(exports) if each.status in UNDER_WAY],
        "failed": _failed_of(exports),
        "files": [card for card in made if card["is_there"]],
        "gone": [card for card in made if not card["is_there"]],
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


def _failed_of(exports) -> list[dict]:
    """Return the files that could not be made, and that nobody has asked for again since."""
    asked, failed = set(), []
    for export in exports:  # the newest first
        same = (export.kind, export.purpose)
        if export.status == JobStatus.FAILED and same not in asked:
            about = {"why": failure_words(export), "may_repeat": may_repeat(export)}
            failed.append(_about(export) | about)
        asked.add(same)
    return failed


def _about(export) -> dict:
    return {"export": export, "kind": dict(KINDS)[export.kind]}


def _card_of(export, person):
    """Return what the list says of a file that was made."""
    is_few = export.manifest.get("alike", {}).get("people", 0)
    people = export.manifest.get("people", 0)
    facts = [
        (_("Who may open it"), readers_of(export)),
        (_("Here until"), until_words(export)),
        (_("Size"), size_words(export)),
        (_("People in it"), number_format(people, force_grouping=True)),
        (_("Made"), made_words(export)),
    ]
    is_there = not export.superseded_at and not export.is_over
    return _about(export) | {
        "is_restricted": is_about_people(export),
        "warning": alike_of(export) if is_few else "",
        "release": release_words(export),
        "is_unchecked": is_to_check(export),
        "may_check": is_there and is_to_check(export) and export.requested_by != person,
        "is_there": is_there,
        "until": until_words(export),
        "facts": [{"name": name, "value": value} for name, value in facts if value],
        "details": details_of(export),
    }
