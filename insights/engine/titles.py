"""Judges whether a phrase reads as a title: a whole thing, and no clause that breaks off."""

from insights.engine.phrases import content_of
from insights.engine.small_words import quality_words, word_class


OWNER = 0.2  # worth left to "each other's" or "kind to each", whose thing is missing
OF_WHICH = ("each", "every")
BROKEN_OFF = 0.4  # worth left to "social worker asked", "session useful", or "asked" alone
CATCH_ALL = 0.4  # worth left to "things" or "first time", which could name any theme


def title_worth(phrase: str) -> float:
    """Return 1 for a phrase in lower case that may be a title, less for one that hardly reads so.

    Examples
    --------
    >>> title_worth("youth club"), title_worth("social worker asked"), title_worth("nobody rang")
    (1.0, 0.4, 1.0)
    """
    words = phrase.split()
    worth = 1.0
    if words[-1].endswith("'s") or words[-1] in OF_WHICH:
        worth *= OWNER
    if _breaks_off(words):
        worth *= BROKEN_OFF
    if word_class("vague").union(word_class("count")).issuperset(content_of(phrase)):
        worth *= CATCH_ALL
    return worth


def _breaks_off(words: list[str]) -> bool:
    """Tell whether the last word is what somebody did, or how something is, and all is not said."""
    complete = (word_class("lead") - word_class("count")).union(
        *map(word_class, ("being", "whole", "bound"))
    )
    if not complete.isdisjoint(words[:-1]):  # "too loud", "everyone was kind", "feel safe"
        return False
    last = words[-1]
    did = last in word_class("past") or (len(last) > len("used") and last.endswith("ed"))
    return did or (len(words) > 1 and last in quality_words())
