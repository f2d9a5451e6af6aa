"""What django-allauth asks of us: nobody signs up alone, sessions start a clock, secrets seal."""

import base64
import secrets

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from people.sessions import start_session_clock


NONCE_BYTES = 12


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Accounts are made by an administrator (people.actions.users), never by sign-up."""
        return False

    def login(self, request, user):
        super().login(request, user)
        start_session_clock(request.session)


class MFAAdapter(DefaultMFAAdapter):
    """Keeps the second factor's secrets sealed: a copy of the database alone cannot sign in."""

    def encrypt(self, text):
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = AESGCM(_second_factor_key()).encrypt(nonce, text.encode(), None)
        return base64.b64encode(nonce + sealed).decode("ascii")

    def decrypt(self, encrypted_text):
        sealed = base64.b64decode(encrypted_text)
        key = AESGCM(_second_factor_key())
        return key.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None).decode()


def _second_factor_key():
    # The pepper is a file outside the database; its own purpose word keeps this key apart.
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"second factor secrets")
    return derive.derive(settings.PEPPER.encode())
