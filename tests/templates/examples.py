"""Example contexts of every component: what the tests render, and how each is meant to be used."""

from django import forms
from django.core.paginator import Paginator

from surveys.definition import Question
from surveys.question_types import question_type
from surveys.question_types.parts import Part, PartsField
from surveys.wording import Reader, Words
from tests.templates.board_examples import BOARD_EXAMPLES, NAMING, THEME
from tests.templates.drawing_examples import DRAWING_EXAMPLES
from tests.templates.quote_examples import QUOTE_EXAMPLES


CHOICES = [("teacher", "A teacher"), ("friend", "A friend"), ("nobody", "Nobody")]
POINTS = [("1", "Not at all"), ("2", "A bit"), ("3", "Quite"), ("4", "Very"), ("5", "As can be")]
SUPPORT_LINES = [
    {
        "name": "A helpline",
        "detail": "Day and night, free.",
        "phone": "0800 000 000",
        "phone_url": "tel:0800000000",
    },
    {"name": "A text line", "text": "85258", "text_words": "HELLO", "text_url": "sms:85258"},
    {"name": "A site", "url": "https://example.org/", "relay": "In sign language"},
]


def _field(field, template="", **extras):
    field.widget_template = template and f"components/{template}.html"
    for name, value in extras.items():
        setattr(field, name, value)
    return field


class ExampleForm(forms.Form):
    """One field for each question component."""

    use_required_attribute = False
    single = _field(
        forms.ChoiceField(label="Who helps?", choices=CHOICES, widget=forms.RadioSelect),
        "question_single",
        hint="Think of last week.",
    )
    multi = _field(
        forms.MultipleChoiceField(
            label="Who has helped?", choices=CHOICES, widget=forms.CheckboxSelectMultiple
        ),
        "question_multi",
        hint="",
        max_choices=None,
        exclusive_codes=["nobody"],
    )
    faces = _field(
        forms.ChoiceField(
            label="How safe is it?",
            choices=[*POINTS, ("na", "I don't know")],
            widget=forms.RadioSelect,
        ),
        "question_scale",
        hint="",
        presentation="faces5_v1",
        points=POINTS,
    )
    likert = _field(
        forms.ChoiceField(label="How easy is it?", choices=POINTS, widget=forms.RadioSelect),
        "question_scale",
        hint="",
        presentation="text5_v1",
        points=POINTS,
    )
    rating = _field(
        forms.ChoiceField(
            label="How well are you heard?",
            choices=[(str(number), str(number)) for number in range(11)],
            widget=forms.RadioSelect,
        ),
        "question_rating",
        hint="",
        ends=[(0, "Not at all"), (10, "Completely")],
    )
    this_or_that = _field(
        forms.ChoiceField(
            label="Inside or outside?", choices=CHOICES[:2], widget=forms.RadioSelect
        ),
        "question_this_or_that",
        hint="Point at one.",
    )
    rank = _field(
        PartsField(
            [
                Part(str(number), label, forms.Select(choices=[("", "Choose one"), *CHOICES]))
                for number, label in enumerate(["1st choice", "2nd choice"], 1)
            ],
            required_words="Choose at least a 1st choice.",
        ),
        "question_rank",
        label="Who helps most?",
        hint="",
    )
    month = _field(
        PartsField(
            [Part("month", "Month", forms.TextInput()), Part("year", "Year", forms.TextInput())],
            required_words="Write a month and a year.",
        ),
        "question_date_month",
        label="When did it begin?",
        hint="For example, 3 2024.",
    )
    matrix = _field(
        PartsField(
            [
                Part(code, label, forms.RadioSelect(choices=CHOICES))
                for code, label in (("sad", "When you are sad"), ("ill", "When you are ill"))
            ],
            required_words="Choose an answer in every row.",
        ),
        "question_matrix",
        label="Who comes?",
        hint="",
    )
    interruption = _field(
        forms.ChoiceField(
            label="The next part is about hard times",
            choices=[("go_on", "Go on"), ("go_round", "Miss this part out")],
            widget=forms.RadioSelect,
        ),
        "question_interruption",
        hint="Nobody minds what you choose.",
        body="There are two questions.\n\nYou can miss them out.",
    )
    support = _field(
        forms.Field(label="You can talk to someone", required=False), "question_support", body=""
    )
    number = _field(forms.Field(label="How far?"), "question_number", hint="", unit="miles")
    text = _field(forms.CharField(label="Where?"), "question_text", hint="A town or a street.")
    story = _field(
        forms.CharField(label="What would help?", widget=forms.Textarea),
        "question_textarea",
        hint="A few words are enough.",
        max_length=200,
        show_support=True,
        is_open_text=True,
    )
    consent = _field(
        forms.ChoiceField(
            label="May we use your words?",
            choices=[("granted", "Yes"), ("refused", "No")],
            widget=forms.RadioSelect,
        ),
        "question_consent",
        hint="",
    )
    info = _field(
        forms.Field(label="Before you go on", required=False),
        "question_info",
        body="The next part is about school.\n\nYou can miss it out.",
    )
    postcode = question_type("postcode").build_field(
        Question("near", "postcode", "What is your postcode?"), Reader("", "", "en", "standard")
    )
    plain = forms.CharField(label="Name of the theme", help_text="Short and plain.")
    plain_choice = forms.ChoiceField(label="Kind", choices=CHOICES, widget=forms.RadioSelect)


