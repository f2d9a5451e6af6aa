"""What is said of a file itself: who asked for it, from what it was made, and what was left out."""

from django.db.models import Count, Q
from django.utils import timezone

from insights.exports.alike import alike_in_survey
from insights.exports.facts import SOFTWARE, Manifest
from people.models import Membership
from surveys.models import Answer, Erasure, Purpose, Response


ALLOWED = (Purpose.ANALYSIS, Purpose.QUOTE, Purpose.QUOTE_CONTEXT, Purpose.PUBLISH)


def manifest_of(export, *, using: str, versions, runs, people: int, answers: int) -> Manifest:
    """Return the manifest of an export, as the database `using` has it."""
    survey = export.survey
    return Manifest(
        export_id=str(export.pk),
        made_on=timezone.localdate().isoformat(),
        requester=_requester_of(export),
        purpose=export.purpose,
        subject=survey.slug,
        versions=[f"{one.number} ({one.sha256[:12]})" for one in versions],
        runs=runs,
        left_out=_left_out(survey, using),
        software=SOFTWARE,
        permissions=_permissions(survey, using),
        recipients=export.recipients,
        without=export.without,
        csv_form=export.csv_form if export.kind == "csv" else "",
        alike=alike_in_survey(survey, using=using, without=export.without),
        people=people,
        answers=answers,
    )


def _permissions(survey, using):
    """Return how many people allow what, at this moment."""
    return {str(purpose): _people(survey, using, purpose).count() for purpose in ALLOWED}


def _people(survey, using, purpose):
    people = Response.objects.for_purpose(purpose).using(using)
    return people.filter(survey_id=survey.pk).order_by()


def _left_out(survey, using):
    responses = Response.objects.using(using).submitted()
    is_open = Q(answers__question__is_open=True)
    sent = responses.filter(survey_id=survey.pk).aggregate(
        all=Count("answers", filter=is_open),
        held=Count("answers", filter=is_open & Q(answers__is_held=True)),
    )
    usable = Answer.objects.for_purpose(Purpose.ANALYSIS).using(using).open_text()
    usable = usable.filter(response__survey_id=survey.pk).order_by()
    by_blank = dict(usable.values_list("is_blank").annotate(n=Count("pk")))
    erased = Erasure.objects.using(using).filter(survey_id=survey.pk)
    return {
        "withdrawn": erased.count(),
        "held": sent["held"],
        "no_permission": sent["all"] - sent["held"] - sum(by_blank.values()),
        "blank": by_blank.get(True, 0),
    }


def _requester_of(export) -> str:
    if export.requested_by_id is None:
        return "manage.py export"
    role = (
        Membership.objects.filter(
            user_id=export.requested_by_id, organisation_id=export.survey.organisation_id
        )
        .values_list("role", flat=True)
        .first()
    )
    return f"{role or 'no role'} {export.requested_by_id}"
