"""Receipts: how a person finds their answers again without giving a name.

Six ordinary words, which can be read out, written down and typed by a child. About 76 bits: too few
for a hash that anyone could try out, enough where every try has to be made on this site (decision
record 0011). The database keeps only a keyed hash, under a key outside it.

Receipts given before were 27 characters of base 32. They are still read, and always will be.
"""

import hashlib
import hmac

from django.conf import settings

from surveys.receipt_words import exact_words, nearest_words, words_of_number


# Of the older receipts: Crockford's base 32 leaves out I, L, O and U; his check symbols add five
# more for mod 37.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK_ALPHABET = ALPHABET + "*~$=U"
LENGTH = 26
GROUPS = (4, 4, 4, 4, 4, 4, 3)
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
SPACES = str.maketrans("", "", " -\t\n\r\u00a0\u2010\u2011\u2012\u2013\u2014\u2212")


def receipt_for(secret: bytes) -> str:
    """Return the receipt that belongs to one draft's secret.

    Derived, not drawn: a second press of Send, or a retry after a cut connection, gives the same
    receipt with nothing kept in between. The pepper keeps the browser's cookie from being enough.
    """
    digest = hmac.new(_pepper(), b"receipt words|" + secret, hashlib.sha256).digest()
    # 256 bits for 76: no word gains as much as one part in 2^170 on another.
    return words_of_number(int.from_bytes(digest, "big"))


def receipts_for(secret: bytes) -> tuple[str, str]:
    """Return the receipt of this secret, and the one it would have had before there were words."""
    return receipt_for(secret), older_receipt_for(secret)


def receipt_kept_as(stored: str, *, secret: bytes) -> str:
    """Return the receipt that the response with this stored hash was given."""
    receipt, older = receipts_for(secret)
    return older if hmac.compare_digest(receipt_hmac_of(older), stored) else receipt


def older_receipt_for(secret: bytes) -> str:
    """Return the 27 characters that this secret gave before receipts were words."""
    digest = hmac.new(_pepper(), b"receipt|" + secret, hashlib.sha256).digest()
    number = int.from_bytes(digest, "big") >> (256 - LENGTH * 5)
    body = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(LENGTH)))
    return grouped(body + CHECK_ALPHABET[number % 37])


def submission_key_for(secret: bytes) -> str:
    """Return the unique key that makes sending idempotent."""
    return hmac.new(_pepper(), b"submission|" + secret, hashlib.sha256).hexdigest()


def receipt_hmac_of(code: str) -> str:
    """Return the hash a receipt is stored under, whatever the spaces, capitals and small slips."""
    return hmac.new(_pepper(), b"stored|" + plain(code).encode(), hashlib.sha256).hexdigest()


def plain(code: str) -> str:
    """Return the code as it was hashed: six words, or the 27 characters of an older receipt."""
    # Slips come last: they must never turn a code that is right as it stands into another.
    older = _older(code)
    words = exact_words(code) or (None if _is_older(older) else nearest_words(code))
    return words or older


def is_well_formed(code: str) -> bool:
    """Tell whether the code could be one of ours."""
    text = plain(code)
    return exact_words(text) is not None or _is_older(text)


def grouped(code: str) -> str:
    """Return an older code in groups that can be read aloud and copied by hand."""
    parts, start = [], 0
    for size in GROUPS:
        parts.append(code[start : start + size])
        start += size
    return "-".join(parts)


def _older(code):
    return code.translate(SPACES).upper().translate(MISREAD)


def _is_older(text):
    if len(text) != LENGTH + 1 or any(letter not in ALPHABET for letter in text[:-1]):
        return False
    number = 0
    for letter in text[:-1]:
        number = number * 32 + ALPHABET.index(letter)
    return CHECK_ALPHABET[number % 37] == text[-1]


def _pepper():
    return settings.PEPPER.encode()
