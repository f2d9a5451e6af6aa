"""Where a partner's short link leads: to the survey, and never anywhere else."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from partners.codes import typed_code_of
from surveys.models import Channel, Survey


@require_safe
def partner_link(request, code):
    """Go to the survey with the code kept; an unknown or old code gets a way on."""
    channels = Channel.objects.live().select_related("survey")
    channel = channels.with_code(typed_code_of(code)).filter(mode=Channel.Mode.LINK).first()
    if channel is None:
        surveys = Survey.objects.open().order_by("title")
        return render(request, "partners/partner_link.html", {"surveys": surveys}, status=404)
    address = reverse("survey_start", args=[channel.survey.slug])
    response = HttpResponseRedirect(f"{address}?{urlencode({'via': channel.code})}")
    response.status_code = 303
    return response
