"""Ask for another way to answer. Nothing here knows of a draft, and nothing is e-mailed."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from surveys.actions.asking import ask_for_way
from surveys.asking import TRIES, AskForm
from surveys.choosing import reader_asked_for, speak_to
from surveys.documents import document_of
from surveys.models import Survey
from surveys.pages import reader_context
from surveys.same_origin import same_origin_only
from surveys.tries import address_of
from surveys.wizard import SeeOther


@same_origin_only
@require_http_methods(["GET", "HEAD", "POST"])
def survey_another_way(request, slug):
    """Say what would help, and how to reach you."""
    survey, context = _survey_page(request, slug)
    form = AskForm(request.POST or None)
    done = SeeOther(reverse("survey_another_way_done", kwargs={"slug": slug}))
    if request.method == "POST" and form.is_machine:
        return done  # the same answer as to anybody, and nothing kept
    if request.method == "POST" and form.is_valid() and _is_in_turn(request, form):
        ask_for_way(survey=survey, kind=form.cleaned_data["kind"], wish=form.wish())
        return done
    return render(request, "surveys/survey_another_way.html", {**context, "form": form})


@require_safe
def survey_another_way_done(request, slug):
    _survey, context = _survey_page(request, slug)
    return render(request, "surveys/survey_another_way_done.html", context)


def _is_in_turn(request, form):
    address = address_of(request)
    try:
        TRIES.check(address)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    TRIES.count_wrong(address)  # here every request costs one
    return True


def _survey_page(request, slug):
    survey = get_object_or_404(Survey.objects.open(), slug=slug)
    version = survey.published_version()
    if version is None:
        raise Http404
    document = document_of(str(version.pk))
    reader = reader_asked_for(document, request.GET)
    speak_to(reader)
    return survey, {
        **reader_context(document, reader),
        "survey": survey,
        "days": settings.WAY_REQUEST_DAYS,
    }
