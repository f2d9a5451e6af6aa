"""Picking a quote in place, and changing one: the passage, what is taken out, and how it looks."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from insights.actions.quotes import NOT_ALLOWED, Choice, change_quote, drop_quote, pick_quote
from insights.forms_quotes import QuoteForm
from insights.models import Quote, Theme
from insights.quoting.choosing import sentences_in, sentences_touching
from insights.quoting.reading import Shown, preview_of, survey_language
from insights.quoting.redact import Passage
from people.access import staff_required
from people.actions.audit import record_access
from people.roles import Permission, is_allowed
from surveys.models import Answer, Purpose, Question, Survey
from surveys.titles import title_of


KEPT = "keep"  # the button that keeps the quote; the other only shows how it looks


@dataclass(frozen=True)
class Said:
    """One answer that somebody quotes from, and its survey."""

    source: Answer
    survey: Survey
    text: str
    themes: object
    is_translated: bool
    shown: Shown  # the whole of it as it would be printed, which says who said it


@staff_required(Permission.DECIDE_THEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def quote_pick(request, answer_id):
    """Choose a passage of an answer; ?theme= and the ends of a place say where to begin."""
    answer = _answer_of(request, answer_id)
    said = _said(request, answer)
    if said is None:
        return _refused(request, answer)
    given = {"text": said.text, "themes": said.themes, "is_translated": said.is_translated}
    data = request.POST if request.method == "POST" else None
    form = QuoteForm(data, initial=_beginning(request, said), **given)
    return _choose(
        request,
        said,
        form,
        lambda choice: pick_quote(answer=answer, choice=choice, by=request.user),
    )


@staff_required(Permission.DECIDE_THEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def quote_change(request, quote_id):
    quote = quote_of(request, quote_id)
    answer = _answer_of(request, quote.answer_id)
    said = _said(request, answer)
    if said is None:
        return _refused(request, answer)
    form = QuoteForm.of(
        quote,
        text=said.text,
        themes=said.themes,
        is_translated=said.is_translated,
        data=request.POST if request.method == "POST" else None,
    )
    return _choose(
        request,
        said,
        form,
        lambda choice: change_quote(
            quote=quote,
            answer=answer,
            choice=choice,
            version=form.cleaned_data["version"] or 0,
            by=request.user,
        ),
        quote,
    )


@staff_required(Permission.DECIDE_THEMES)
@require_POST
def quote_drop(request, quote_id):
    quote = quote_of(request, quote_id)
    question = Question.objects.get(answers=quote.answer_id)
    try:
        drop_quote(quote=quote, by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return HttpResponseRedirect(reverse("quote_detail", args=[quote_id]), status=303)
    messages.success(request, _("The quote was dropped."))
    return HttpResponseRedirect(reverse("question_quotes", args=[question.pk]), status=303)


def quotable_of(request, answer_ids) -> set:
    """Return those of the answers that this person could quote from now: none for who may not."""
    if not is_allowed(request.membership.role, Permission.DECIDE_THEMES):
        return set()
    allowed = Answer.objects.for_purpose(Purpose.QUOTE).filter(pk__in=answer_ids)
    return set(allowed.values_list("pk", flat=True))


def quote_url_of(coding, quotable) -> str:
    """Return where a passage in a theme is picked, or "" where it cannot be quoted."""
    if coding.answer_id not in quotable:
        return ""
    where = {"theme": coding.theme_id, "from": coding.start, "to": coding.end}
    return f"{reverse('quote_pick', args=[coding.answer_id])}?{urlencode(where)}"


def quote_of(request, quote_id) -> Quote:
    """Return the team's quote, allowed or not; another team's is not found."""
    quotes = Quote.objects.visible_to(request.user).filter(
        answer__question__survey__organisation=request.organisation
    )
    return get_object_or_404(quotes.select_related("theme"), pk=quote_id)


def _answer_of(request, answer_id) -> Answer:
    """Return the team's open answer that may be read now; whoever picks must be allowed to read."""
    if not is_allowed(request.membership.role, Permission.READ_ANSWERS):
        raise PermissionDenied
    answers = Answer.objects.for_purpose(Purpose.ANALYSIS).open_text().substantive()
    answers = answers.filter(
        response__survey__organisation=request.organisation,
        response__survey__organisation__memberships__user=request.user,
    )
    return get_object_or_404(
        answers.select_related("response__survey", "question__survey"), pk=answer_id
    )


def _said(request, answer) -> Said | None:
    """Return the answer's words if they may be shown, and record that they are read."""
    survey = answer.response.survey
    with transaction.atomic():
        allowed = Answer.objects.for_purpose(Purpose.QUOTE).filter(pk=answer.pk)
        text = allowed.values_list("text", flat=True).first()
        if text is None:
            return None
        record_access(
            purpose=Purpose.QUOTE, survey_id=survey.pk, view="quote_pick", count=1, by=request.user
        )
    themes = Theme.objects.active().filter(codebook__question=answer.question_id)
    is_translated = answer.response.language != survey_language(survey)
    shown = preview_of(answer, Passage(0, len(text)), "", survey=survey)
    if shown is None:
        return None  # taken back since it was read above
    return Said(answer, survey, text, themes.order_by("name", "pk"), is_translated, shown)


def _beginning(request, said) -> dict:
    """Return what the form begins with: the theme and the place that the person came from."""
    initial: dict = {"theme": request.GET.get("theme", "")}
    ends = request.GET.get("from", ""), request.GET.get("to", "")
    if all(end.isdecimal() and len(end) < 6 for end in ends):
        initial["sentences"] = sentences_touching(said.text, int(ends[0]), int(ends[1]))
    if not initial.get("sentences") and len(sentences_in(said.text)) == 1:
        initial["sentences"] = ["0"]
    return initial


def _choose(request, said, form, keep, quote=None):
    """Show the form, how the quote looks, or keep it and go to its page."""
    preview = None
    if form.is_bound and form.is_valid():
        choice = _choice(form.cleaned_data)
        if request.POST.get("act") == KEPT:
            try:
                kept = keep(choice)
            except ValidationError as error:
                form.add_error(None, error)
                look_again(form, quote)
            else:
                messages.success(request, _("Kept. A second person reads it before it is used."))
                return HttpResponseRedirect(reverse("quote_detail", args=[kept.pk]), status=303)
        preview = preview_of(said.source, choice.passage, choice.translation, survey=said.survey)
    context = {
        "survey": said.survey,
        "question": said.source.question,
        "title": title_of(said.source.question),
        "said": said.shown,
        "text": said.text,
        "form": form,
        "preview": preview,
        "quote": quote,
        "action": request.get_full_path(),
    }
    return render(request, "insights/quote_pick.html", context)


def look_again(form, quote):
    """Let the next press count on the quote as it is now, which the message tells to look at."""
    if quote is not None:
        form.data = form.data.copy()
        form.data["version"] = Quote.objects.get(pk=quote.pk).version


def _choice(given) -> Choice:
    return Choice(
        given["passage"], given["kind"], given["theme"], given.get("translation", "").strip()
    )


def _refused(request, answer):
    context = {
        "survey": answer.response.survey,
        "question": answer.question,
        "title": title_of(answer.question),
        "reason": NOT_ALLOWED,
    }
    return render(request, "insights/quote_refused.html", context)
