"""Reads the environment, and says in plain words what is missing or wrong."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"", "0", "false", "no", "off"})


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    word = os.environ.get(name, "yes" if default else "no").strip().lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{name} is '{word}'. Set it to yes or no.")


def words(name: str) -> list[str]:
    return [word.strip() for word in text(name).split(",") if word.strip()]


def secret(path: Path, *, name: str, minimum: int = 32) -> str:
    """Return the secret in `path`; refuse to go on without it, never fall back."""
    try:
        value = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name} points to {path}, which cannot be read ({error.strerror}). "
            "Make it with: python manage.py make_secrets"
        ) from error
    if len(value) < minimum:
        raise ImproperlyConfigured(
            f"The secret in {path} is shorter than {minimum} characters. "
            "Make a new one with: python manage.py make_secrets"
        )
    return value
