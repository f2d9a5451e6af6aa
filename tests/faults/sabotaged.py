"""The site with one promise broken on purpose, for proving that the storm's judge turns red.

gunicorn loads this instead of consult.wsgi; SABOTAGE says which promise. Never part of the site.
"""

import os
import secrets
import threading
import time

from consult.wsgi import application
from surveys.actions.response import Submission, submit_response
from surveys.receipts import receipt_for
from surveys.views import steps


# Wide enough for a kill to fall into it.
GAP_SECONDS = 1.0


def ack_before_commit(*, secret, **arguments):
    """Say thank you first and store a moment later."""

    def store_later():
        time.sleep(GAP_SECONDS)
        submit_response(secret=secret, **arguments)

    threading.Thread(target=store_later, daemon=True).start()
    return Submission("", receipt_for(secret), is_new=True, is_same=True)


def no_unique(*, secret, **arguments):
    """Store under a new key each time, so that a retry is another person."""
    submission = submit_response(secret=secrets.token_bytes(32), **arguments)
    time.sleep(GAP_SECONDS)
    return submission


steps.submit_response = {"ack_before_commit": ack_before_commit, "no_unique": no_unique}[
    os.environ["SABOTAGE"]
]

__all__ = ["application"]
