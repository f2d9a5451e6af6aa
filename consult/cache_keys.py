"""Cache keys that name nobody: the log-in limit counts by address, which must not be readable."""

import hashlib
import hmac

from django.conf import settings


def hashed_key(key, key_prefix, version):
    """Return a keyed hash of a cache key, under the pepper that lies outside the database."""
    name = f"cache|{key_prefix}|{version}|{key}"
    return hmac.new(settings.PEPPER.encode(), name.encode(), hashlib.sha256).hexdigest()
