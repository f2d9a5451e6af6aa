"""The survey's steps: django-formtools' wizard over the encrypted draft.

With surveys/drafts.py, the only code that imports formtools. What formtools leaves open is closed
here: the order of steps is guarded, sending happens on a POST only, and every POST ends in a 303.
"""

from dataclasses import replace
from functools import cached_property, partial
from types import MappingProxyType

from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from formtools.wizard.views import NamedUrlWizardView

from safeguarding.screen import topics_of
from surveys.before_sending import FIELD, settle
from surveys.choosing import (
    FORMAT,
    LANGUAGE,
    chosen_words,
    reader_in,
    show_typed,
    speak_to,
    typed_on,
)
from surveys.documents import document_of
from surveys.drafts import keep_draft, keep_to_come_back
from surveys.forms import AdultForm, AgeForm, CheckForm, ContactForm, QuestionsForm, WhoForm
from surveys.path import build_path
from surveys.permission_purposes import ADULT_PERMISSION, PURPOSES
from surveys.piping import AnswersInWords
from surveys.question_types import question_type
from surveys.screening import marked_answers
from surveys.steps import (
    AGE,
    CHECK,
    CONTACT,
    HAND_BACK,
    PERMISSION,
    WHO,
    every_step,
    steps_of,
)


REFUSED = "refused"
SAVE = "save"
PAUSE = "pause"  # where a kind word comes before the next step, and whom it names
NOTHING_MARKED = MappingProxyType({})
# The steps that say who the reader is, and the field of each.
ANSWERED_BY = {WHO: "audience", AGE: "age"}
FORMS = {
    WHO: WhoForm,
    AGE: AgeForm,
    HAND_BACK: CheckForm,
    CONTACT: ContactForm,
    CHECK: CheckForm,
}
# Steps that ask none of the document's questions.
OWN_STEPS = (HAND_BACK, CONTACT, CHECK)


class SeeOther(HttpResponseRedirect):
    """303: whatever was posted, go and GET this; Back and reload then repeat nothing."""

    status_code = 303


