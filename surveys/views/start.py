"""The first pages: which surveys are open, and what this one is about."""

from django.conf import settings
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from surveys.choosing import chosen_words, picker_context, reader_asked_for, speak_to
from surveys.documents import document_of
from surveys.drafts import keep_draft, new_draft, put_draft_aside, set_draft_cookie
from surveys.models import Channel, Survey
from surveys.pages import FORM_ID, reader_context, start_limits
from surveys.same_origin import same_origin_only
from surveys.steps import first_step, only_audience
from surveys.wizard import SeeOther
from surveys.wording import text_of


@require_safe
def survey_home(request):
    """List the surveys that are open."""
    return render(request, "surveys/survey_home.html", {"surveys": Survey.objects.open()})


@same_origin_only
@require_http_methods(["GET", "HEAD", "POST"])
def survey_start(request, slug):
    """Say who asks, why, who reads and what happens; on POST, begin a fresh draft."""
    survey = get_object_or_404(Survey.objects.exclude(status=Survey.Status.DRAFT), slug=slug)
    version = survey.published_version()
    if survey.status != Survey.Status.OPEN or version is None:
        return render(request, "surveys/survey_closed.html", {"survey": survey})
    channel = _channel(request, survey)
    if request.method == "POST":
        via = channel.code if channel and not request.POST.get("unlink") else ""
        return _begin(request, version, via)
    document = document_of(str(version.pk))
    reader = reader_asked_for(document, request.GET)
    speak_to(reader)
    context = {**_start_context(document, reader), "survey": survey, "channel": channel}
    context["unlink"] = bool(request.GET.get("unlink"))
    return render(request, "surveys/survey_start.html", context)


def _begin(request, version, via):
    """Make the row and the cookie. Always a fresh draft: the next person on a shared device must
    never meet the answers of the last one."""
    draft = new_draft(version, via=via)
    document = document_of(str(version.pk))
    chosen = chosen_words(document, request.POST)
    draft.data["extra_data"] |= chosen
    slug = version.survey.slug
    draft.begin(first_step(document), audience=only_audience(document) or "")
    keep_draft(draft)
    leaving = reverse("survey_leaving", kwargs={"slug": slug})
    leaving += f"?{urlencode(chosen)}" if chosen else ""
    response = SeeOther(leaving if document.exit_button else _first_step(document, slug))
    put_draft_aside(request, response)
    set_draft_cookie(response, draft)
    return response


@same_origin_only
@require_http_methods(["GET", "HEAD", "POST"])
def survey_leaving(request, slug):
    """Before the first question: how to leave in a hurry, and what leaving does not do."""
    survey = get_object_or_404(Survey.objects.exclude(status=Survey.Status.DRAFT), slug=slug)
    version = survey.published_version()
    if version is None:
        return redirect("survey_start", slug=slug)
    document = document_of(str(version.pk))
    if request.method == "POST":
        return SeeOther(_first_step(document, slug))
    reader = reader_asked_for(document, request.GET)
    speak_to(reader)
    context = {**reader_context(document, reader), "survey": survey}
    return render(request, "surveys/survey_leaving.html", context)


def _first_step(document, slug):
    return reverse("survey_step", kwargs={"slug": slug, "step": first_step(document)})


def _channel(request, survey):
    code = request.POST.get("via") or request.GET.get("via") or ""
    if not code.isalnum():  # our codes are, and PostgreSQL takes no NUL to look for
        return None
    return (
        Channel.objects.live()
        .filter(survey=survey, code=code[:12])
        .select_related("organisation")
        .first()
    )


def _start_context(document, reader):
    return {
        **reader_context(document, reader),
        **picker_context(document, reader),
        "form_id": FORM_ID,
        "by_get": True,  # nothing is kept before somebody starts
        "language": reader.language,
        "idle_hours": settings.DRAFT_IDLE_HOURS,
        "why": text_of(document.why, reader),
        "readers": text_of(document.readers, reader),
        "what_happens": text_of(document.what_happens, reader),
        "limits": start_limits(document),
        "lets_come_back": any(document.lets_come_back(each.key) for each in document.audiences),
        "saved_days": settings.SAVED_DAYS,
    }
