"""The form "Ask for another way to answer"."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from surveys.actions.asking import Wish
from surveys.models import WayRequest
from surveys.tries import Tries


KINDS = WayRequest.Kind
# Nothing can be arranged for these without reaching the person. The others may say no more than
# that people miss them.
NEEDS_CONTACT = frozenset({KINDS.LARGE_PRINT, KINDS.PHONE, KINDS.PAPER, KINDS.BSL})
LEAST_FIGURES = 10
# A school may stand behind one address, and nobody needs this often.
TRIES = Tries(
    each=(10, 1 / 120),
    together=(200, 1 / 5),
    words=_("Many people asked just now. Wait five minutes, then try again."),
)
_OFF = {"autocomplete": "off"}


def _shown(field, template, question_type, hint=""):
    field.widget_template = f"components/{template}.html"
    field.question_type = question_type
    field.hint = hint
    return field


class AskForm(forms.Form):
    """What would help, and how to reach the person where that is needed."""

    use_required_attribute = False
    kind = _shown(
        forms.ChoiceField(
            label=_("What would help you?"),
            choices=KINDS.choices,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Choose what would help you."),
                "invalid_choice": _("Choose one of the answers in the list."),
            },
        ),
        "question_single",
        "single",
    )
    words = _shown(
        forms.CharField(
            label=_("Tell us more, if you want (optional)"),
            required=False,
            max_length=500,
            widget=forms.Textarea(attrs=_OFF),
            error_messages={"max_length": _("Write 500 characters at most.")},
        ),
        "question_textarea",
        "long_text",
        _("Such as the language you speak, or a good time to ring. Do not answer the survey here."),
    )
    name = _shown(
        forms.CharField(
            label=_("Who should we ask for? (optional)"),
            required=False,
            max_length=80,
            widget=forms.TextInput(attrs=_OFF),
            error_messages={"max_length": _("Write 80 characters at most.")},
        ),
        "question_text",
        "short_text",
        _("A first name is enough."),
    )
    contact = _shown(
        forms.CharField(
            label=_("Your phone number or e-mail address"),
            required=False,
            max_length=120,
            widget=forms.TextInput(attrs=_OFF),
            error_messages={"max_length": _("Write 120 characters at most.")},
        ),
        "question_text",
        "short_text",
        _(
            "Needed for large print, phone, paper and BSL. If you are under 13, give one of a "
            "grown-up you trust."
        ),
    )
    # Left empty by people, who do not see it; filled in by machines that fill in everything.
    website = forms.CharField(required=False, max_length=200)

    @property
    def shown(self):
        return [self[name] for name in ("kind", "words", "name", "contact")]

    @property
    def is_machine(self):
        return bool(self.data.get("website"))

    def clean_contact(self):
        contact = self.cleaned_data["contact"].strip()
        if contact and not _can_be_reached(contact):
            raise ValidationError(
                _("Write a phone number of 10 or more figures, or an e-mail address."),
                code="contact",
            )
        return contact

    def clean(self):
        data = super().clean()
        is_missing = "contact" not in self.errors and not data.get("contact")
        if data.get("kind") in NEEDS_CONTACT and is_missing:
            needed = _("Write a phone number or an e-mail address, so that we can arrange it.")
            self.add_error("contact", ValidationError(needed, code="contact_needed"))
        return data

    def wish(self) -> Wish:
        data = self.cleaned_data
        return Wish(name=data["name"].strip(), contact=data["contact"], words=data["words"].strip())


def _can_be_reached(contact):
    if "@" in contact:
        try:
            EmailValidator()(contact)
        except ValidationError:
            return False
        return True
    figures = sum(each.isdigit() for each in contact)
    return figures >= LEAST_FIGURES and not any(each.isalpha() for each in contact)