class SurveyWizard(NamedUrlWizardView):
    """One person's way through one version of a survey. `views.steps` decides what to show."""

    storage_name = "surveys.drafts.DraftStorage"
    marked = NOTHING_MARKED

    def dispatch(self, request, *args, **kwargs):
        self.document = document_of(request.draft.version_id)
        self.extra = request.draft.data["extra_data"]
        speak_to(self.reader)
        steps = every_step(self.document)
        self.form_list = {step: self._form_class(step) for step in steps}
        self.condition_dict = {step: partial(_is_on_path, step=step) for step in steps}
        response = super().dispatch(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 302:
            return _as_see_other(response)
        return response

    # --- what formtools asks of a subclass ---

    def get_prefix(self, request, *args, **kwargs):
        return "survey"

    def get_step_url(self, step):
        return reverse("survey_step", kwargs={"slug": self.kwargs["slug"], "step": step})

    def get_form_kwargs(self, step=None):
        if step == WHO:
            return {"audiences": self.document.audiences, "reader": self.reader}
        if step == AGE:
            audience = self.document.audience(self.reader.audience)
            return {"ages": audience.ages, "reader": self.reader}
        if step in OWN_STEPS:
            return {}
        return {"questions": self.questions_of(step), "reader": self.reader}

    def get(self, request, *args, **kwargs):
        step = kwargs["step"]
        if not self.is_reachable(step):
            return redirect(self.get_step_url(self.first_unanswered()))
        self.storage.current_step = step
        return self.render(self.form_of(step))

    def post(self, request, *args, **kwargs):
        step = kwargs["step"]
        sent_step = request.POST.get(f"{self.prefix}-current_step")
        if sent_step != step or not self.is_reachable(step):
            return self.not_here()
        self.storage.current_step = step
        if SAVE in request.POST and self.lets_come_back:
            return self.save_for_later(step)
        if LANGUAGE in request.POST or FORMAT in request.POST:
            return self.choose_words(step)
        if step == CHECK and FIELD in request.POST:
            return self.settle_detail()
        if step == CHECK and request.draft.was_idle:
            keep_draft(request.draft)
            return self.render(self.get_form(step, data={}), was_idle=True)
        return super().post(request, *args, **kwargs)

    def form_of(self, step):
        """Return a step's form with what its reader answered, or has typed but not yet sent."""
        typed = self.extra.get("typed", {}).get(step)
        if typed is None:
            return self.get_form(step, data=self.storage.get_step_data(step))
        form = self.get_form(step)
        show_typed(form, typed)
        return form

    def keep_typed(self, step):
        """Keep what is typed on a step in the draft, unchecked, until it is answered there."""
        typed = typed_on(self.get_form(step), self.request.POST)
        self.extra.setdefault("typed", {})[step] = self._as_kept(step, typed)
        self.storage.has_changes = True

    def choose_words(self, step):
        """Show the same step in another language or format, with everything typed on it."""
        self.extra.update(chosen_words(self.document, self.request.POST))
        self.keep_typed(step)
        return SeeOther(self.get_step_url(step))

    @property
    def lets_come_back(self):
        """Whether this reader may save here; not before it is known who they are."""
        audience = self.reader.audience
        age = self.extra.get("age", "")
        return bool(audience) and self.document.lets_come_back(audience, age)

    def save_for_later(self, step):
        """Keep what is typed, unchecked, and give words to come back with. The step is to be gone
        through again, so that nothing unchecked is ever sent."""
        if step != CHECK:
            self.keep_typed(step)
            self.storage.data[self.storage.step_data_key].pop(step, None)
        self.storage.has_changes = False
        if not keep_to_come_back(self.request.draft, step=step):
            return self.not_here()
        return SeeOther(reverse("survey_saved", kwargs={"slug": self.kwargs["slug"]}))

    def process_step(self, form):
        step = self.steps.current
        self.extra.get("typed", {}).pop(step, None)
        if step in (WHO, AGE):
            self._change_reader(ANSWERED_BY[step], form.cleaned_data[ANSWERED_BY[step]])
        elif step == CONTACT:
            self.extra["contact"] = form.cleaned_data["email"]
        elif step not in OWN_STEPS:
            self._keep_values(step, form)
        if step.startswith(PERMISSION):
            self._note_how_it_was_asked(step, form)
        self._forget_route()
        return self._as_kept(step, dict(super().process_step(form).lists()))

    def render_next_step(self, form, **kwargs):
        refused = self._refused()
        if refused:
            return self.decline(refused)
        # Once the check page was reached, a changed answer leads straight back to it, by way of
        # any question that the change has newly opened.
        reached_check = self.extra.get("has_checked", False)
        step = self.first_unanswered() if reached_check else self._step_after(self.steps.current)
        self.extra["has_checked"] = reached_check or step == CHECK
        done = self.steps.current
        self.request.draft.go_on(audience=self.reader.audience, done=done, to=step)
        if self.marked:
            families = [family for each in self.marked.values() for family in each.families]
            self.extra[PAUSE] = {"next": step, "topics": sorted(topics_of(families))}
            return redirect("survey_pause", slug=self.kwargs["slug"])
        return redirect(self.get_step_url(step))

    def _step_after(self, step):
        """Return the next step on this reader's way: formtools knows only the document's order."""
        steps = list(self.route)
        return steps[steps.index(step) + 1]

    def _keep_values(self, step, form):
        """Keep the answers of a step, and note which of those that are new were marked."""
        questions, values = self.questions_of(step), form.values(self.questions_of(step))
        new = {key: value for key, value in values.items() if value != self.values.get(key)}
        self.marked = marked_answers(questions, new, self.reader)
        self.extra.setdefault("values", {}).update(values)
        self.extra.setdefault("dropped", {}).update(form.dropped())

    def _as_kept(self, step, posted):
        """Leave out of a posted page what no draft may hold, such as a postcode."""
        for question in self.questions_of(step):
            kind = question_type(question.type)
            posted = kind.kept_form(f"{step}-{question.key}", posted)
        return posted

    def settle_detail(self):
        """Keep or take out what the check page pointed at, and show the page again."""
        settle(self, self.request.POST[FIELD])
        self.storage.has_changes = True
        return SeeOther(self.get_step_url(CHECK) + "#before-you-send")

    def replace_text(self, step, key, text):
        """Put other words in the place of an open answer, also where its form is filled from."""
        self.values[key] = text
        self.storage.data[self.storage.step_data_key][step][f"{step}-{key}"] = [text]

    def render_done(self, form, **kwargs):
        """Send at once: formtools would redirect and send on a GET."""
        return self.done([form])

    def _refused(self):
        """Return the first permission on the way whose No ends the survey, None without one."""
        asked = [asked for step, asked in self.route.items() if step.startswith(PERMISSION)]
        return next(
            (
                each.key
                for (each,) in asked
                if self.values.get(each.key) == REFUSED
                and PURPOSES[each.settings["purpose"]].ends_survey
            ),
            None,
        )

    def _note_how_it_was_asked(self, step, form):
        """Keep in which words a permission was asked: they can change language afterwards."""
        (permission,) = self.questions_of(step)
        shown = {"language": self.reader.language, "format": self.reader.format}
        self.extra.setdefault("asked_as", {})[permission.key] = shown
        if permission.key == ADULT_PERMISSION:
            self.extra["relationship"] = form.cleaned_data["relationship"]

    # --- where the person is ---

    @cached_property
    def reader(self):
        """Who answers, with the order of their options, and their answers for texts to repeat."""
        who = reader_in(self.document, self.extra)
        answers = AnswersInWords(self._questions_on_route, self.values, who)
        return replace(who, order=self.extra.get("order"), answers=answers)

    def _questions_on_route(self):
        return (question for questions in self.route.values() for question in questions)

    @property
    def values(self):
        return self.extra.get("values", {})

    @cached_property
    def route(self):
        """The steps of this reader in order, each with the questions asked on it; forgotten
        whenever an answer changes."""
        return steps_of(
            self.document,
            audience=self.reader.audience,
            age=self.extra.get("age"),
            answers=self.values,
        )

    def _change_reader(self, name, value):
        """Note who answers, or how old they are. Another reader is asked for everything that is
        allowed again, in the words for them."""
        if self.extra.get(name) == value:
            return
        if name == "audience":
            self.extra.pop("age", None)
            self._forget_steps(lambda step: step == AGE)
        self.extra[name] = value
        self._forget_steps(lambda step: step.startswith(PERMISSION))
        for permission in self.document.permissions:
            self.values.pop(permission.key, None)

    def _forget_steps(self, is_meant):
        for data in (self.storage.data[self.storage.step_data_key], self.extra.get("typed", {})):
            for step in [step for step in data if is_meant(step)]:
                del data[step]

    def _forget_route(self):
        for name in ("reader", "route"):
            self.__dict__.pop(name, None)

    def questions_of(self, step):
        """Return the questions asked on a step, in the light of the answers so far."""
        return self.route.get(step, ())

    def is_reachable(self, step):
        """Tell whether every step before this one has been answered or skipped by its reader."""
        steps = list(self.route)
        return step in steps and steps.index(step) <= steps.index(self.first_unanswered())

    def first_unanswered(self):
        """Return the first step not yet gone through, or the last."""
        return next(step for step in self.route if step == CHECK or not self._is_done(step))

    def path(self):
        """Return the person's route with its permissions and answers."""
        asked = [asked for step, asked in self.route.items() if step.startswith(PERMISSION)]
        return build_path(
            self.document,
            reader=self.reader,
            permissions={each.key: self.values[each.key] for (each,) in asked},
            answers=self.values,
            dropped=self.extra.get("dropped", {}),
            asked_as={
                key: replace(self.reader, **shown)
                for key, shown in self.extra.get("asked_as", {}).items()
            },
            relationship=self.extra.get("relationship", ""),
            contact=self.extra.get("contact", "") if CONTACT in self.route else "",
        )

    def _is_done(self, step):
        """Tell whether all that is now asked on a step was put to its reader there.

        A changed answer can open a question on a page that was gone through before.
        """
        if self.storage.get_step_data(step) is None:
            return False
        asked = self.questions_of(step)
        return all(q.key in self.values for q in asked if question_type(q.type).has_answer)

    def _form_class(self, step):
        if step.startswith(PERMISSION):
            permission = self.document.permissions[int(step.removeprefix(PERMISSION)) - 1]
            return AdultForm if permission.key == ADULT_PERMISSION else QuestionsForm
        return FORMS.get(step, QuestionsForm)


def _is_on_path(wizard, *, step):
    return step in wizard.route


def _as_see_other(response):
    see_other = SeeOther(response["Location"])
    see_other.cookies = response.cookies
    return see_other
