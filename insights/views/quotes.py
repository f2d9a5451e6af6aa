"""The quotes of a question and whether they balance; one quote; what might be quoted of a theme."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from insights.actions.quotes import approve_quote, send_back_quote
from insights.forms_quotes import CiteForm, ReadForm
from insights.models import Quote
from insights.quoting.checking import questions_for
from insights.quoting.finding import candidates_of
from insights.quoting.ledger import files_to_tell_of, uses_of
from insights.quoting.mix import mix_headings, mix_of_question
from insights.quoting.overview import board_of, decided_places, often_quoted
from insights.quoting.reading import shown_passages, shown_quotes, with_parts
from insights.views.comparing import may_see_exact
from insights.views.quote_picking import look_again, quote_of
from insights.views.themes import question_of, theme_of
from people.access import staff_required
from people.actions.audit import record_access
from people.roles import Permission, is_allowed
from surveys.models import Answer, Purpose, Question
from surveys.titles import title_of


@staff_required(Permission.READ_ANSWERS)
@require_safe
def question_quotes(request, question_id):
    """Show a question's quotes by theme, what is missing, and who has files to be told of."""
    question = question_of(request, question_id)
    quotes = Quote.objects.of_question(question)
    shown = _read(request, quotes, question.survey, "quotes")
    is_exact = may_see_exact(request)
    context = {
        "survey": question.survey,
        "question": question,
        "title": title_of(question),
        "themes": board_of(question, shown),
        "mix": mix_of_question(question, shown, is_exact=is_exact),
        "is_exact": is_exact,
        "mix_headings": mix_headings(),
        "often": often_quoted(question.survey),
        "gone": quotes.not_allowed().count(),
        "files": files_to_tell_of(question.survey),
        "is_empty": not shown,
    }
    return render(request, "insights/question_quotes.html", context)


@staff_required(Permission.READ_ANSWERS)
@require_safe
def theme_quotes(request, theme_id):
    """Show passages of a theme that might be quoted; nothing is picked until a person does."""
    theme = theme_of(request, theme_id)
    survey, question = theme.codebook.survey, theme.codebook.question
    with transaction.atomic():
        found = candidates_of(theme)
        places = [each for candidates in found.values() for each in candidates]
        shown = {_place(each.quote): each for each in shown_passages(places, survey=survey)}
        record_quotes(request, survey.pk, "theme_quotes", len(shown))
    kinds = [
        {
            "name": Quote.Kind(kind).label,
            "passages": [shown[_place(each)] for each in found[kind] if _place(each) in shown],
        }
        for kind in found
    ]
    context = {
        "survey": survey,
        "question": question,
        "title": title_of(question),
        "theme": theme,
        "kinds": kinds,
    }
    return render(request, "insights/theme_quotes.html", context)


def _place(each) -> tuple:
    return each.answer_id, each.start, each.end


@staff_required(Permission.READ_ANSWERS)
@require_safe
def quote_detail(request, quote_id):
    return _show(request, quote_of(request, quote_id))


@staff_required(Permission.DECIDE_THEMES)
@require_POST
def quote_read(request, quote_id):
    """Approve a quote or send it back, as a second person."""
    quote = quote_of(request, quote_id)
    form = ReadForm(request.POST, questions=questions_for(quote))
    if not form.is_valid():
        return _show(request, quote, form)
    given = form.cleaned_data
    decision = {"quote": quote, "checks": given["checks"], "version": given["version"]}
    try:
        if form.is_approval:
            approve_quote(note=given["note"], by=request.user, **decision)
        else:
            send_back_quote(reason=given["note"], by=request.user, **decision)
    except ValidationError as error:
        form.add_error(None, error)
        look_again(form, quote)
        return _show(request, quote, form)
    done = _("The quote may be used now.") if form.is_approval else _("The quote was sent back.")
    messages.success(request, done)
    return HttpResponseRedirect(reverse("quote_detail", args=[quote.pk]), status=303)


def _show(request, quote, form=None):
    """Show a quote as it is printed; one that is no longer allowed without any of its words."""
    question = Question.objects.select_related("survey").get(answers=quote.answer_id)
    survey = question.survey
    shown = _read(request, Quote.objects.filter(pk=quote.pk), survey, "quote")
    quote = with_parts(Quote.objects.filter(pk=quote.pk)).get()
    may_decide = is_allowed(request.membership.role, Permission.DECIDE_THEMES)
    is_picker = quote.picked_by_id == request.user.pk
    context = {
        "survey": survey,
        "question": question,
        "title": title_of(question),
        "quote": quote,
        "shown": shown[0] if shown else None,
        "places": decided_places(shown[0]) if shown else [],
        "why_hidden": "" if shown else _why_hidden(quote, question),
        "uses": uses_of(quote),
        "may_decide": may_decide,
        "waiting": _others_to_read(request.user, quote, survey) if may_decide else [],
        "is_picker": is_picker,
        "form": form
        or ReadForm(initial={"version": quote.version}, questions=questions_for(quote)),
        "cite_form": _cite_form(request, quote, survey) if shown else None,
        "reads": may_decide and not is_picker and bool(shown),
    }
    return render(request, "insights/quote_detail.html", context)


def _others_to_read(person, quote, survey) -> list:
    """Return the keys of the other quotes that wait for this person, the oldest first."""
    drafts = Quote.objects.of_survey(survey).to_read_by(person).exclude(pk=quote.pk)
    return list(drafts.order_by("picked_at", "pk").values_list("pk", flat=True))


def _cite_form(request, quote, survey) -> CiteForm | None:
    """Return the form to cite a quote with, where there is something to cite it in."""
    may_write = is_allowed(request.membership.role, Permission.WRITE_FINDINGS)
    is_usable = quote.state == Quote.State.APPROVED
    form = CiteForm(survey=survey)
    return form if may_write and is_usable and survey.recommendations.exists() else None


def _why_hidden(quote, question):
    """Say why the words are not shown, and no more than that."""
    readable = Answer.objects.for_purpose(Purpose.ANALYSIS).filter(question=question)
    if readable.filter(pk=quote.answer_id).exists():
        return _("The person no longer allows their words to be shown.")
    return _("This answer may not be read now.")


def _read(request, quotes, survey, view) -> list:
    """Return the quotes as they are printed, and record that they are read."""
    with transaction.atomic():
        shown = shown_quotes(with_parts(quotes).order_by("kind", "pk"), survey=survey)
        record_quotes(request, survey.pk, view, len(shown))
    return shown


def record_quotes(request, survey_id, view, count):
    if count:
        record_access(
            purpose=Purpose.QUOTE, survey_id=survey_id, view=view, count=count, by=request.user
        )
