"""A survey of three audiences, two questions of one concept, services and regions, and its themes.

consultation = make_consultation(organisation=team)
consultation.answer("child_better", audience="child", said=["Trust"], region="north", count=40)
"""

from dataclasses import dataclass, field

from insights.actions.runs import codebook_of
from insights.models import Coding, Theme
from surveys.models import Survey
from tests.factories import give_permission, make_response, make_survey, small_document


SERVICES = ("school", "health_visitor", "social_care", "youth", "none")
SECTORS = ("education", "health", "social_care", "youth")
REGIONS = ("north", "south")


def _choice(key, kind, concept, codes, **fields):
    options = [{"code": code, "label": code.replace("_", " ").title()} for code in codes]
    return {
        "key": key,
        "type": kind,
        "concept": concept,
        "label": f"About {concept}?",
        "options": options,
        **fields,
    }


def comparing_document():
    document = small_document("comparing", "Comparing")
    words = {"type": "long_text", "concept": "c_better", "optional": True}
    document["pages"] = [
        {
            "key": "about",
            "questions": [
                _choice("region", "single", "region", REGIONS),
                _choice("used", "multi", "c_helpers", SERVICES, audiences=["parent"]),
                _choice("sector", "single", "c_sector", SECTORS, audiences=["practitioner"]),
                _choice("partners", "multi", "c_partners", SECTORS, audiences=["practitioner"]),
            ],
        },
        {
            "key": "words",
            "questions": [
                {"key": "child_better", "label": "Better?", "audiences": ["child"], **words},
                {
                    "key": "adult_better",
                    "label": "What would be better?",
                    "audiences": ["parent", "practitioner"],
                    **words,
                },
            ],
        },
    ]
    return document


@dataclass
class Consultation:
    """A survey under comparison. Themes are made where an answer first names them."""

    survey: Survey
    themes: dict = field(default_factory=dict)

    def question(self, key):
        return self.survey.questions.get(key=key)

    def theme(self, key, name, **fields):
        """Return the theme of this name in a question's codebook."""
        if (key, name) not in self.themes:
            codebook = codebook_of(question=self.question(key))
            self.themes[key, name] = Theme.objects.create(codebook=codebook, name=name, **fields)
        return self.themes[key, name]

    def answer(self, key, *, said=(), count=1, closed=None, permissions=None, **fields):
        """Have so many people answer a question; `closed` are their answers to closed ones."""
        made = []
        for _each in range(count):
            given = {key: "Some words of my own", **(closed or {})}
            response = make_response(self.survey, answers=given, permissions=permissions, **fields)
            made.append(response)
        answers = [each.answers.get(question__key=key) for each in made]
        Coding.objects.bulk_create(
            Coding(theme=self.theme(key, name), answer=answer, start=0, end=4, source="machine")
            for answer in answers
            for name in said
        )
        return made

    def withdraw(self, response):
        give_permission(response, "take_part", "withdrawn")


def make_consultation(*, organisation):
    return Consultation(
        make_survey(organisation=organisation, document=comparing_document(), slug="comparing")
    )
