"""Setting up the second factor: allauth's page, which here also counts as having proved it."""

from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from csp.decorators import csp_update

from people.actions.audit import record_event


class ActivateView(ActivateTOTPView):
    def form_valid(self, form):
        response = super().form_valid(form)
        # The code just typed proves the factor for this session; every other one must prove it too.
        authenticator = Authenticator.objects.get(
            user=self.request.user, type=Authenticator.Type.TOTP
        )
        post_authentication(self.request, authenticator)
        self.request.session.cycle_key()
        record_event(
            event="second_factor_activated", target=self.request.user, by=self.request.user
        )
        return response


# The QR code is an image inside the page's own address, allowed on this page alone.
activate_totp = csp_update({"img-src": ["data:"]})(ActivateView.as_view())
