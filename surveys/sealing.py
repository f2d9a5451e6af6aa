"""Seals what must be unreadable to anyone but its holder: AES-256-GCM, bound to its purpose.

The associated data name the purpose and the survey version, so that a sealed text of one kind
can never be opened as another (ASVS 5.0 V9.2; NIST SP 800-38D for the 96-bit random nonce).
"""

import hashlib
import hmac
import json
import os
import zlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


NONCE_BYTES = 12
# A draft of the longest answers is far below this; a crafted one must not fill the memory.
MAX_PLAIN_BYTES = 8_000_000


class SealBroken(Exception):
    """What was to be opened is damaged, forged, of another purpose or of another version."""


def key_for(purpose: str, secret: bytes) -> bytes:
    """Return a 32-byte key for one purpose, so that no secret is used for two things."""
    return hmac.new(secret, b"consult|" + purpose.encode(), hashlib.sha256).digest()


def seal(data: dict, *, secret: bytes, purpose: str, context: str) -> bytes:
    """Return `data` as bytes that only the holder of `secret` can open, for this context only."""
    plain = zlib.compress(json.dumps(data, ensure_ascii=True).encode())
    nonce = os.urandom(NONCE_BYTES)
    associated = f"{purpose}|{context}".encode()
    return nonce + AESGCM(key_for(purpose, secret)).encrypt(nonce, plain, associated)


def unseal(sealed: bytes, *, secret: bytes, purpose: str, context: str) -> dict:
    """Return the data sealed for this purpose and context, or raise SealBroken."""
    associated = f"{purpose}|{context}".encode()
    try:
        plain = AESGCM(key_for(purpose, secret)).decrypt(
            sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], associated
        )
        return json.loads(zlib.decompressobj().decompress(plain, MAX_PLAIN_BYTES))
    except (InvalidTag, ValueError, zlib.error) as error:
        raise SealBroken(purpose) from error
