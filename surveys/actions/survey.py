"""Makes surveys, publishes frozen versions, opens and closes."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from people.actions.audit import record_event
from safeguarding.support import overdue_lines
from surveys.contacts import ASK, can_be_kept
from surveys.definition import document_sha256, parse_document
from surveys.helping import with_helping
from surveys.models import ConsentStatement, Question, Survey, SurveyVersion
from surveys.question_types import question_type
from surveys.statements import statements_of


@transaction.atomic
def create_survey(*, organisation, slug: str, title: str, by) -> Survey:
    """Make an empty survey in draft."""
    if Survey.objects.filter(slug=slug).exists():
        raise ValidationError(
            _("A survey with the address “%(slug)s” exists. Choose another address."),
            code="slug_taken",
            params={"slug": slug},
        )
    survey = Survey.objects.create(organisation=organisation, slug=slug, title=title)
    record_event(event="survey created", target=survey, by=by)
    return survey


@transaction.atomic
def publish_version(*, survey: Survey, document: dict, by) -> SurveyVersion:
    """Freeze `document` as the survey's next version; the same document again returns the newest.

    Raises DocumentError with every problem when the document is not sound.
    """
    parse_document(document)
    document = with_helping(document)
    parsed = parse_document(document)
    if any(each.key in ASK for each in parsed.permissions) and not can_be_kept():
        raise ValidationError(
            _("There is no key for e-mail addresses yet. Make it with: manage.py make_secrets"),
            code="no_contact_key",
        )
    digest = document_sha256(document)
    newest = survey.published_version()
    if newest and newest.sha256 == digest:
        return newest
    _check_support()
    _keep_questions(survey, parsed)
    version = SurveyVersion.objects.create(
        survey=survey,
        number=newest.number + 1 if newest else 1,
        document=document,
        sha256=digest,
        published_by=by,
    )
    ConsentStatement.objects.bulk_create(statements_of(parsed, by=by), ignore_conflicts=True)
    record_event(
        event="version published", target=version, detail={"number": version.number}, by=by
    )
    return version


def _keep_questions(survey, document):
    """Make the rows of new questions; a key may not come back as another type."""
    known = {question.key: question for question in survey.questions.all()}
    new = []
    for question in document.questions():
        kind = question_type(question.type)
        if not kind.has_answer:
            continue
        before = known.get(question.key)
        if before and before.type != question.type:
            raise ValidationError(
                _("“%(key)s” was a %(old)s question in an earlier version. Give it a new key."),
                code="type_changed",
                params={"key": question.key, "old": before.type},
            )
        if not before:
            new.append(
                Question(
                    survey=survey,
                    key=question.key,
                    concept=question.concept or "",
                    type=question.type,
                    is_open=kind.is_open,
                )
            )
    Question.objects.bulk_create(new)


@transaction.atomic
def open_survey(*, survey: Survey, by) -> Survey:
    """Let people answer. Needs a published version."""
    if survey.published_version() is None:
        raise ValidationError(_("Publish a version before opening the survey."), code="no_version")
    _check_support()
    return _set_status(survey, Survey.Status.OPEN, by)


def _check_support():
    """Refuse, in service, while people would be shown a helpline that nobody has checked lately.

    Elsewhere the staff room only says so: a copy for development has no real children on it.
    """
    late = overdue_lines() if settings.IN_SERVICE else ()
    if late:
        raise ValidationError(
            _(
                "These helplines are due to be checked: %(names)s. Check each one, then write the "
                "day and who checked into safeguarding/support.json."
            ),
            code="support_overdue",
            params={"names": ", ".join(line.name for line in late)},
        )


@transaction.atomic
def close_survey(*, survey: Survey, by) -> Survey:
    """Take no new answers."""
    return _set_status(survey, Survey.Status.CLOSED, by)


def _set_status(survey, status, by):
    survey.status = status
    survey.save(update_fields=["status"])
    record_event(event=f"survey {status}", target=survey, by=by)
    return survey
