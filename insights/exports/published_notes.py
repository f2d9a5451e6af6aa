"""What stands before the figures of the publication workbook: how to read them, what is stated."""

from django.utils.translation import gettext as _

from insights.disclosure import HIDDEN
from insights.exports.published import ALL, Published
from insights.exports.signing_words import signing_words
from insights.exports.state import state_rows


def published_notes(source: Published) -> list[str]:
    """Return the notes, in order."""
    notes = [
        _(
            "The column Question has the code of a question, which is the same in every file of "
            "this survey. Its words stand beside it, as people of one of its audiences read them."
        ),
        _(
            "People chose to take part, so these results describe who answered, not everyone. "
            "“Low” and “high” say how far so few answers may be trusted, nothing more: Wilson’s "
            "interval for 95 in 100, worked out from the figures as they are shown."
        ),
        _(
            "Numbers of people are rounded to the nearest 5, and percentages are whole numbers of "
            "the people who answered, so figures may not add up."
        ),
        _(
            "Each person counts once in a theme, however often they said it. One answer can be in "
            "several themes, so themes do not add up to the people who answered."
        ),
        _(
            "A theme that other themes are part of counts everyone in it and in its parts. Only "
            "themes that a person decided on are in this file, none that the machine alone "
            "suggests. “Approved by another” says that a second person has read what the theme is."
        ),
        _(
            "Questions that ask for a number, and lists of single places, are left out. So are "
            "questions that may not be published by audience where people under 18 answered."
        ),
    ]
    if source.has_permissions:
        notes.append(
            _(
                "Quotes are words of people whose permission to show them stood when this file was "
                "made. Permission can be taken back: make a new file before you publish."
            )
        )
    return [*notes, *(signing_words(one, is_public=True) for one in source.signing())]


def sureness_rows(source: Published) -> list[tuple[str, str]]:
    """Return how far the figures may be trusted, and what nobody may conclude from them."""
    rows = [
        (
            _("How people came to answer"),
            _("People chose to take part, so these results describe who answered, not everyone."),
        ),
        (
            _("How sure the figures are"),
            _(
                "“Low” and “high” beside a share say how much chance alone could move it, with so "
                "many answers: 95 times in 100 it stays between them. They do not allow for who "
                "did not answer, nor for how answers were read."
            ),
        ),
        (
            _("What cannot be concluded"),
            _(
                "How many of all children, families or workers think something. That people who "
                "did not answer think the same. That what few people say matters little. What "
                "causes what: answers tell what people live through and want."
            ),
        ),
    ]
    if signing := source.signing():
        signed = sum(bool(one.signed_on) and one.holds for one in signing)
        words = _("%(n)s of %(all)s. The sheet Notes tells how far each was read.")
        rows.append((_("Questions signed off"), words % {"n": signed, "all": len(signing)}))
    return rows


def stated(source: Published) -> list[tuple[str, str]]:
    """Return what every report has to state; nothing of what is no survey's."""
    facts, people = source.state(), source.people_shown(ALL)
    return state_rows(facts, is_public=True, is_small=people == HIDDEN) if facts else []
