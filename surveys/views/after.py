"""After the survey, or instead of it: thank you, no thank you, leave, take answers back."""

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from safeguarding.support import UK, lines_for, lines_for_any
from surveys.actions.withdrawal import withdraw_response
from surveys.choosing import in_this_language, reader_asked_for, speak_to
from surveys.documents import document_of
from surveys.drafts import forget_draft
from surveys.forms import WithdrawForm
from surveys.models import Survey
from surveys.pages import reader_context
from surveys.same_origin import same_origin_only
from surveys.thanks import read_thanks
from surveys.views.own import with_code
from surveys.wizard import SeeOther
from surveys.wording import text_of


@require_safe
def survey_thanks(request, slug, token):
    """Show the receipt for a while; afterwards a page that knows nothing of anyone."""
    survey = get_object_or_404(Survey, slug=slug)
    thanks = read_thanks(token, slug=slug)
    if thanks is None:
        return render(request, "surveys/survey_thanks_over.html", {"support_lines": lines_for("")})
    document = document_of(str(survey.published_version().pk))
    reader = _reader(document, thanks)
    speak_to(reader)
    context = {
        **reader_context(document, reader),
        "thanks": thanks,
        "what_happens": text_of(document.what_happens, reader),
        "results_by": document.results_by,
        "withdraw_until": document.last_day_out,
    }
    return render(request, "surveys/survey_thanks.html", context)


def _reader(document, thanks):
    # A version published since may not know this audience any more.
    known = {each.key for each in document.audiences}
    return document.reader(
        thanks.audience if thanks.audience in known else "",
        thanks.age_band if thanks.audience in known else "",
        language=thanks.language,
        format_name=thanks.format_name,
    )


@require_safe
def survey_declined(request, slug, ending=""):
    """Say that nothing was kept, and where help is.

    `ending` is "counted" where only a number grew, "talk" for who wants to be told of no limits.
    """
    survey = get_object_or_404(Survey, slug=slug)
    version = survey.published_version()
    context = {"survey": survey, "ending": ending, "support_lines": lines_for("")}
    if version:
        document = document_of(str(version.pk))
        context |= reader_context(document, reader_asked_for(document, request.GET))
    return render(request, "surveys/survey_declined.html", context)


# A GET, because the button is a plain link that works with no script: it makes nothing, it only
# forgets. The worst another site can do with it is to end a draft it cannot read.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def survey_leave(request):
    """Forget the draft first, then go somewhere harmless."""
    response = SeeOther(settings.EXIT_URL)
    forget_draft(request, response)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@same_origin_only
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request):
    """Take a response out with its code. The code is posted, never part of an address."""
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with_code(request, form, lambda receipt: withdraw_response(receipt=receipt))
        if form.is_valid():
            return SeeOther(in_this_language(reverse("withdraw_done")))
    return render(request, "surveys/withdraw.html", {"form": form})


@require_safe
def withdraw_done(request):
    return render(request, "surveys/withdraw_done.html")


def _times():
    return {"idle_hours": settings.DRAFT_IDLE_HOURS, "saved_days": settings.SAVED_DAYS}


@require_safe
def privacy(request):
    return render(request, "surveys/privacy.html", _times())


@require_safe
def staying_safe(request):
    lines = lines_for_any(
        [("8_11", ""), ("16_17", ""), ("adult", "adult"), ("adult", "parent_self")],
        nation=UK,
        topics=None,
    )
    return render(request, "surveys/staying_safe.html", {"support_lines": lines})
