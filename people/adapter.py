"""What django-allauth asks of us: nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Accounts are made by an administrator (people.actions.users), never by sign-up."""
        return False


class MFAAdapter(DefaultMFAAdapter):
    pass
