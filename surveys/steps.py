"""The steps of one person's way, in order: who, how old, permissions, pages, check.

Where an adult has to say yes, their page comes first, and then one that gives the device back.
"""

from surveys.contacts import ASK, can_be_kept
from surveys.permission_purposes import ADULT_PERMISSION
from surveys.routing import GRANTED, path_of


WHO, AGE, HAND_BACK, CONTACT, CHECK = "who", "age", "hand-back", "contact", "check"
PERMISSION, PAGE = "permission-", "page-"


def steps_of(document, *, audience: str, age: str | None, answers) -> dict:
    """Return {step: the questions asked on it} for this reader in the light of their answers.

    `age` is the code they chose, None while they have not been asked. Until it is known who
    answers and how old they are, nothing beyond those questions is on the way.
    """
    steps = {} if only_audience(document) else {WHO: ()}
    if audience:
        chosen = document.audience(audience)
        if chosen.ages:
            steps[AGE] = ()
        if age is not None or not chosen.ages:
            steps |= _steps_beyond(document, chosen, age or "", answers)
    return {**steps, CHECK: ()}


def _steps_beyond(document, audience, age, answers):
    steps = {}
    numbers = {each.key: number for number, each in enumerate(document.permissions, 1)}
    for permission in document.permissions_for(audience.key, audience.youngest_for(age)):
        steps[f"{PERMISSION}{numbers[permission.key]}"] = (permission,)
        if permission.key == ADULT_PERMISSION:
            steps[HAND_BACK] = ()
    numbers = {page.key: number for number, page in enumerate(document.pages, 1)}
    band = audience.band_for(age)
    for page in path_of(document, audience=audience.key, answers=answers, age_band=band):
        steps[f"{PAGE}{numbers[page.key]}"] = page.questions
    asked = [permission for asked in steps.values() for permission in asked]
    if can_be_kept() and any(q.key in ASK and answers.get(q.key) == GRANTED for q in asked):
        steps[CONTACT] = ()
    return steps


def every_step(document) -> list[str]:
    """Return the name of every step that anybody could be at, in the order they are come to."""
    permissions = {each.key: f"{PERMISSION}{n}" for n, each in enumerate(document.permissions, 1)}
    adult = permissions.pop(ADULT_PERMISSION, None)
    first = [adult, HAND_BACK] if adult else []
    pages = [f"{PAGE}{n}" for n, _ in enumerate(document.pages, 1)]
    return [WHO, AGE, *first, *permissions.values(), *pages, CONTACT, CHECK]


def first_step(document) -> str:
    """Return where a survey begins, before anything is answered."""
    audience = only_audience(document) or ""
    return next(iter(steps_of(document, audience=audience, age=None, answers={})))


def only_audience(document) -> str | None:
    """Return the audience of a survey that has only one."""
    audiences = document.audiences
    return audiences[0].key if len(audiences) == 1 else None
