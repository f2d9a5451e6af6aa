"""The staff room's first pages: which surveys there are, and how one is going."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from insights.models import Theme
from insights.models.job import JobStatus
from insights.progress import newest_runs
from people.access import staff_required
from people.roles import Permission
from safeguarding.support import overdue_lines
from surveys.documents import document_of
from surveys.models import Purpose, Response, Survey
from surveys.titles import QuestionTitle, titles_of
from surveys.wording import text_of


def survey_of(request, slug) -> Survey:
    """Return the team's survey; another team's is not found."""
    surveys = Survey.objects.visible_to(request.user).filter(organisation=request.organisation)
    return get_object_or_404(surveys, slug=slug)


@staff_required(Permission.SEE_SURVEYS)
@require_safe
def survey_list(request):
    surveys = Survey.objects.visible_to(request.user).filter(organisation=request.organisation)
    rows = [
        [
            {"text": survey.title, "url": reverse("survey_detail", args=[survey.slug])},
            survey.get_status_display(),
            survey.people,
        ]
        for survey in surveys.annotate(people=Count("responses")).order_by("title")
    ]
    headings = [
        {"text": _("Survey")},
        {"text": _("State")},
        {"text": _("People who answered"), "numeric": True},
    ]
    return render(request, "insights/survey_list.html", {"rows": rows, "headings": headings})


@staff_required(Permission.SEE_SURVEYS)
@require_safe
def survey_detail(request, slug):
    survey = survey_of(request, slug)
    counts = (
        Response.objects.for_purpose(Purpose.COUNT)
        .filter(survey=survey)
        .values_list("audience")
        .annotate(people=Count("pk"))
        .order_by("audience")
    )
    names = _audience_names(survey)
    context = {
        "survey": survey,
        "version": survey.published_version(),
        "headings": [{"text": _("Who answered")}, {"text": _("People"), "numeric": True}],
        "rows": [[names.get(audience, audience), people] for audience, people in counts],
        "questions": _open_questions(survey),
        "late_helplines": ", ".join(line.name for line in overdue_lines()),
    }
    return render(request, "insights/survey_detail.html", context)


def _open_questions(survey) -> list[dict]:
    """Return the questions answered in words, in the order in which they are asked."""
    titles, runs = titles_of(survey), newest_runs(survey)
    order = {key: place for place, key in enumerate(titles)}
    questions = survey.questions.filter(is_open=True).annotate(
        agreed=Count("codebook__themes", filter=Q(codebook__themes__status=Theme.Status.ACTIVE))
    )
    return [
        {
            "question": each,
            "title": titles.get(each.key, QuestionTitle(each.key)),
            "run": runs.get(each.pk),
            "is_busy": _is_busy(runs.get(each.pk)),
        }
        for each in sorted(questions, key=lambda each: (order.get(each.key, len(order)), each.key))
    ]


def _audience_names(survey):
    version = survey.published_version()
    if version is None:
        return {}
    document = document_of(str(version.pk))
    reader = document.reader()
    return {each.key: text_of(each.label, reader) for each in document.audiences}


def _is_busy(run):
    return run is not None and run.status in (JobStatus.WAITING, JobStatus.RUNNING)
