"""Receipt codes: how a person finds their answers again without giving a name.

26 characters of Crockford's base 32 hold 130 random bits (ASVS 5.0 V11.5.1 asks for 128), and a
27th checks them for slips. The database keeps only a keyed hash, under a key outside it.
"""

import hashlib
import hmac

from django.conf import settings


# Crockford's base 32 leaves out I, L, O and U; his check symbols add five more for mod 37.
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
    digest = hmac.new(_pepper(), b"receipt|" + secret, hashlib.sha256).digest()
    number = int.from_bytes(digest, "big") >> (256 - LENGTH * 5)
    body = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(LENGTH)))
    return grouped(body + CHECK_ALPHABET[number % 37])


def submission_key_for(secret: bytes) -> str:
    """Return the unique key that makes sending idempotent."""
    return hmac.new(_pepper(), b"submission|" + secret, hashlib.sha256).hexdigest()


def receipt_hmac_of(code: str) -> str:
    """Return the hash a receipt is stored under, whatever the spaces, hyphens and capitals."""
    return hmac.new(_pepper(), b"stored|" + plain(code).encode(), hashlib.sha256).hexdigest()


def plain(code: str) -> str:
    """Return the code as stored: no spaces or hyphens, capitals, I and L read as 1, O as 0."""
    return code.translate(SPACES).upper().translate(MISREAD)


def is_well_formed(code: str) -> bool:
    """Tell whether the code could be one of ours; a slip of one character is always noticed."""
    text = plain(code)
    if len(text) != LENGTH + 1 or any(letter not in ALPHABET for letter in text[:-1]):
        return False
    number = 0
    for letter in text[:-1]:
        number = number * 32 + ALPHABET.index(letter)
    return CHECK_ALPHABET[number % 37] == text[-1]


def grouped(code: str) -> str:
    """Return the code in groups that can be read aloud and copied by hand."""
    parts, start = [], 0
    for size in GROUPS:
        parts.append(code[start : start + size])
        start += size
    return "-".join(parts)


def _pepper():
    return settings.PEPPER.encode()
