"""The forms of the reading page: which answers are shown, and what is decided about one."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from insights.actions.coding import Choices
from insights.engine.statements import statements_of
from insights.forms import GONE
from insights.models import AnswerReading, Coding
from insights.reading.filters import STATES
from insights.shelves import SHELVES, title_of_shelf
from surveys.searching import LONGEST


SIZES = (25, 50)
KEYS = 9  # themes that one key each adds
PASSAGES = 30  # a longer answer is marked by hand, or taken whole
SHOWN = 90  # characters of a passage in its label
ALL = _("All")
PLACE = re.compile(r"\d{1,6}-\d{1,6}", re.ASCII)


class FilterForm(forms.Form):
    """Sent by GET. A value that is no choice is told, and shows everything of its kind."""

    use_required_attribute = False
    words = forms.CharField(
        label=_("With the words"),
        help_text=_("Beginnings of words, in any order. “In quotation marks”: as they stand."),
        max_length=LONGEST,
        required=False,
    )
    size = forms.TypedChoiceField(
        label=_("Answers a page"),
        choices=[(each, each) for each in SIZES],
        coerce=int,
        empty_value=SIZES[0],
        required=False,
    )

    def __init__(self, data, *, attributes, languages, themes, orders):
        super().__init__(data)
        lists = {each.key: (each.name, list(each.names.items())) for each in attributes}
        lists["language"] = (_("Language"), languages)
        lists["theme"] = (_("Theme"), [(str(each.pk), each.name) for each in themes])
        lists["state"] = (_("State"), [(name, label) for name, (label, _do) in STATES.items()])
        lists["source"] = (_("Who put it in a theme"), Coding.Source.choices)
        lists["shelf"] = (_("Shelf"), [(name, title_of_shelf(name)) for name in SHELVES])
        for name, (label, choices) in lists.items():
            self.fields[name] = _choice(label, [("", ALL), *choices])
        self.fields["order"] = _choice(_("Order"), orders)
        self.order_fields(["words", *lists, "order", "size"])

    def wanted(self) -> dict:
        """Return what is filtered by, without what was no choice."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def is_narrowed(self) -> bool:
        return bool(self.wanted().keys() - {"order", "size"})

    def show_order(self, name: str) -> None:
        """Show the order that the answers are in, unless what was asked for is told to be none."""
        if "order" not in self.errors:
            self.data = {**self.data.dict(), "order": name}


def _choice(label, choices):
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=False,
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )


class SignOffForm(forms.Form):
    """Which step the person had seen when they signed off."""

    sequence = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class PlaceField(forms.ChoiceField):
    """A passage as "start-end": one of the statements, or what a script saw marked."""

    def valid_value(self, value):
        return super().valid_value(value) or PLACE.fullmatch(value) is not None


class ThemePicks(forms.CheckboxSelectMultiple):
    """Tick boxes of themes; the first nine answer to the keys 1 to 9."""

    def create_option(self, name, value, label, selected, index, subindex=None, attrs=None):
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        if index < KEYS:
            shortcut = {"data-shortcut": str(index + 1), "data-shortcut-label": label}
            option["attrs"] = {**option["attrs"], **shortcut}
        return option


