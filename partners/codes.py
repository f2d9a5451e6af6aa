"""Codes of partner links: short enough to type from a poster, with no look-alike characters."""

import secrets


# No 0 O, 1 I L, 2 Z, 5 S, 8 B, U V: each is read or written as another. No vowels: no words.
ALPHABET = "34679CDFGHJKMNPQRTWXY"
LENGTH = 6


def new_code() -> str:
    """Return a random code. It is attribution only: a guessed one opens nothing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def typed_code_of(text: str) -> str:
    """Return a code as people type it: any case, with spaces or hyphens."""
    return text.replace("-", "").replace(" ", "").upper()
