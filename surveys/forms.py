"""The forms of the respondent's pages. Fields come from the question types, never from here."""

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.question_types import question_type
from surveys.wording import text_of


class QuestionsForm(forms.Form):
    """One page of a survey: a field for each question that is asked on it."""

    use_required_attribute = False

    def __init__(self, *args, questions=(), reader=None, **kwargs):
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[question.key] = question_type(question.type).build_field(question, reader)
        self._show_support_once()

    def _show_support_once(self):
        """A page of several open questions says who can help once, under the last of them."""
        written = [each for each in self.fields.values() if getattr(each, "is_open_text", False)]
        for field in written[:-1]:
            field.show_support = False

    def values(self, questions) -> dict:
        """Return the machine value of each question, None where nothing was answered."""
        return {
            question.key: question_type(question.type).value_of(self.cleaned_data[question.key])
            for question in questions
            if question_type(question.type).has_answer
        }

    def dropped(self) -> dict:
        """Return how many characters of each question's text could not be stored."""
        return {key: getattr(field, "dropped", 0) for key, field in self.fields.items()}


class WhoForm(forms.Form):
    """Who is answering: decides the words of every later page."""

    use_required_attribute = False
    audience = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": _("Choose who is answering.")}
    )

    def __init__(self, *args, audiences=(), reader=None, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["audience"]
        field.label = _("Who is answering?")
        field.choices = [(each.key, text_of(each.label, reader)) for each in audiences]
        field.widget_template = "components/question_single.html"
        field.question_type = "single"


class AgeForm(forms.Form):
    """How old the reader is: the same plain question for everybody, with no hint of what it does.

    Only the age band is kept, and that only with what is sent.
    """

    use_required_attribute = False
    age = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer. You can choose not to say.")},
    )

    def __init__(self, *args, ages=(), reader=None, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["age"]
        field.label = _("How old are you?")
        field.choices = [(each.code, text_of(each.label, reader)) for each in ages]
        field.widget_template = "components/question_single.html"
        field.question_type = "single"
        if not any(each.is_unsaid for each in ages):
            field.error_messages["required"] = _("Choose how old you are.")


class AdultForm(QuestionsForm):
    """The page for the adult: whether the child may take part, and what they are to the child.

    A statement is enough. No name and no paper is asked for, and nobody has to say who they are.
    """

    relationship = forms.ChoiceField(
        label=_("What are you to this child?"),
        widget=forms.RadioSelect,
        required=False,
        choices=[
            ("parent_carer", _("A parent, carer or foster carer")),
            ("relative", _("Another relative")),
            ("social_worker", _("A social worker or personal adviser")),
            ("school", _("A teacher, or somebody else at school")),
            ("worker", _("A youth worker or another worker")),
            ("other", _("Somebody else")),
        ],
    )
    relationship.optional = True
    relationship.hint = _("You can leave this out.")
    relationship.question_type = "single"
    relationship.widget_template = "components/question_single.html"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(("adult_permission", "relationship"))


class ContactForm(forms.Form):
    """Where somebody may be written to, asked only of those who said yes to that."""

    use_required_attribute = False
    email = forms.EmailField(
        label=_("Which e-mail address may we write to?"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "invalid": _("Type an e-mail address in full, such as name@example.org."),
            "max_length": _("This is longer than an e-mail address can be. Check it."),
        },
    )
    email.optional = True
    email.widget_template = "components/question_text.html"
    email.hint = _(
        "We keep it locked away from your answers, for 24 months at most. Leave it empty if you "
        "would rather not say."
    )


class CheckForm(forms.Form):
    """A step with nothing to fill in: to give the device back, or to send."""

    use_required_attribute = False


class ComeBackForm(forms.Form):
    """The words from the page that was shown when somebody saved their answers."""

    use_required_attribute = False
    words = forms.CharField(
        label=_("Your six words"),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={
            "required": _("Type the six words you kept."),
            "max_length": _("Six words are shorter than this. Check them and type them again."),
        },
    )
    words.widget_template = "components/question_text.html"
    words.hint = _("Capitals, commas and dashes do not matter.")


class WithdrawForm(forms.Form):
    """The code from the thank-you page."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Your code"),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={
            "required": _("Type the code from your thank-you page."),
            "max_length": _("The code is shorter than this. Check it and type it again."),
        },
    )
    code.widget_template = "components/question_text.html"
    code.hint = _(
        "It is six words. Capitals, commas and dashes do not matter. Older codes, such as "
        "7K3P-9QWX-…, work too."
    )
