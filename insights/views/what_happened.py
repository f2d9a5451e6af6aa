"""What became of what people said, for everybody: no numbers, and nothing of any one person."""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from insights.models import Commitment
from surveys.choosing import picker_context, reader_asked_for, speak_to
from surveys.documents import document_of
from surveys.models import Survey
from surveys.pages import reader_context


@require_safe
def what_happened(request, slug):
    """Show what a second person made public. Reads no cookie and makes none."""
    survey = get_object_or_404(Survey.objects.exclude(status=Survey.Status.DRAFT), slug=slug)
    version = survey.published_version()
    if version is None:
        raise Http404
    document = document_of(str(version.pk))
    reader = reader_asked_for(document, request.GET)
    speak_to(reader)
    commitments = Commitment.objects.public().filter(survey=survey)
    context = {
        **reader_context(document, reader),
        "languages": picker_context(document, reader)["languages"],
        "slug": slug,
        # The document says a month; `date` in the template would make nothing of the text.
        "results_by": date.fromisoformat(f"{document.results_by}-01")
        if document.results_by
        else None,
        # The team writes in the language of the survey's document.
        "written_in": "" if reader.language == document.language else document.language,
        "commitments": commitments.select_related("theme").order_by("theme__name", "pk"),
    }
    return render(request, "insights/what_happened.html", context)
