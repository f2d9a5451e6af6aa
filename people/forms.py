"""allauth's forms without placeholders: they repeat the label, and vanish when one types."""

from allauth.account import forms as account
from allauth.mfa import app_settings as mfa
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second_factor
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from django.core.cache import cache


class _LabelsOnly:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LoginForm(_LabelsOnly, account.LoginForm):
    pass


class ReauthenticateForm(_LabelsOnly, account.ReauthenticateForm):
    pass


class ChangePasswordForm(_LabelsOnly, account.ChangePasswordForm):
    pass


class _CodeWorksOnce:
    """Refuses a code of the app that was used before, for as long as a clock would let it in.

    allauth itself forgets it after one step of the clock, and a code lives for the steps beside its
    own too (MFA_TOTP_TOLERANCE).
    """

    def clean_code(self):
        code = super().clean_code()
        if self.authenticator.type != Authenticator.Type.TOTP:
            return code
        lives = (2 * mfa.TOTP_TOLERANCE + 1) * mfa.TOTP_PERIOD
        key = f"second factor code used:{self.user.pk}:{''.join(filter(str.isdigit, code))}"
        if not cache.add(key, True, timeout=lives):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(_CodeWorksOnce, _LabelsOnly, second_factor.AuthenticateForm):
    pass


class ReauthenticateWithCodeForm(_CodeWorksOnce, _LabelsOnly, second_factor.ReauthenticateForm):
    pass


class ActivateTOTPForm(_LabelsOnly, totp.ActivateTOTPForm):
    pass
