"""Limits how often codes can be tried. In memory only: no address is kept, not even for a moment.

Two token buckets for each process: one for each address, found by a hash under a key that is drawn
when the process starts and never leaves it, and one for all addresses together.
"""

import hashlib
import hmac
import os
import threading
import time
from collections import OrderedDict

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _


# A whole school may stand behind one address: only wrong codes cost anything.
EACH = (20, 1 / 60)
ALL = (200, 2.0)
MOST_ADDRESSES = 10_000

TOO_MANY = _("Too many wrong codes were typed. Wait five minutes, then try again.")


class Bucket:
    """Holds so many tries, and gains more with time."""

    def __init__(self, size, per_second, now):
        self.size, self.per_second = size, per_second
        self.left, self.at = float(size), now

    def fill(self, now):
        self.left = min(self.size, self.left + (now - self.at) * self.per_second)
        self.at = now


class Tries:
    """The wrong codes of one process. `clock` is given by tests."""

    def __init__(self, *, each=EACH, together=ALL, words=TOO_MANY, clock=time.monotonic):
        self.each, self.together, self.words, self.clock = each, together, words, clock
        self.lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Begin anew, under another key."""
        self.key = os.urandom(32)
        self.all = Bucket(*self.together, self.clock())
        self.buckets = OrderedDict()

    def check(self, address: str) -> None:
        """Raise ValidationError when this address, or all together, have tried too often."""
        with self.lock:
            if min(self._of(address).left, self._all().left) < 1:
                raise ValidationError(self.words, code="too_many_tries")

    def count_wrong(self, address: str) -> None:
        """Take one try from this address and from all together."""
        with self.lock:
            self._of(address).left -= 1
            self._all().left -= 1

    def _all(self):
        self.all.fill(self.clock())
        return self.all

    def _of(self, address):
        key = hmac.new(self.key, address.encode(), hashlib.sha256).digest()
        bucket = self.buckets.setdefault(key, Bucket(*self.each, self.clock()))
        bucket.fill(self.clock())
        self.buckets.move_to_end(key)
        if len(self.buckets) > MOST_ADDRESSES:  # the limit of all together still holds
            self.buckets.popitem(last=False)
        return bucket


TRIES = Tries()


def address_of(request) -> str:
    """Return where a request came from, as the log-in limit sees it; "" through a socket file."""
    try:
        return get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        return ""
