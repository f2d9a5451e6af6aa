"""Names and an order that hold for one export only: two files cannot be laid side by side."""

import bisect
import hashlib
import hmac
from collections.abc import Iterable

from django.conf import settings


MEMBER_BYTES = 8


class ExportKey:
    """Keyed hashes of one export. The key needs the pepper, so a file alone tells nobody's id."""

    def __init__(self, export_id: str):
        self._key = hmac.digest(
            settings.PEPPER.encode(), f"export|{export_id}".encode(), hashlib.sha256
        )

    def person(self, response_id) -> str:
        """Return the name that a response has in this file only."""
        # A letter first: some programs take the hash 12e4567890123456 for a very large number.
        return f"p{self._hash('person', response_id).hex()}"

    def place(self, answer_id) -> bytes:
        """Return what to sort an answer by: an order that knows nothing of time or ids."""
        return self._hash("place", answer_id)

    def member(self, response_id) -> bytes:
        """Return the mark by which the export is known to hold a response."""
        return self._hash("member", response_id)

    def members_of(self, response_ids: Iterable) -> bytes:
        """Return the sorted marks of all responses in the export, as one run of bytes."""
        return b"".join(sorted(self.member(response_id) for response_id in response_ids))

    def holds(self, members: bytes, response_id) -> bool:
        """Tell whether `members` has this response's mark."""
        marks, mark = _Marks(members), self.member(response_id)
        place = bisect.bisect_left(marks, mark)
        return place < len(marks) and marks[place] == mark

    def _hash(self, use, row_id):
        message = f"{use}|{row_id}".encode()
        return hmac.digest(self._key, message, hashlib.sha256)[:MEMBER_BYTES]


class _Marks:
    """A run of bytes as a sequence of marks."""

    def __init__(self, run):
        self._run = run

    def __len__(self):
        return len(self._run) // MEMBER_BYTES

    def __getitem__(self, place):
        return bytes(self._run[place * MEMBER_BYTES : (place + 1) * MEMBER_BYTES])
