"""Finds odd words that teach nothing about what people share: slips of the hand, mostly."""

from collections import Counter
from collections.abc import Sequence

from insights.engine.keys import key_of


SHORT = 2  # words at most
MOST = 0.05  # of all statements: where more are like this, people answer in single words


def odd_places(texts: Sequence[str]) -> list[int]:
    """Return the places of texts of one or two words of which no other text has any.

    None when they are more than one in twenty: then single words are what there is to learn from.

    Examples
    --------
    >>> odd_places(["Nobody rang", "Nobody came", "Noething"] + ["They rang us back"] * 20)
    [2]
    """
    words = [set(key_of(text).split()) for text in texts]
    uses = Counter(word for each in words for word in each)
    odd = [
        place
        for place, said in enumerate(words)
        if len(said) <= SHORT and all(uses[word] == 1 for word in said)
    ]
    return odd if len(odd) <= MOST * len(texts) else []
