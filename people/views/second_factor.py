"""Setting up the second factor: allauth's page, which here also counts as having proved it."""

import segno
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView

from people.actions.audit import record_event


QUIET_ZONE = 4  # white squares around the code, as its standard asks


class ActivateView(ActivateTOTPView):
    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        # Drawn in the page itself: allauth's own picture is a data: address, which the content
        # security policy refuses, and one with an address of its own would show a secret twice.
        rows = list(segno.make(context["totp_url"], micro=False).matrix_iter(border=QUIET_ZONE))
        context["qr"] = {"size": len(rows), "path": "".join(_squares(rows))}
        return context

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


def _squares(rows):
    """Yield the path of each dark square; lines one unit apart."""
    for y, row in enumerate(rows):
        yield from (f"M{x} {y}h1v1h-1z" for x, is_dark in enumerate(row) if is_dark)


activate_totp = ActivateView.as_view()
