"""All quotes of a survey: what each says, whether they balance, and where each is used."""

from urllib.parse import urlencode

from django.db import transaction
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from insights.forms_survey_quotes import SurveyQuotesForm
from insights.models import Quote
from insights.quoting.ledger import files_to_tell_of
from insights.quoting.mix import mix_headings, mix_of_survey
from insights.quoting.overview import often_quoted
from insights.quoting.reading import shown_quotes, with_parts
from insights.quoting.survey_page import (
    balance_of,
    name_of,
    page_of,
    states_of,
    themes_of,
    uses_by_quote,
)
from insights.views.comparing import may_see_exact
from insights.views.quotes import record_quotes
from insights.views.surveys import survey_of
from people.access import staff_required
from people.roles import Permission
from surveys.models import Question
from surveys.titles import titles_of


@staff_required(Permission.READ_ANSWERS)
@require_safe
def survey_quotes(request, slug):
    """Show the quotes that may be shown now, a page at a time, with what balance asks of them."""
    survey = survey_of(request, slug)
    titles, themes = titles_of(survey), themes_of(survey)
    form = _form(request, survey, titles, themes)
    wanted = form.wanted()
    about = _about(Quote.objects.of_survey(survey), wanted)
    narrowed = about.filter(state=wanted["state"]) if "state" in wanted else about
    quotes, further = _page(request, survey, narrowed, wanted, titles)
    is_exact = may_see_exact(request)
    told = [each for each in themes if _is_wanted(each, wanted)]
    context = {
        "survey": survey,
        "form": form,
        "quotes": quotes,
        "states": states_of(about, reverse("survey_quotes", args=[slug]), wanted),
        "further": further,
        "is_first": not request.GET.get("after"),
        "first": urlencode(wanted),
        "is_narrowed": bool(wanted),
        "balance": balance_of(about, told, titles),
        "mix": mix_of_survey(about, survey, is_exact=is_exact),
        "is_exact": is_exact,
        "mix_headings": mix_headings(),
        "often": often_quoted(survey),
        "gone": Quote.objects.of_survey(survey).not_allowed().count(),
        "files": files_to_tell_of(survey),
    }
    return render(request, "insights/survey_quotes.html", context)


def _form(request, survey, titles, themes) -> SurveyQuotesForm:
    order = {key: place for place, key in enumerate(titles)}
    rows = Question.objects.filter(survey=survey, is_open=True)
    asked = sorted(rows, key=lambda row: (order.get(row.key, len(order)), row.key))
    return SurveyQuotesForm(
        request.GET,
        questions=[(row, name_of(row, titles)) for row in asked],
        themes=[(each, name_of(each.codebook.question, titles, each.name)) for each in themes],
    )


def _about(quotes, wanted):
    if "question" in wanted:
        quotes = quotes.of_question(wanted["question"])
    return quotes.filter(theme=wanted["theme"]) if "theme" in wanted else quotes


def _is_wanted(theme, wanted) -> bool:
    own = {"question": str(theme.codebook.question_id), "theme": str(theme.pk)}
    return all(wanted.get(name, own[name]) == own[name] for name in own)


def _page(request, survey, narrowed, wanted, titles) -> tuple[list[dict], str]:
    """Return the quotes of the page asked for, recorded as read, and the address of the next."""
    with transaction.atomic():
        page = page_of(with_parts(narrowed.allowed()), request.GET.get("after", ""))
        shown = shown_quotes(page.rows, survey=survey)
        record_quotes(request, survey.pk, "survey_quotes", len(shown))
    uses = uses_by_quote(page.rows)
    quotes = [
        {
            "shown": each,
            "question": titles.get(each.question_key),
            "theme": each.quote.theme,
            "uses": uses.get(each.quote.pk, []),
        }
        for each in shown
    ]
    return quotes, urlencode(wanted | {"after": page.after}) if page.after else ""
