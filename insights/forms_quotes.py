"""The forms of quotes: choosing a passage and what goes from it, and the second reading.

Everything works by ticking and typing. Words are pointed at by copying them, so that nothing of
the page depends on a script, and only their places are kept.
"""

import re
from functools import cached_property

from django import forms
from django.utils.translation import gettext_lazy as _

from insights.forms import GONE
from insights.models import Quote, Recommendation, Theme
from insights.quoting.categories import Category
from insights.quoting.choosing import CUT_CHOICE, Own, choices_from, sentences_in
from insights.quoting.redact import (
    CUT,
    KEEP,
    REPLACE,
    Mark,
    Passage,
    cuts_between,
    inside,
    places_of,
)
from insights.quoting.suggest import suggestions_in


SPARE_ROWS, MOST_ROWS = 3, 20
AROUND = 60
_OWN_ROW = re.compile(r"own(\d{1,2})_words")
LABEL = _("Print instead")


def _label():
    return forms.CharField(label=LABEL, max_length=60, required=False)


class QuoteForm(forms.Form):
    """What is quoted of one answer. `text` is the answer; nothing here copies it elsewhere."""

    use_required_attribute = False
    sentences = forms.MultipleChoiceField(
        label=_("Sentences to quote"),
        help_text=_("What you leave out between two of them is shown as “…”."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose sentences of this answer.")},
    )
    words = forms.CharField(
        label=_("Or only some words"),
        help_text=_("Copy them from the answer, just as they are. They are used instead of whole "
                    "sentences."),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("What it shows"),
        choices=Quote.Kind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is typical, strong or dissenting.")},
    )
    theme = forms.ModelChoiceField(
        label=_("Theme"),
        queryset=Theme.objects.none(),
        required=False,
        empty_label=_("In no theme"),
        error_messages={"invalid_choice": GONE},
    )
    translation = forms.CharField(
        label=_("Translation by a person"),
        help_text=_("Marked as a translation wherever it is printed. Leave out of it what you "
                    "take out above."),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, text, themes, is_translated=False, initial=None, own=()):
        super().__init__(data, initial=dict(initial or {}))
        self.text = text
        self.fields["theme"].queryset = themes
        if not is_translated:
            del self.fields["translation"]
        self.places = sentences_in(text)
        self.fields["sentences"].choices = [
            (str(number), text[start:end]) for number, (start, end) in enumerate(self.places)
        ]
        self.finds = suggestions_in(text)
        for number, find in enumerate(self.finds):
            self._add_find(number, find)
        self.rows = self._row_count(data, own)
        for number in range(self.rows):
            self._add_own(number, own[number] if number < len(own) else Own())

    def _add_find(self, number, find):
        act, words = f"find{number}_act", self.text[find.start : find.end]
        self.fields[act] = forms.ChoiceField(
            label=words,
            choices=[(REPLACE, _("Take it out")), (KEEP, _("Keep it"))],
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields[f"find{number}_category"] = forms.ChoiceField(
            label=_("Because it is"), choices=Category, initial=find.category
        )
        self.fields[f"find{number}_label"] = _label()

    def _add_own(self, number, own):
        self.fields[f"own{number}_words"] = forms.CharField(
            label=_("Words to take out"),
            required=False,
            max_length=500,
            initial=own.words,
            widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        )
        self.fields[f"own{number}_category"] = forms.ChoiceField(
            label=_("Because it is"),
            choices=[("", _("Choose")), *Category.choices, CUT_CHOICE],
            required=False,
            initial=own.category,
        )
        self.fields[f"own{number}_label"] = _label()
        self.fields[f"own{number}_label"].initial = own.label

    @staticmethod
    def _row_count(data, own):
        sent = [int(found[1]) + 1 for key in data or () if (found := _OWN_ROW.fullmatch(key))]
        return min(MOST_ROWS, max([len(own) + SPARE_ROWS, *sent]))

    # --- what the page shows ---

    def find_rows(self):
        return [
            self._row(f"find{number}")
            | {
                "before": _end_of(self.text[: find.start]),
                "said": self.text[find.start : find.end],
                "after": _beginning_of(self.text[find.end :]),
            }
            for number, find in enumerate(self.finds)
        ]

    def own_rows(self):
        return [self._row(f"own{number}") for number in range(self.rows)]

    def _row(self, name):
        parts = ("act", "words", "category", "label")
        return {part: self[f"{name}_{part}"] for part in parts if f"{name}_{part}" in self.fields}

    # --- what was chosen ---

    def clean(self):
        given = super().clean()
        place = self._place(given)
        if place is not None:
            start, end, cuts = place
            marks = (*self._own_marks(given, start, end), *self._find_marks(given, place), *cuts)
            given["passage"] = Passage(start, end, inside(marks, start, end))
        return given

    def _place(self, given):
        """Return (start, end, cuts) of what is quoted, or None where that is not clear."""
        if given.get("words"):
            found = places_of(given["words"], self.text)
            if len(found) == 1:
                return (*found[0], ())
            message = (
                _("These words stand in the answer more than once. Add some before or after them.")
                if found
                else _("These words do not stand in the answer. Copy them just as they are.")
            )
            self.add_error("words", message)
            return None
        chosen = [self.places[int(number)] for number in given.get("sentences", ())]
        if not chosen:
            if "sentences" not in self.errors:
                self.add_error("sentences", _("Choose at least one sentence, or copy some words."))
            return None
        return min(chosen)[0], max(chosen)[1], cuts_between(self.text, chosen)

    def _find_marks(self, given, place):
        start, end, cuts = place
        for number, find in enumerate(self.finds):
            act = given.get(f"find{number}_act")
            is_quoted = find.start < end and start < find.end
            is_cut = any(cut.start <= find.start and find.end <= cut.end for cut in cuts)
            if not is_quoted or is_cut:
                continue
            if not act:
                self.add_error(
                    f"find{number}_act",
                    _("Say whether “%(words)s” is taken out or kept.")
                    % {"words": self.text[find.start : find.end]},
                )
                continue
            category = given.get(f"find{number}_category", "")
            yield Mark(find.start, find.end, act, category, given.get(f"find{number}_label", ""))

    def _own_marks(self, given, start, end):
        for number in range(self.rows):
            words, category = (given.get(f"own{number}_{part}") for part in ("words", "category"))
            if not words:
                continue
            if not category:
                self.add_error(f"own{number}_category", _("Say why these words are taken out."))
                continue
            found = places_of(words, self.text, start, end)
            if not found:
                self.add_error(
                    f"own{number}_words", _("These words do not stand in what is quoted.")
                )
            for place in found:
                yield self._own_mark(place, category, given.get(f"own{number}_label", ""))

    @staticmethod
    def _own_mark(place, category, label):
        if category == CUT_CHOICE[0]:
            return Mark(*place, CUT)
        return Mark(*place, REPLACE, category, label)

    @classmethod
    def of(cls, quote, *, text, themes, is_translated, data=None):
        """Return the form of a quote as it is, or as it was sent."""
        chosen = choices_from(quote.passage(), text)
        initial = chosen.initial | {
            "kind": quote.kind,
            "theme": quote.theme_id,
            "translation": quote.translation,
            "version": quote.version,
        }
        given = {"text": text, "themes": themes, "is_translated": is_translated}
        return cls(data, initial=initial, own=chosen.own, **given)


def _end_of(text):
    return text if len(text) <= AROUND else "…" + text[-AROUND:].partition(" ")[2]


def _beginning_of(text):
    return text if len(text) <= AROUND else text[:AROUND].rpartition(" ")[0] + "…"


class ReadForm(forms.Form):
    """What the second reader looked for and says."""

    APPROVE, SEND_BACK = "approve", "send_back"
    use_required_attribute = False
    checks = forms.MultipleChoiceField(
        label=_("Read it as somebody set on finding out who said it. Tick what is true."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=_("What you want to say of it"),
        help_text=_("Needed when you send it back. Do not repeat names."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    act = forms.ChoiceField(
        choices=[(each, each) for each in (APPROVE, SEND_BACK)],
        error_messages={
            "required": _("Press one of the buttons below."),
            "invalid_choice": _("Press one of the buttons below."),
        },
    )

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["checks"].choices = questions

    @cached_property
    def is_approval(self) -> bool:
        return self.cleaned_data["act"] == self.APPROVE


class CiteForm(forms.Form):
    """The recommendation that a quote is to stand in."""

    use_required_attribute = False
    recommendation = forms.ModelChoiceField(
        label=_("Cite it in a recommendation"),
        queryset=Recommendation.objects.none(),
        empty_label=_("Choose a recommendation"),
        error_messages={
            "required": _("Choose a recommendation."),
            "invalid_choice": _("That recommendation is not there any more. Choose another."),
        },
    )

    def __init__(self, *args, survey, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recommendation"].queryset = survey.recommendations.order_by("key")
