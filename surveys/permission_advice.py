"""What an author should settle about permissions before opening. Advice: nothing stops a survey.

A document of before there were ages, or one whose permissions are asked elsewhere (a letter from a
school), is sound; its author is told what is not asked here.
"""

from collections.abc import Iterator

from surveys.age_rules import needs_adult
from surveys.permission_purposes import ADULT_PERMISSION, UNDERSTAND_LIMITS
from surveys.problems import Problem
from surveys.question_types import question_type


def permission_advice(document) -> Iterator[Problem]:
    """Yield what is not asked of an audience that would need it."""
    for audience in document.audiences:
        place = f"audience '{audience.key}'"
        asked = {each.key for each in document.permissions_for(audience.key)}
        required = document.requires_adult_of_teenagers
        youngest = audience.youngest_for("")
        alone = needs_adult(youngest, is_required_of_teenagers=required)
        if alone and ADULT_PERMISSION not in asked:
            remedy = f"Ask for '{ADULT_PERMISSION}', unless an adult says yes elsewhere."
            yield Problem(place, f"no adult is asked about readers who are {youngest}", remedy)
        if UNDERSTAND_LIMITS not in asked and _writes(document, audience.key):
            remedy = f"Ask for '{UNDERSTAND_LIMITS}': people write in their own words."
            yield Problem(place, "nobody says that they know when you have to tell", remedy)


def _writes(document, audience):
    return any(
        question_type(question.type).is_open and question.is_for(audience)
        for page in document.pages_for(audience)
        for question in page.questions
    )
