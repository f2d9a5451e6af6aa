"""The words that receipts are made of, and how what somebody typed is read as such words.

The list is the EFF's long list of 7,776 English words, as a package carries it, without the words
of receipt_words_left_out.txt. No word of it begins with another, so that six words written in one
piece can still be told apart.
"""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path


COUNT = 6
LEFT_OUT = Path(__file__).with_name("receipt_words_left_out.txt")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LONGEST = 12  # a slip in anything longer is not looked for: no word of the list has ten letters
_BETWEEN = re.compile(r"[^\w]+|_+")


@cache
def receipt_words() -> tuple[str, ...]:
    """Return every word a receipt may have, in the list's own order."""
    listed = files("xkcdpass").joinpath("static/eff-long").read_text(encoding="ascii").split()
    return tuple(word for word in listed if word not in left_out())


@cache
def left_out() -> dict[str, str]:
    """Return the words no receipt uses, each with the kind of reason."""
    lines = LEFT_OUT.read_text(encoding="ascii").splitlines()
    return dict(line.split() for line in lines if not line.startswith("#"))


@cache
def _known() -> frozenset[str]:
    return frozenset(receipt_words())


def words_of_number(number: int) -> str:
    """Return the six words that stand for a number, read in the base of the list's length."""
    words, chosen = receipt_words(), []
    for _ in range(COUNT):
        number, place = divmod(number, len(words))
        chosen.append(words[place])
    return " ".join(chosen)


def exact_words(typed: str) -> str | None:
    """Return the six words that were typed, whatever stands between them, or None."""
    rest, found = "".join(_pieces(typed)), []
    while rest and len(found) < COUNT:
        # No word begins with another, so that at most one fits.
        word = next((rest[:end] for end in range(3, 10) if rest[:end] in _known()), None)
        if word is None:
            return None
        found.append(word)
        rest = rest[len(word) :]
    return " ".join(found) if not rest and len(found) == COUNT else None


def nearest_words(typed: str) -> str | None:
    """Return the six words that were meant: each typed right, or with one slip.

    A slip is one letter wrong, missing or too many, or two neighbours swapped. It is forgiven only
    where a single word of the list is that near, so that nothing is ever guessed.
    """
    pieces = _pieces(typed)
    if len(pieces) != COUNT:
        return None
    found = [_nearest(piece) for piece in pieces]
    return " ".join(found) if all(found) else None


def _pieces(typed):
    return [piece for piece in _BETWEEN.split(typed.lower()) if piece]


def _nearest(piece):
    if piece in _known():
        return piece
    near = _one_slip_away(piece) & _known() if len(piece) <= LONGEST else ()
    return next(iter(near)) if len(near) == 1 else ""


def _one_slip_away(piece):
    cuts = [(piece[:place], piece[place:]) for place in range(len(piece) + 1)]
    missing = {left + letter + right for left, right in cuts for letter in LETTERS}
    wrong = {left + letter + right[1:] for left, right in cuts if right for letter in LETTERS}
    extra = {left + right[1:] for left, right in cuts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    return missing | wrong | extra | swapped
