"""The forms of recommendations: their words, the themes linked to them, and searches recorded."""

from django import forms
from django.utils.translation import gettext_lazy as _

from insights.comparing.scope import together_of
from insights.models import EvidenceLink, Recommendation, Theme
from insights.recommending.documents import RecommendationWords, concepts_in
from surveys.titles import titles_of


class RecommendationForm(forms.Form):
    """What a recommendation says. `version` is the state that the person was looking at."""

    use_required_attribute = False
    key = forms.CharField(
        label=_("Key"),
        help_text=_("Short, such as R1. Files and tables use it."),
        max_length=12,
        error_messages={"required": _("Give it a short key such as R1.")},
    )
    title = forms.CharField(
        label=_("What should be done"),
        help_text=_("One sentence."),
        max_length=200,
        error_messages={"required": _("Say in one sentence what should be done.")},
    )
    text = forms.CharField(
        label=_("More about it"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    source = forms.CharField(
        label=_("Where it comes from"),
        help_text=_("Such as a paper with its year."),
        required=False,
        max_length=200,
    )
    concepts = forms.CharField(
        label=_("Closed questions that test it"),
        help_text=_(
            "The concepts of the questions, apart by commas. One row of a table of questions: the "
            "concept, a colon and the row, such as c_recs:lead."
        ),
        required=False,
        max_length=1000,
    )
    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def words(self) -> RecommendationWords:
        given = self.cleaned_data
        concepts = tuple(concepts_in(given["concepts"]))
        return RecommendationWords(
            given["key"], given["title"], given["text"], given["source"], concepts
        )


def words_of(recommendation: Recommendation) -> dict:
    """Return the values the form starts with."""
    words = {name: getattr(recommendation, name) for name in ("key", "title", "text", "source")}
    concepts = ", ".join(recommendation.concepts)
    return {**words, "concepts": concepts, "version": recommendation.version}


class EvidenceForm(forms.Form):
    """Which theme bears on a recommendation, and how."""

    use_required_attribute = False
    theme = forms.ChoiceField(
        label=_("Theme"),
        error_messages={
            "required": _("Choose a theme."),
            "invalid_choice": _("That theme is no longer in use. Choose another."),
        },
    )
    stance = forms.ChoiceField(
        label=_("How does it bear on the recommendation?"),
        choices=EvidenceLink.Stance,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how the theme bears on the recommendation.")},
    )
    note = forms.CharField(
        label=_("Why"),
        help_text=_("One or two sentences. Write no names, and nothing that somebody wrote."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, recommendation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", _("Choose a theme")), *themes_to_link(recommendation)]

    def theme_chosen(self) -> Theme:
        return Theme(pk=self.cleaned_data["theme"])


def themes_to_link(recommendation: Recommendation) -> list:
    """Return (question, [(id, name)]) of the themes in use that are not linked yet."""
    survey = recommendation.survey
    titles = titles_of(survey)
    themes = Theme.objects.of_survey(survey).select_related("codebook__question")
    linked = themes.active().filter(evidence_links__recommendation=recommendation)
    with_them = {together_of(theme) for theme in linked}
    by_question: dict = {}
    for theme in themes.active().order_by("name", "pk"):
        if together_of(theme) not in with_them:
            key = theme.codebook.question.key
            by_question.setdefault(key, []).append((str(theme.pk), theme.name))
    order = [key for key in titles if key in by_question]
    order += sorted(by_question.keys() - set(order))
    return [(heading_of(titles, key), by_question[key]) for key in order]


def heading_of(titles: dict, key: str) -> str:
    """Return what a list calls a question: its words, and who is asked."""
    title = titles.get(key)
    if title is None:
        return key
    return f"{title.words} ({title.audience})" if title.audience else title.words


class SearchForm(forms.Form):
    """A look for what speaks against a recommendation, or limits it."""

    use_required_attribute = False
    searched = forms.CharField(
        label=_("What did you look through, and for what?"),
        help_text=_("Such as: all themes of parents, for people who were content with waiting."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what you looked through and for what.")},
    )
    found = forms.CharField(
        label=_("What did you find?"),
        help_text=_("“Nothing” is an answer too. Write no names, and nothing that somebody wrote."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what you found. “Nothing” is an answer too.")},
    )
