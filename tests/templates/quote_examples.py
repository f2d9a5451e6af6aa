"""Example contexts of the components that quotes are made of."""

from django import forms


class ExampleQuoteForm(forms.Form):
    """The two kinds of choices on the pages of quotes."""

    use_required_attribute = False
    sentences = forms.MultipleChoiceField(
        label="Sentences to quote",
        help_text="What you leave out is shown as “…”.",
        choices=[("0", "They rang us."), ("1", "Then they left.")],
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.ChoiceField(
        label="What it shows",
        choices=[("typical", "Typical"), ("strong", "Strong")],
        widget=forms.RadioSelect,
    )


def _option(name):
    return next(iter(ExampleQuoteForm()[name].subwidgets))


QUOTE_EXAMPLES = {
    "quote": [
        {
            "quote": {
                "pieces": [
                    {"kind": "said", "words": "I liked "},
                    {"kind": "label", "words": "[name]"},
                    {"kind": "said", "words": ", "},
                    {"kind": "cut", "words": "…"},
                ],
                "attribution": "Young person, 12 to 15",
                "language": "",
                "direction": "auto",
                "answered_in": "",
                "quote": {"translation": ""},
            }
        },
        {
            "quote": {
                "pieces": [{"kind": "said", "words": "Pomogli nam."}],
                "attribution": "Parent or carer",
                "language": "pl",
                "direction": "ltr",
                "answered_in": "Polish",
                "quote": {"translation": "They helped us."},
            }
        },
    ],
    "quote_choice": [
        {"option": _option("kind"), "shape": "radios"},
        {"option": _option("sentences"), "shape": "checkboxes"},
    ],
    "quote_choices": [
        {"field": ExampleQuoteForm({})["sentences"], "shape": "checkboxes"},
        {
            "field": ExampleQuoteForm()["kind"],
            "shape": "radios",
            "is_inline": True,
            "is_hidden": True,
        },
    ],
}
