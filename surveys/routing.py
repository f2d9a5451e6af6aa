"""The route through a survey for given answers."""

from dataclasses import replace

from surveys.conditions import is_shown


GRANTED = "granted"


def path_of(document, *, audience: str, answers, age_band: str = "") -> list:
    """Return the pages this reader is asked, each with only its shown questions.

    A page or question off the route is not asked, and its answer counts for no later rule. Rules
    look at permissions and earlier pages only: the questions of one page are one form. Without an
    `age_band` the reader is as young as the audience can be.
    """
    age_band = age_band or document.audience(audience).age_band
    known = {p.key: answers.get(p.key) for p in document.permissions_for(audience)}
    pages = []
    for page in document.pages_for(audience):
        if not _is_asked(page, known, audience, age_band):
            continue
        shown = tuple(
            question
            for question in page.questions
            if question.is_for(audience) and _is_asked(question, known, audience, age_band)
        )
        if shown:
            known |= {question.key: answers.get(question.key) for question in shown}
            pages.append(replace(page, questions=shown))
    return pages


def _is_asked(entry, known, audience, age_band):
    """Tell whether a page or question has the permission it needs, and a rule that holds."""
    is_allowed = not entry.needs or known.get(entry.needs) == GRANTED
    return is_allowed and is_shown(entry.show_if, known, audience=audience, age_band=age_band)
