"""How far to trust a suggestion: three words with their figures. The one place of the bounds."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _


# Share of pairs of statements that stay together when the search is repeated.
STEADY, FAIRLY_STEADY = 0.75, 0.5
# Mean cosine to the centre: what two people say of one thing is seldom nearer than 0.7.
CLOSE, FAIRLY_CLOSE = 0.65, 0.5
# Share of the answers that are in the nearest theme too.
APART, FAIRLY_APART = 0.1, 0.3


def trust_of(suggestion, nearest: str) -> list[str]:
    """Return a word and a figure for steadiness, closeness and distinctness, where measured.

    `nearest` is what the page calls the suggestion that is most like it.
    """
    words = [_with_figure(_steadiness(suggestion.stability), suggestion.stability)]
    if suggestion.cohesion is not None:
        words.append(_with_figure(_closeness(suggestion.cohesion), suggestion.cohesion))
    if suggestion.shared is not None and nearest:
        words.append(_apartness(suggestion.shared, nearest))
    return words


def how_to_read() -> str:
    """Return how the three words are to be read, for the page that shows them."""
    return _(
        "Steady: most answers of the theme stayed together when the machine looked again "
        "(%(steady)s of 1 or more; fairly steady from %(fairly_steady)s).\n"
        "Close: what people said is much alike (%(close)s of 1 or more; fairly close from "
        "%(fairly_close)s).\n"
        "Distinct: few of its answers are also in the theme most like it (%(apart)s%% or fewer; "
        "some overlap up to %(fairly_apart)s%%).\n"
        "The bar counts each person once, by what they tell of the help; it says nothing of how "
        "they feel. Simple rules read it, in English only.\n"
        "The figures tell how the machine sorted. They do not tell whether a theme is true or "
        "important: read its answers."
    ) % {
        "steady": number_format(STEADY, 2),
        "fairly_steady": number_format(FAIRLY_STEADY, 2),
        "close": number_format(CLOSE, 2),
        "fairly_close": number_format(FAIRLY_CLOSE, 2),
        "apart": number_format(100 * APART, 0),
        "fairly_apart": number_format(100 * FAIRLY_APART, 0),
    }


def _steadiness(stability):
    if stability >= STEADY:
        return _("Steady")
    return _("Fairly steady") if stability >= FAIRLY_STEADY else _("Not steady")


def _closeness(cohesion):
    if cohesion >= CLOSE:
        return _("Close")
    return _("Fairly close") if cohesion >= FAIRLY_CLOSE else _("Loose")


def _apartness(shared, name):
    word = _("Overlaps")
    if shared <= APART:
        word = _("Distinct")
    elif shared <= FAIRLY_APART:
        word = _("Some overlap")
    return _("%(word)s: %(share)s%% shared with “%(name)s”") % {
        "word": word,
        "share": number_format(100 * shared, 0),
        "name": name,
    }


def _with_figure(word, figure):
    return _("%(word)s: %(figure)s of 1") % {"word": word, "figure": number_format(figure, 2)}