FILLED = {
    "single": "friend",
    "multi": ["teacher"],
    "faces": "4",
    "likert": "2",
    "rating": "10",
    "this_or_that": "friend",
    "rank_1": "friend",
    "rank_2": "teacher",
    "matrix_sad": "friend",
    "matrix_ill": "nobody",
    "interruption": "go_round",
    "month_month": "3",
    "month_year": "2024",
    "number": "12",
    "postcode_region": "E12000007",
    "text": "<Leeds>",
    "story": "\nFirst line\nSecond & last",
    "consent": "refused",
    "plain": "Waiting",
    "plain_choice": "friend",
}


def blank_form():
    return ExampleForm()


def wrong_form():
    form = ExampleForm({})
    form.is_valid()
    return form


def filled_form():
    return ExampleForm(FILLED)


def _questions(name):
    """Return a question blank as the page's heading, wrong, and filled in."""
    return [
        {"field": blank_form()[name], "page_heading": True, "support_lines": SUPPORT_LINES},
        {"field": wrong_form()[name], "page_heading": False, "support_lines": []},
        {"field": filled_form()[name], "page_heading": False, "support_lines": []},
    ]


LIMITS = {"paragraphs": ["What you say is private.", "We may have to tell someone."]}
EASY = Words(
    "We listen.\nIt takes a while.", lines=(("listen", "We listen."), ("", "It takes a while."))
)
FOREIGN = Words("In English only.", language="en")
LINKS = [{"label": "What we keep", "url": "/privacy/"}, {"label": "Stay safe", "url": "/safe/"}]
OPTION = list(filled_form()["single"])[1]
PAGES = Paginator(range(30), 10)
HEADINGS = [{"text": "Theme", "numeric": False}, {"text": "People", "numeric": True}]

