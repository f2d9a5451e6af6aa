"""A question under review: a finished run with the suggestions wanted, and a finished export.

run = make_run(question=question, groups={"Waiting": answers}, by=ray)
"""

from insights import jobs
from insights.actions.export import request_export, run_export
from insights.actions.runs import codebook_of, request_run
from insights.models import Suggestion, SuggestionMember


def make_run(*, question, groups, by):
    """Return a finished run that suggests each group of answers under its label.

    What the engine would find and call a theme is of no matter here, so it does not run.
    """
    run = request_run(codebook=codebook_of(question=question), by=by)
    read = [answer for answers in groups.values() for answer in answers]
    metrics = {"answers": len(read), "statements": len(read), "set_aside": {}, "ungrouped": 0}
    jobs.finish(run, jobs.claim(run), engine_version="1", metrics=metrics)
    for number, (label, answers) in enumerate(groups.items(), start=1):
        suggestion = Suggestion.objects.create(
            run=run, number=number, label=label, keywords=[label], stability=0.8
        )
        SuggestionMember.objects.bulk_create(
            SuggestionMember(
                suggestion=suggestion, answer=answer, start=0, end=len(answer.text), score=1
            )
            for answer in answers
        )
    return run


def make_export(*, survey, by, purpose="The report", kind="csv"):
    """Return an export whose file is there."""
    export = request_export(survey=survey, kind=kind, purpose=purpose, by=by)
    run_export(export=export, token=jobs.claim(export))
    export.refresh_from_db()
    return export
