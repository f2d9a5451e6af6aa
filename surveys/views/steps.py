"""The steps between the first page and the thank-you page."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from surveys.actions.refusals import refuse
from surveys.actions.response import find_submission, submit_response
from surveys.before_sending import doubts_of
from surveys.choosing import in_this_language
from surveys.drafts import (
    finish_draft,
    forget_draft,
    open_draft,
    secret_from_cookie,
    token_hash_of,
)
from surveys.forms import CheckForm
from surveys.models import Channel, Question, RefusalCount, Survey, SurveyVersion
from surveys.pages import check_rows, step_context
from surveys.permission_purposes import ADULT_PERMISSION, TAKE_PART, UNDERSTAND_LIMITS
from surveys.same_origin import same_origin_only
from surveys.steps import CHECK
from surveys.thanks import Thanks, thanks_token
from surveys.wizard import SeeOther, SurveyWizard
from surveys.wording import Reader


# Somebody who sends again what is sent: who they were is no longer known.
NOBODY = Reader("", "", "", "")


class Steps(SurveyWizard):
    """The wizard with its pages: which template, where refusing and sending lead."""

    def get_template_names(self):
        is_check = self.steps.current == CHECK
        return ["surveys/survey_check.html" if is_check else "surveys/survey_step.html"]

    def get_context_data(self, form, **kwargs):
        context = super().get_context_data(form=form, **kwargs)
        context |= step_context(self)
        if self.steps.current == CHECK:
            context["rows"] = check_rows(self)
            context["doubts"] = doubts_of(self)
        return context

    def not_here(self):
        return kept_page(self.request, self.kwargs["slug"])

    def decline(self, refused):
        """Take No for an answer: keep nothing, but a count where a child and an adult decide."""
        self.storage.has_changes = False
        said_by = self._said_by(refused)
        if said_by:
            refuse(
                token_hash=token_hash_of(self.request.draft.secret),
                version_id=self.request.draft.version_id,
                audience=self.reader.audience,
                said_by=said_by,
            )
        ending = "talk" if refused == UNDERSTAND_LIMITS else "counted" if said_by else ""
        slug = self.kwargs["slug"]
        page = ("survey_declined_as", [slug, ending]) if ending else ("survey_declined", [slug])
        response = SeeOther(in_this_language(reverse(page[0], args=page[1])))
        forget_draft(self.request, response)
        return response

    def _said_by(self, refused):
        """Return which of the two said no, None where nobody but the reader decides."""
        if refused == ADULT_PERMISSION:
            return RefusalCount.SaidBy.ADULT
        with_adult = refused == TAKE_PART and ADULT_PERMISSION in self.values
        return RefusalCount.SaidBy.CHILD if with_adult else None

    def done(self, form_list, **kwargs):
        draft = self.request.draft
        versions = SurveyVersion.objects.select_related("survey").defer("document")
        version = versions.get(pk=draft.version_id)
        via = self.extra["via"]  # most people come by no channel of anybody's
        channel = via and Channel.objects.filter(code=via, survey=version.survey).first()
        try:
            submission = submit_response(
                version=version, path=self.path(), secret=draft.secret, channel=channel or None
            )
        except ValidationError:  # taken back, or no Yes to taking part: there is nothing to send
            self.storage.has_changes = False
            response = kept_page(self.request, self.kwargs["slug"])
            forget_draft(self.request, response)
            return response
        self.storage.has_changes = False
        return to_thanks(self.request, version.survey, submission, self.reader, draft)


@same_origin_only
@require_http_methods(["GET", "HEAD", "POST"])
def survey_step(request, slug, step):
    """Open this browser's draft and let the wizard go on with it."""
    request.draft = open_draft(request, slug=slug)
    if request.draft is not None:
        return _wizard(request, slug=slug, step=step)
    survey = get_object_or_404(Survey.objects.exclude(status=Survey.Status.DRAFT), slug=slug)
    if request.method != "POST":
        return redirect("survey_start", slug=slug)
    submission = find_submission(survey=survey, secret=secret_from_cookie(request))
    if submission is not None:
        return to_thanks(request, survey, submission, NOBODY)
    return kept_page(request, slug)


# formtools wants a form list when the address is made; the real one comes with each survey.
_wizard = Steps.as_view([(CHECK, CheckForm)], url_name="survey_step", done_step_name="sent")


def to_thanks(request, survey, submission, reader, draft=None):
    """Go to the thank-you page, and forget everything in this browser."""
    thanks = Thanks(
        submission.receipt,
        reader.audience,
        submission.is_same,
        age_band=reader.age_band,
        language=reader.language,
        format_name=reader.format,
    )
    token = thanks_token(slug=survey.slug, thanks=thanks)
    response = SeeOther(reverse("survey_thanks", kwargs={"slug": survey.slug, "token": token}))
    if draft is None:
        forget_draft(request, response)
    else:
        finish_draft(request, response, draft)
    return response


def kept_page(request, slug):
    """Show what was typed on a page that can no longer be sent, so that it can be copied."""
    open_questions = Question.objects.filter(survey__slug=slug, is_open=True)
    keys = set(open_questions.values_list("key", flat=True))
    typed = [
        value.strip()
        for name, values in request.POST.lists()
        if name.split("-", 2)[-1] in keys  # a field is called page-3-key
        for value in values
        if value.strip()
    ]
    return render(request, "surveys/survey_kept.html", {"typed": typed, "slug": slug}, status=409)
