"""Encrypted drafts, and formtools' storage on top of them.

The browser's cookie holds 32 random bytes. Their hash finds the row; the bytes open it. We keep
neither, so a draft at rest is unreadable to us. A GET never makes a row or a cookie.
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from formtools.wizard.storage.base import BaseStorage

from surveys.actions.drafts import (
    delete_draft,
    delete_draft_unless_saved,
    end_draft,
    save_draft,
    save_to_come_back,
)
from surveys.come_back import by_words
from surveys.documents import slug_of
from surveys.models import Draft
from surveys.option_order import draw_order
from surveys.sealing import SealBroken, seal, unseal
from surveys.walked import begin_at, counts_between, go_on, sent


SECRET_BYTES = 32
PURPOSE = "draft"
SAVED_AT = "saved_at"
WALKED = "walked"


@dataclass
class OpenDraft:
    """A draft as the wizard sees it: the secret, the version it was begun on, and its content."""

    secret: bytes
    version_id: str
    data: dict = field(default_factory=dict)
    was_idle: bool = False
    counts: list = field(default_factory=list)  # how far its person has come since it was opened

    def begin(self, step: str, *, audience: str) -> None:
        self._walk(begin_at(step, audience=audience))

    def go_on(self, *, audience: str, done: str, to: str) -> None:
        self._walk(go_on(self._walked, audience=audience, done=done, to=to))

    def end(self) -> None:
        self._walk(sent(self._walked))

    @property
    def _walked(self):
        return self.data["extra_data"].get(WALKED, {})

    def _walk(self, walked):
        self.counts = counts_between(self._walked, walked)
        self.data["extra_data"][WALKED] = walked


def new_draft(version, *, via: str = "") -> OpenDraft:
    """Return a fresh draft with a secret of its own; nothing is stored until it is saved."""
    extra = {"via": via, "order": draw_order()}
    data = {"step": None, "step_data": {}, "step_files": {}, "extra_data": extra}
    return OpenDraft(secrets.token_bytes(SECRET_BYTES), str(version.pk), data)


def token_hash_of(secret: bytes) -> str:
    return hashlib.sha256(b"consult|draft-row|" + secret).hexdigest()


def secret_from_cookie(request) -> bytes | None:
    """Return the secret in the cookie, or None when there is none or it is not ours."""
    try:
        secret = base64.urlsafe_b64decode(request.COOKIES.get(settings.DRAFT_COOKIE_NAME, ""))
    except ValueError:
        return None
    return secret if len(secret) == SECRET_BYTES else None


def open_draft(request, *, slug: str) -> OpenDraft | None:
    """Return this browser's draft of the survey `slug`, or None. A damaged one counts as none.

    One idle for longer than promised is still opened while its row stands: whoever holds the key
    has come back. The sweep (surveys.actions.drafts.purge_expired) removes the rows of the rest.
    """
    secret = secret_from_cookie(request)
    return open_with(secret, slug=slug) if secret is not None else None


def open_with(secret: bytes, *, slug: str) -> OpenDraft | None:
    """Return the draft of the survey `slug` that this secret opens, or None."""
    row = Draft.objects.row_of(token_hash_of(secret))
    if row is None:
        return None
    version, ciphertext, is_idle = row
    context = str(version)
    # A survey goes back to being written never, so a draft is always of one that has been opened.
    if slug_of(context) != slug:
        return None
    try:
        data = unseal(ciphertext, secret=secret, purpose=PURPOSE, context=context)
    except SealBroken:
        return None
    return OpenDraft(secret, context, data, was_idle=is_idle)


def keep_draft(draft: OpenDraft) -> None:
    """Store the draft, encrypted, for another day of idleness; for 14 where it was saved."""
    save_draft(
        token_hash=token_hash_of(draft.secret),
        version_id=draft.version_id,
        ciphertext=_sealed(draft),
        expires_at=timezone.now() + _time_of(draft),
        counts=draft.counts,
    )


def keep_to_come_back(draft: OpenDraft, *, step: str) -> bool:
    """Store the draft for who comes back with its words, to go on at `step`.

    Returns False when it is gone: sent, or left, in another tab.
    """
    draft.data["extra_data"][SAVED_AT] = step
    return save_to_come_back(
        token_hash=token_hash_of(draft.secret),
        ciphertext=_sealed(draft),
        expires_at=timezone.now() + _time_of(draft),
        **by_words(draft.secret, context=draft.version_id),
    )


def _sealed(draft):
    return seal(draft.data, secret=draft.secret, purpose=PURPOSE, context=draft.version_id)


def _time_of(draft):
    if SAVED_AT in draft.data["extra_data"]:
        return timedelta(days=settings.SAVED_DAYS)
    return timedelta(hours=settings.DRAFT_IDLE_HOURS)


def set_draft_cookie(response, draft: OpenDraft) -> None:
    """Hand the key to the browser, for this browser session only."""
    # Where the same answer took an older key away, "max-age=0" would stay and take this one too.
    response.cookies.pop(settings.DRAFT_COOKIE_NAME, None)
    response.set_cookie(
        settings.DRAFT_COOKIE_NAME,
        base64.urlsafe_b64encode(draft.secret).decode(),
        max_age=None,
        path="/",
        secure=settings.DRAFT_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def forget_draft(request, response) -> None:
    """Remove the row and the cookie, whatever state they are in."""
    secret = secret_from_cookie(request)
    if secret is not None:
        delete_draft(token_hash=token_hash_of(secret))
    forget_cookie(request, response)


def finish_draft(request, response, draft: OpenDraft) -> None:
    """Remove the row and the cookie of a draft that was sent, and count that it was."""
    draft.end()
    end_draft(
        token_hash=token_hash_of(draft.secret), version_id=draft.version_id, counts=draft.counts
    )
    forget_cookie(request, response)


def put_draft_aside(request, response) -> None:
    """Remove the cookie, and the row unless somebody saved it to come back."""
    secret = secret_from_cookie(request)
    if secret is not None:
        delete_draft_unless_saved(token_hash=token_hash_of(secret))
    forget_cookie(request, response)


def forget_cookie(request, response) -> None:
    """Let this browser forget the key."""
    if settings.DRAFT_COOKIE_NAME in request.COOKIES:
        response.set_cookie(
            settings.DRAFT_COOKIE_NAME,
            "",
            max_age=0,
            path="/",
            secure=settings.DRAFT_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )


class DraftStorage(BaseStorage):
    """formtools' storage over a draft. Reading never writes; only a POST that changed data does."""

    def __init__(self, prefix, request=None, file_storage=None):
        super().__init__(prefix, request, file_storage)
        self.draft = request.draft
        self.data = self.draft.data
        self.has_changes = False

    def set_step_data(self, step, cleaned_data):
        super().set_step_data(step, cleaned_data)
        # Data of the wire must not be kept beside the answers: the token is the cookie's business.
        self.data[self.step_data_key][step].pop("csrfmiddlewaretoken", None)
        self.has_changes = True

    def update_response(self, response):
        """Write the row, once, when a POST changed what it holds."""
        super().update_response(response)
        if self.has_changes and self.request.method == "POST":
            keep_draft(self.draft)
