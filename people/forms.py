"""allauth's forms without placeholders: they repeat the label, and vanish when one types."""

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp


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


class AuthenticateForm(_LabelsOnly, second_factor.AuthenticateForm):
    pass


class ReauthenticateWithCodeForm(_LabelsOnly, second_factor.ReauthenticateForm):
    pass


class ActivateTOTPForm(_LabelsOnly, totp.ActivateTOTPForm):
    pass
