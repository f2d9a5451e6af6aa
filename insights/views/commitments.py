"""You said, we did: what becomes of each theme, for the team."""

from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insights.actions.commitments import (
    publish_commitment,
    take_back_commitment,
    write_commitment,
)
from insights.comparing.scope import together_of
from insights.disclosure import is_small
from insights.forms_commitments import CommitmentForm, part_names, start_of
from insights.forms_recommendations import heading_of
from insights.models import Coding, Commitment
from insights.views.doing import do_and_tell
from insights.views.recommendations import may_write, themes_by_question
from insights.views.surveys import survey_of
from insights.views.themes import theme_of
from people.access import staff_required
from people.roles import Permission
from surveys.models import Answer, Purpose
from surveys.titles import titles_of


@staff_required(Permission.SEE_SURVEYS)
@require_safe
def commitment_list(request, slug):
    survey = survey_of(request, slug)
    titles = titles_of(survey)
    rows = survey.commitments.select_related("theme__codebook__question", "written_by")
    commitments = [
        {
            "commitment": each,
            "question": heading_of(titles, each.theme.codebook.question.key),
            "is_in_use": each.theme.is_in_use,
        }
        for each in sorted(rows, key=lambda each: (not each.is_overdue, each.theme.name))
    ]
    spoken_of = {together_of(each.theme) for each in rows if each.theme.is_in_use}
    context = {
        "survey": survey,
        "may_write": may_write(request),
        "commitments": commitments,
        "without": themes_by_question(survey, titles, but=spoken_of),
        "public_count": Commitment.objects.public().filter(survey=survey).count(),
    }
    return render(request, "insights/commitment_list.html", context)


@staff_required(Permission.WRITE_FINDINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def commitment_edit(request, theme_id):
    """Write what becomes of a theme; below it, each change that was made."""
    theme = theme_of(request, theme_id)
    commitment = Commitment.objects.filter(theme=theme).first()
    form = CommitmentForm(
        request.POST if request.method == "POST" else None, initial=start_of(theme, commitment)
    )
    status, now = 200, []
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            write_commitment(theme=theme, words=form.words(), version=version, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
            if getattr(error, "code", "") == "changed":
                form, now, status = _on_top(form, theme), _rows_of(theme, form), 409
        else:
            return HttpResponseRedirect(
                reverse("commitment_list", args=[theme.codebook.survey.slug]), status=303
            )
    context = {**_context(request, theme, commitment), "form": form, "now": now}
    return render(request, "insights/commitment_edit.html", context, status=status)


def _on_top(form, theme):
    """Return the form with all that was typed, to be saved on top of what is there now."""
    form.data = form.data.copy()
    form.data["version"] = Commitment.objects.get(theme=theme).version
    return form


def _rows_of(theme, form) -> list[list]:
    """Return each part as it is now beside what was typed, where they differ."""
    now = Commitment.objects.get(theme=theme)
    typed = form.cleaned_data
    return [
        [label, shown_part(name, getattr(now, name)), shown_part(name, typed.get(name))]
        for name, label in part_names().items()
        if getattr(now, name) != typed.get(name)
    ]


def shown_part(name: str, value) -> str:
    """Return one part of a commitment as a page tells it, "–" where it says nothing."""
    if not value:
        return "–"
    if name == "state":
        return str(Commitment.State(value).label)
    if name == "due_on":
        return date_format(parse_date(str(value)))
    return str(value)


def _context(request, theme, commitment) -> dict:
    is_writer = commitment is not None and commitment.written_by_id == request.user.pk
    return {
        "survey": theme.codebook.survey,
        "theme": theme,
        "commitment": commitment,
        "history": _history(commitment) if commitment else [],
        "may_publish": commitment is not None and not commitment.is_public and not is_writer,
        "waits": commitment is not None and not commitment.is_public and is_writer,
        "is_of_few": is_small(_people_of(theme)),
        "now_headings": [
            {"text": _("Part")},
            {"text": _("What it says now")},
            {"text": _("What you wrote")},
        ],
    }


def _people_of(theme) -> int:
    answers = Answer.objects.for_purpose(Purpose.COUNT).substantive()
    codings = Coding.objects.current().filter(theme=theme, answer__in=answers)
    return codings.values("answer__response").distinct().count()


def _history(commitment) -> list[dict]:
    labels = part_names()
    return [
        {
            "what": change.get_kind_display(),
            "who": _("%(who)s, %(when)s")
            % {"who": change.by, "when": date_format(localtime(change.at), "j M Y, H:i")},
            "parts": [
                {
                    "label": labels[name],
                    "before": shown_part(name, change.before.get(name)),
                    "after": shown_part(name, change.after[name]),
                }
                for name in labels
                if name in change.after
            ],
        }
        for change in commitment.changes.select_related("by").order_by("-sequence")
    ]


@staff_required(Permission.WRITE_FINDINGS)
@require_POST
def commitment_publish(request, commitment_id):
    commitment = _commitment_of(request, commitment_id)
    version = request.POST.get("version", "")
    return _act(
        request,
        commitment,
        _("Everybody can read it now."),
        lambda: publish_commitment(
            commitment=commitment,
            version=int(version) if version.isdecimal() else 0,
            by=request.user,
        ),
    )


@staff_required(Permission.WRITE_FINDINGS)
@require_POST
def commitment_take_back(request, commitment_id):
    commitment = _commitment_of(request, commitment_id)
    return _act(
        request,
        commitment,
        _("Only the team can read it now."),
        lambda: take_back_commitment(commitment=commitment, by=request.user),
    )


def _act(request, commitment, done, change):
    do_and_tell(request, done, change)
    address = reverse("commitment_list", args=[commitment.survey.slug])
    return HttpResponseRedirect(address, status=303)


def _commitment_of(request, commitment_id) -> Commitment:
    rows = Commitment.objects.visible_to(request.user)
    rows = rows.filter(survey__organisation=request.organisation)
    return get_object_or_404(rows.select_related("survey", "theme"), pk=commitment_id)
