"""Saving a half-filled survey and coming back to it with six words, on any device."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from surveys.choosing import reader_asked_for, reader_in, speak_to
from surveys.come_back import secret_for, words_for, words_in
from surveys.documents import document_of
from surveys.drafts import (
    SAVED_AT,
    forget_cookie,
    open_draft,
    open_with,
    put_draft_aside,
    secret_from_cookie,
    set_draft_cookie,
)
from surveys.forms import ComeBackForm
from surveys.models import Survey
from surveys.pages import reader_context
from surveys.same_origin import same_origin_only
from surveys.tries import Tries, address_of
from surveys.wizard import SeeOther


# Apart from the tries of receipts: who mistypes one kind of words can still use the other.
TRIES = Tries()
# One message for wrong, used and run-out words: it must not tell which words exist.
NOT_FOUND = _(
    "We could not find saved answers with these words. Check the words and type them again. "
    "Answers that were sent, or saved too long ago, cannot be found."
)


@same_origin_only
@require_http_methods(["GET", "HEAD", "POST"])
def survey_saved(request, slug):
    """Show the words of what was just saved; on POST let this browser forget it."""
    draft = open_draft(request, slug=slug)
    step = draft and draft.data["extra_data"].get(SAVED_AT)
    if not step:
        return redirect("survey_come_back", slug=slug)
    if request.method == "POST":
        response = SeeOther(reverse("survey_come_back", kwargs={"slug": slug}))
        forget_cookie(request, response)
        return response
    document = document_of(draft.version_id)
    reader = reader_in(document, draft.data["extra_data"])
    speak_to(reader)
    context = {
        **reader_context(document, reader),
        "slug": slug,
        "words": words_for(draft.secret),
        "days": settings.SAVED_DAYS,
        "come_back_address": request.build_absolute_uri(
            reverse("survey_come_back", kwargs={"slug": slug})
        ),
        "go_on_url": reverse("survey_step", kwargs={"slug": slug, "step": step}),
    }
    return render(request, "surveys/survey_saved.html", context)


@same_origin_only
@require_http_methods(["GET", "HEAD", "POST"])
def survey_come_back(request, slug):
    """Ask for the words; they are posted, never part of an address."""
    survey = get_object_or_404(Survey.objects.exclude(status=Survey.Status.DRAFT), slug=slug)
    version = survey.published_version()
    if version is None:
        raise Http404
    form = ComeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        draft = _found(request, form, slug)
        if draft is not None:
            return _gone_on(request, draft, slug)
    document = document_of(str(version.pk))
    reader = reader_asked_for(document, request.GET)
    speak_to(reader)
    context = {**reader_context(document, reader), "form": form, "slug": slug}
    return render(request, "surveys/survey_come_back.html", context)


def _found(request, form, slug):
    """Return the draft of the typed words, or None with the form saying why there is none.

    Only six words of the list can be a guess, so only they are looked for and count as a try.
    """
    words, address = words_in(form.cleaned_data["words"]), address_of(request)
    try:
        TRIES.check(address)
    except ValidationError as error:
        form.add_error("words", error)
        return None
    secret = secret_for(words) if words else None
    draft = open_with(secret, slug=slug) if secret else None
    if draft is None:
        if words:
            TRIES.count_wrong(address)
        form.add_error("words", NOT_FOUND)
    return draft


def _gone_on(request, draft, slug):
    """Give this browser the key, and go to where the answers were saved."""
    step = draft.data["extra_data"][SAVED_AT]
    response = SeeOther(reverse("survey_step", kwargs={"slug": slug, "step": step}))
    if secret_from_cookie(request) != draft.secret:
        put_draft_aside(request, response)
    set_draft_cookie(response, draft)
    return response
