"""Run in a server's environment: asks for themes and for files, and accepts what was suggested."""

import sys

import django


django.setup()

from insights.actions.export import request_export  # noqa: E402  models exist only after setup()
from insights.actions.review import accept_suggestion  # noqa: E402
from insights.actions.runs import codebook_of, request_run  # noqa: E402
from insights.exports.writers import WRITERS  # noqa: E402
from insights.models import Suggestion  # noqa: E402
from people.models import User  # noqa: E402
from surveys.models import Survey  # noqa: E402


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
            accept_suggestion(suggestion=suggestion, by=by)


ask(sys.argv[1])
