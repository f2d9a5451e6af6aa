"""The route through a survey for given answers."""

from dataclasses import replace

from surveys.conditions import is_shown


def path_of(document, *, audience: str, answers) -> list:
    """Return the pages this reader is asked, each with only its shown questions.

    A page or question off the route is not asked, and its answer counts for no later rule. Rules
    look at permissions and earlier pages only: the questions of one page are one form.
    """
    age_band = document.audience(audience).age_band
    known = {p.key: answers.get(p.key) for p in document.permissions_for(audience)}
    pages = []
    for page in document.pages_for(audience):
        if not is_shown(page.show_if, known, audience=audience, age_band=age_band):
            continue
        shown = tuple(
            question
            for question in page.questions
            if question.is_for(audience)
            and is_shown(question.show_if, known, audience=audience, age_band=age_band)
        )
        if shown:
            known |= {question.key: answers.get(question.key) for question in shown}
            pages.append(replace(page, questions=shown))
    return pages
