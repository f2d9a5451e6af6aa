"""How many people say something, in one word. Pure: the one table of the words (REC-2).

The word goes by the percentage that is shown, so that no page says "30%, some people".
"""

from django.utils.translation import gettext as _


# From this percentage on. Of fewer people than ENOUGH no word is said.
MANY, SOME, ENOUGH = 30, 10, 30


def strength_of(percent: int, base: int) -> str:
    """Return "many", "some", "few", "none", or "unsure" where too few people answered.

    >>> strength_of(30, 30), strength_of(29, 400), strength_of(9, 400), strength_of(90, 29)
    ('many', 'some', 'few', 'unsure')
    """
    if base < ENOUGH:
        return "unsure"
    if percent >= MANY:
        return "many"
    if percent >= SOME:
        return "some"
    return "few" if percent else "none"


def words_of_strength(strength: str) -> str:
    """Return what a page says for it."""
    return {
        "many": _("Many people"),
        "some": _("Some people"),
        "few": _("Few people"),
        "none": _("Nobody"),
        "unsure": _("Too few answers to say how many"),
        "hidden": _("Not shown"),
        "not_asked": _("Not sorted into this theme"),
    }[strength]
