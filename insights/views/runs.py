"""Theme runs: ask for one, watch it, see what it counted."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from insights.actions.runs import codebook_of, request_run
from insights.models import ThemeRun
from insights.models.job import JobStatus
from insights.progress import facts_of
from people.access import staff_required
from people.roles import Permission
from surveys.models import Question, Survey
from surveys.titles import title_of


UNDER_WAY = (JobStatus.WAITING, JobStatus.RUNNING)


@staff_required(Permission.FIND_THEMES)
@require_POST
def run_request(request, question_id):
    """Ask for a search for themes in the answers to one question."""
    surveys = Survey.objects.visible_to(request.user).filter(organisation=request.organisation)
    question = get_object_or_404(
        Question.objects.filter(is_open=True, survey__in=surveys), pk=question_id
    )
    codebook = codebook_of(question=question)
    try:
        run = request_run(codebook=codebook, by=request.user)
    except ValidationError as error:
        messages.info(request, " ".join(error.messages))
        run = codebook.runs.order_by("-requested_at").first()
    return HttpResponseRedirect(reverse("run_detail", args=[run.pk]), status=303)


@staff_required(Permission.SEE_SURVEYS)
@require_safe
def run_detail(request, run_id):
    run = _run_of(request, run_id)
    context = {
        "run": run,
        "survey": run.codebook.survey,
        "question": run.codebook.question,
        "title": title_of(run.codebook.question),
        "facts": facts_of(run),
        "is_under_way": run.status in UNDER_WAY,
        "is_failed": run.status == JobStatus.FAILED,
        "themes": run.suggestions.filter(parent=None).count(),
    }
    return render(request, "insights/run_detail.html", context)


@staff_required(Permission.SEE_SURVEYS)
@require_safe
def run_progress(request, run_id):
    """The piece of the run's page that changes, for the page's script."""
    run = _run_of(request, run_id)
    context = {"run": run, "is_under_way": run.status in UNDER_WAY}
    return render(request, "insights/run_progress.html", context)


def _run_of(request, run_id):
    runs = ThemeRun.objects.visible_to(request.user).filter(
        codebook__survey__organisation=request.organisation
    )
    return get_object_or_404(
        runs.select_related("codebook__survey", "codebook__question"), pk=run_id
    )
