"""Six words that open a half-filled survey on another device (decision record 0012).

The words are derived from the browser's own key, under a key domain of their own, so that pressing
the button again gives the same words with nothing kept in between. The row then also holds that key
wrapped under one that is stretched from the words. Who has the database sees neither.
"""

import base64
import hashlib
import hmac

from django.conf import settings

from surveys.models import Draft
from surveys.receipt_words import exact_words, nearest_words, words_of_number
from surveys.sealing import SealBroken, seal, unseal


PURPOSE = "come back"
# About 50 ms and 16 MB a try: what the 76 bits of the words lack to be tried out offline by
# somebody who has both the database and the pepper.
STRETCH = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}


def words_for(secret: bytes) -> str:
    """Return the six words of the draft that this secret opens."""
    return words_of_number(int.from_bytes(_keyed(b"words|" + secret), "big"))


def words_in(typed: str) -> str | None:
    """Return the six words that were typed, with small slips mended, or None."""
    return exact_words(typed) or nearest_words(typed)


def by_words(secret: bytes, *, context: str) -> dict:
    """Return what lets the words of this secret find and open its row."""
    key = _stretched(words_for(secret))
    data = {"secret": base64.b64encode(secret).decode()}
    wrapped = seal(data, secret=key, purpose=PURPOSE, context=context)
    return {"words_hash": _row_hash(key), "wrapped_secret": wrapped}


def secret_for(words: str) -> bytes | None:
    """Return the secret of the draft with these words; None for wrong, used and expired ones."""
    key = _stretched(words)
    row = Draft.objects.waiting().filter(words_hash=_row_hash(key)).first()
    if row is None:
        return None
    context = str(row.version_id)
    try:
        data = unseal(bytes(row.wrapped_secret), secret=key, purpose=PURPOSE, context=context)
    except SealBroken:
        return None
    return base64.b64decode(data["secret"])


def _stretched(words):
    return hashlib.scrypt(words.encode(), salt=_keyed(b"salt"), **STRETCH)


def _row_hash(key):
    return hmac.new(key, b"consult|come back|row", hashlib.sha256).hexdigest()


def _keyed(text):
    pepper = settings.PEPPER.encode()
    return hmac.new(pepper, b"come back|" + text, hashlib.sha256).digest()
