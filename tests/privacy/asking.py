"""Run in a server's environment: asks for themes and for files, and accepts what was suggested."""

import sys

import django


django.setup()

from insights.actions.export import request_export  # noqa: E402  models exist only after setup()
from insights.actions.quotes import Choice, approve_quote, pick_quote  # noqa: E402
from insights.actions.review import accept_suggestion  # noqa: E402
from insights.actions.runs import codebook_of, request_run  # noqa: E402
from insights.exports.writers import WRITERS  # noqa: E402
from insights.models import Quote, Suggestion  # noqa: E402
from insights.quoting.intruder import KEYS  # noqa: E402
from insights.quoting.redact import Passage  # noqa: E402
from people.models import User  # noqa: E402
from surveys.models import Answer, Purpose, Survey  # noqa: E402


def ask(what):
    survey = Survey.objects.get()
    if what == "themes":
        for question in survey.questions.filter(is_open=True):
            request_run(codebook=codebook_of(question=question), by=None)
    elif what == "files":
        for kind in WRITERS:
            request_export(survey=survey, kind=kind, purpose="The report", by=None)
    else:
        by = User.objects.create(email="ray@example.org")
        for suggestion in Suggestion.objects.filter(state=Suggestion.State.OPEN):
            name = "" if suggestion.is_named else "As people say"
            theme = accept_suggestion(suggestion=suggestion, name=name, by=by)
            quote_two(theme, by)


def quote_two(theme, picker):
    """Quote two answers of a theme, so that what may be published has words in it."""
    reader, _made = User.objects.get_or_create(email="alice@example.org")
    places = theme.codings.exclude(answer__in=Quote.objects.values("answer"))
    ids = places.order_by("-score", "pk").values_list("answer_id", flat=True)[:2]
    for answer in Answer.objects.for_purpose(Purpose.QUOTE).filter(pk__in=list(ids)):
        choice = Choice(Passage(0, len(answer.text)), Quote.Kind.TYPICAL, theme)
        quote = pick_quote(answer=answer, choice=choice, by=picker)
        approve_quote(quote=quote, checks=list(KEYS), version=quote.version, by=reader)


ask(sys.argv[1])