class KeyedRadios(forms.RadioSelect):
    """Choices of which some answer to a key: {value: key}, listed with what they say."""

    def __init__(self, *args, keys, says=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.keys, self.says = keys, says

    def create_option(self, name, value, label, selected, index, subindex=None, attrs=None):
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        if value in self.keys:
            shortcut = {
                "data-shortcut": self.keys[value],
                "data-shortcut-label": self.says or label,
            }
            option["attrs"] = {**option["attrs"], **shortcut}
        return option


class ReadingForm(forms.Form):
    """What a person decides about one answer. Each current coding has a field of its own."""

    use_required_attribute = False
    KEEP, CONFIRM, REJECT = "keep", "confirm", "reject"
    seen = forms.CharField(max_length=32, widget=forms.HiddenInput)
    themes = forms.ModelMultipleChoiceField(
        label=_("Add themes"),
        queryset=None,
        required=False,
        widget=ThemePicks,
        error_messages={"invalid_choice": GONE, "invalid_pk_value": GONE},
    )
    new_theme = forms.CharField(
        label=_("A new theme of your own"),
        max_length=120,
        required=False,
        widget=forms.TextInput(
            attrs={"data-shortcut": "t", "data-shortcut-label": _("A new theme of your own")}
        ),
    )
    place = PlaceField(
        label=_("The added themes are about"), required=False, widget=forms.RadioSelect
    )
    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=AnswerReading.Outcome.choices,
        initial=AnswerReading.Outcome.SORTED,
        widget=KeyedRadios(
            keys={AnswerReading.Outcome.NO_THEME: "0", AnswerReading.Outcome.NOTHING: "e"}
        ),
        error_messages={"required": _("Say what came of it.")},
    )
    note = forms.CharField(
        label=_("Note for the team"),
        help_text=_("It goes when the answer is taken back."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(
            attrs={"rows": 2, "data-shortcut": "m", "data-shortcut-label": _("Note")}
        ),
    )

    def __init__(self, data=None, *, answer, standing, themes, by):
        reading = standing.reading
        initial = {"seen": standing.seen}
        if reading:
            initial["outcome"] = reading.outcome
        super().__init__(data, initial=initial, auto_id="reading_%s")
        self.fields["themes"].queryset = themes
        self.fields["place"].choices = _places(answer["text"], (data or {}).get("place", ""))
        # Two names: a tick that asks must not settle what somebody else asked meanwhile.
        self.asking = "settle" if standing.opinion else "ask"
        self.fields[self.asking] = _opinion(standing.opinion, by)
        self.tags = answer["tags"]
        for tag in self.tags:
            self.fields[_name(tag)] = _decision(tag)

    def codings(self):
        """Yield each tag with the field that decides about it."""
        for tag in self.tags:
            yield tag, self[_name(tag)]

    def opinion(self):
        return self[self.asking]

    def choices(self, *, confirm_all=False) -> Choices:
        """Return what was decided, for the action; call it when the form is valid."""
        given = self.cleaned_data
        decided = {tag["coding"].pk: given[_name(tag)] for tag in self.tags}
        confirmed = [pk for pk, act in decided.items() if act == self.CONFIRM]
        if confirm_all:
            guesses = {tag["coding"].pk for tag in self.tags if tag["is_guess"]}
            confirmed += [
                pk for pk, act in decided.items() if act != self.REJECT and pk not in guesses
            ]
        start, _dash, end = given["place"].partition("-")
        return Choices(
            seen=given["seen"],
            confirmed=confirmed,
            rejected=[pk for pk, act in decided.items() if act == self.REJECT],
            themes=list(given["themes"]),
            new_theme=given["new_theme"],
            place=(int(start), int(end)) if end else None,
            outcome=given["outcome"],
            note=given["note"],
            opinion=given[self.asking],
        )


def looked_at_again(data, standing):
    """Return what was sent, as a form about the answer as it stands now."""
    given = data.copy()
    given["seen"] = standing.seen
    for each in standing.current:
        given.setdefault(f"coding_{each.pk}", ReadingForm.KEEP)
    return given


def _name(tag) -> str:
    return f"coding_{tag['coding'].pk}"


def _decision(tag):
    choices = [(ReadingForm.KEEP, _("Leave it")), (ReadingForm.REJECT, _("Take it out"))]
    if tag["coding"].state != Coding.State.CONFIRMED:
        choices.insert(1, (ReadingForm.CONFIRM, _("Confirm")))
    return forms.ChoiceField(
        label=tag["name"],
        choices=choices,
        initial=ReadingForm.KEEP,
        required=False,
        # Each press takes out one more, in the order they stand.
        widget=KeyedRadios(keys={ReadingForm.REJECT: "x"}, says=_("Take the next theme out")),
    )


def _places(text, given):
    """Return the whole and its statements as choices, and a passage that was marked by hand."""
    said = statements_of(text, document=0)
    found = {"": _("The whole answer")}
    if 1 < len(said) <= PASSAGES:
        found |= {f"{one.start}-{one.end}": _short(text[one.start : one.end]) for one in said}
    if given not in found and PLACE.fullmatch(given):
        start, _dash, end = given.partition("-")
        found[given] = _short(text[int(start) : int(end)])
    return list(found.items())


def _short(words):
    words = " ".join(words.split())
    return f"“{words}”" if len(words) <= SHOWN else f"“{words[:SHOWN].rstrip()}…”"


def _opinion(opinion, by):
    label = _("Second opinion please")
    if opinion and opinion.asked_by_id == by.pk:
        label = _("No second opinion is needed any more")
    elif opinion:
        label = _("This is my second opinion: the question is settled")
    keys = {"data-shortcut": "o", "data-shortcut-label": label}
    return forms.BooleanField(label=label, required=False, widget=forms.CheckboxInput(attrs=keys))
