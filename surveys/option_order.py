"""In which order options are shown, where a survey lets it differ from person to person.

A person is given one of a few orders when they begin, and keeps it. There are so few that an order
points at nobody, and enough that each option stands everywhere about as often. An analyst can make
an order again: the options that move are sorted by sha256("order|question|code"), those that do
not keep their places.
"""

import hashlib
import secrets
from collections.abc import Collection, Sequence


ORDERS = 100
# What stands last and means nothing else: a list where it moves about is hard to use.
ALWAYS_PINNED = frozenset(
    {
        "other",
        "something_else",
        "someone_else",
        "none",
        "not_sure",
        "dont_know",
        "prefer_not",
        "prefer_not_to_say",
    }
)


def draw_order() -> int:
    """Return the number of one order."""
    return secrets.randbelow(ORDERS)


def shown_order(codes: Sequence[str], *, pinned: Collection[str], key: str, order: int) -> list:
    """Return the codes as one order shows them; pinned ones keep their places.

    Examples
    --------
    >>> shown_order(["tea", "milk", "juice", "other"], pinned={"other"}, key="drink", order=3)
    ['juice', 'tea', 'milk', 'other']
    """
    moving = sorted(
        (code for code in codes if code not in pinned),
        key=lambda code: hashlib.sha256(f"{order}|{key}|{code}".encode()).digest(),
    )
    places = iter(moving)
    return [code if code in pinned else next(places) for code in codes]