EXAMPLES = {
    "button": [
        {"label": "Continue"},
        {"label": "Delete", "variant": "warning", "name": "act", "value": "delete"},
        {"label": "Look", "variant": "secondary", "href": "/look/", "kind": "link"},
    ],
    "card_action": [{"action": action} for action in (*THEME["actions"], NAMING)],
    **DRAWING_EXAMPLES,
    **QUOTE_EXAMPLES,
    "describedby": [{"field": blank_form()["text"]}, {"field": wrong_form()["text"]}],
    "details": [{"summary": "Why do you ask?", "text": "To see what differs."}],
    "doubt": [
        {
            "doubt": {
                "question": "What would help?",
                "before": "I told ",
                "words": "Sarah",
                "after": " & then it stopped.",
                "what": "This may be a name",
                "place": "story:7-12",
                "change_url": "/change/",
            }
        }
    ],
    "empty_state": [
        {"text": "No surveys yet.", "action_label": "Load one", "action_url": "/load/"},
        {"text": "No links yet."},
    ],
    "error_summary": [{"form": wrong_form()}, {"form": blank_form()}],
    "exit_button": [{}],
    "field": [
        {"field": field, "page_heading": False, "support_lines": []} for field in wrong_form()
    ],
    "field_messages": [{"field": blank_form()["plain"]}, {"field": wrong_form()["plain"]}],
    "field_plain": [{"field": wrong_form()["plain"]}, {"field": blank_form()["plain_choice"]}],
    "format_picker": [
        {
            "formats": [{"code": "easy_read", "label": "Use easy read"}],
            "form_id": "answers",
            "by_get": False,
        }
    ],
    "footer_links": [{"links": LINKS}],
    "adult_words": [
        {"step": "allow", "together": False},
        {"step": "allow", "together": True},
        {"step": "hand-back", "together": False},
        {"step": "hand-back", "together": True},
    ],
    "keep_words": [{"words": "amber boat candle dune ember field"}],
    "language_picker": [
        {
            "languages": [
                {"code": "en", "name": "English", "dir": "ltr", "current": True},
                {"code": "ar", "name": "العربية", "dir": "rtl", "current": False},
            ],
            "form_id": form_id,
            "by_get": form_id == "start",
        }
        for form_id in ("answers", "start", "")
    ],
    "leave_out": [{"field": blank_form()["story"]}, {"field": blank_form()["single"]}],
    "limits": [{"limits": LIMITS, "title": ""}, {"limits": LIMITS, "title": "If you are a child"}],
    "notice": [
        {"kind": "info", "text": "Your answers are still here."},
        {"kind": "success", "text": "The theme has a new name."},
        {"kind": "warning", "text": "This cannot be undone."},
    ],
    "open_question_help": [{"field": blank_form()["story"], "support_lines": SUPPORT_LINES}],
    "pagination": [{"page": PAGES.page(2), "query": "sort=size"}, {"page": PAGES.page(1)}],
    "passage": [{"text": "One.\n\nTwo."}, {"text": EASY}, {"text": FOREIGN}],
    "progress_bar": [{"value": 40, "label": "Reading answers"}],
    "progress_words": [{"text": "Step 3 of about 8"}],
    "question_consent": _questions("consent"),
    "question_date_month": _questions("month"),
    "question_info": [{"field": blank_form()["info"], "page_heading": True}],
    "question_interruption": _questions("interruption"),
    "question_label": [{"field": blank_form()["text"], "page_heading": True}],
    "question_legend": [{"field": blank_form()["single"], "page_heading": False}],
    "question_matrix": _questions("matrix"),
    "question_multi": _questions("multi"),
    "question_number": _questions("number"),
    "question_postcode": _questions("postcode"),
    "question_rank": _questions("rank"),
    "question_rating": _questions("rating"),
    "question_scale": _questions("faces") + _questions("likert"),
    "question_single": _questions("single"),
    "question_support": _questions("support"),
    "question_text": _questions("text"),
    "question_textarea": _questions("story"),
    "question_this_or_that": _questions("this_or_that"),
    "radio": [{"option": OPTION}],
    "rail": [
        {
            "items": [
                {"label": "Surveys", "url": "/staff/surveys/", "current": True},
                {"label": "Findings", "url": "/staff/findings/", "current": False},
            ]
        }
    ],
    "receipt": [{"code": "frozen undertone lapdog persuaded boil trial"}],
    "sections": [
        {
            "name": "This survey",
            "items": [
                {"label": "Overview", "url": "/staff/surveys/a/", "current": True},
                {"label": "Files", "url": "/staff/surveys/a/exports/", "current": False},
            ],
        }
    ],
    "skip_link": [{}],
    "split_bar": [{"parts": THEME["split"]}],
    "stack_bar": [{"parts": [{"part": "1", "start": 0, "width": 100}]}],
    "stack_key": [{"choices": [{"words": "Not at all", "part": "1"}]}],
    "summary_list": [
        {
            "rows": [
                {
                    "key": "Who helps?",
                    "value": "A friend",
                    "change_url": "/change/",
                    "change_hidden": "who helps",
                },
                {"key": "Where?", "value": "", "change_url": "", "change_hidden": ""},
            ]
        }
    ],
    "support_panel": [{"lines": SUPPORT_LINES}],
    "table": [
        {
            "caption": "Themes",
            "headings": HEADINGS,
            "rows": [[{"text": "Waiting", "url": "/t/1"}, 212], ["Being heard", "[c]"]],
        }
    ],
    "table_cell": [{"cell": "Waiting", "first": True, "headings": HEADINGS, "place": 0}],
    "table_text": [{"cell": "Waiting"}, {"cell": {"text": "Waiting", "url": "/t/1"}}],
    "tag": [{"text": "Open", "kind": "open"}, {"text": "Note", "kind": ""}],
    **BOARD_EXAMPLES,
    "words": [{"text": EASY, "has_pictures": True}],
}
