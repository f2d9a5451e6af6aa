"""Makes the secret files that live outside the database and its back-ups."""

import os
import secrets
from pathlib import Path


def make_secret_file(path: Path) -> bool:
    """Write 64 random characters to `path` unless it exists; return whether it was made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # O_EXCL: two processes starting at once must not each believe in their own secret.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return True
