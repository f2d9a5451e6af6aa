"""A passage with its marks as what a form shows: sentences ticked, words copied, places decided on.

Pure: the way back from places to choices, for changing a quote.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from insights.engine.statements import statements_of
from insights.quoting.redact import CUT, KEEP, REPLACE, Mark, Passage, cuts_between
from insights.quoting.suggest import suggestions_in


CUT_CHOICE = (CUT, _("Not needed: leave it out, shown as “…”"))


@dataclass(frozen=True)
class Own:
    """Words that a person found by themselves, why they go, and what is printed instead."""

    words: str = ""
    category: str = ""
    label: str = ""


@dataclass(frozen=True)
class Choices:
    """The values that a form begins with."""

    initial: dict = field(default_factory=dict)
    own: tuple[Own, ...] = ()


def choices_from(passage: Passage, text: str) -> Choices:
    """Return the choices that make this passage of this text."""
    initial: dict = {}
    left = list(passage.marks)
    sentences, cuts = _sentences(passage, text)
    if sentences:
        initial["sentences"] = [str(number) for number in sentences]
        left = [mark for mark in left if mark not in cuts]
    else:
        initial["words"] = text[passage.start : passage.end]
    for number, find in enumerate(suggestions_in(text)):
        mark = next((each for each in left if _is_at(each, find, passage)), None)
        if mark:
            left.remove(mark)
            initial[f"find{number}_act"] = mark.act
            initial[f"find{number}_category"] = mark.category
            initial[f"find{number}_label"] = mark.label
    own = {
        text[mark.start : mark.end].casefold(): Own(
            text[mark.start : mark.end], mark.category or CUT_CHOICE[0], mark.label
        )
        for mark in left
        if mark.act != KEEP
    }
    return Choices(initial, tuple(own.values()))


def sentences_touching(text: str, start: int, end: int) -> list[str]:
    """Return the numbers of the sentences that a place is in, to begin choosing with.

    >>> sentences_touching("It was good. They rang us. Then it ended.", 14, 20)
    ['1']
    """
    places = sentences_in(text)
    touching = [n for n, (first, last) in enumerate(places) if first < end and start < last]
    return [str(number) for number in touching]


def sentences_in(text: str) -> list[tuple[int, int]]:
    """Return the places of the sentences that can be ticked; the whole of a text without any."""
    return [(each.start, each.end) for each in statements_of(text, document=0)] or [(0, len(text))]


def _sentences(passage, text) -> tuple[list[int], tuple[Mark, ...]]:
    """Return the sentences that make exactly this passage, and the cuts between them, if any do."""
    cut = [mark for mark in passage.marks if mark.act == CUT]
    places = sentences_in(text)
    chosen = [
        number
        for number, (start, end) in enumerate(places)
        if passage.start <= start
        and end <= passage.end
        and not any(mark.start <= start and end <= mark.end for mark in cut)
    ]
    spans = [places[number] for number in chosen]
    if not spans or (spans[0][0], spans[-1][1]) != (passage.start, passage.end):
        return [], ()
    between = cuts_between(text, spans)
    return (chosen, between) if set(between) <= set(cut) else ([], ())


def _is_at(mark, find, passage) -> bool:
    place = max(find.start, passage.start), min(find.end, passage.end)
    return mark.act in (KEEP, REPLACE) and (mark.start, mark.end) == place
