"""A partner organisation's own page: its links, their QR codes, its counts."""

from io import BytesIO

import segno
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from partners.counts import count_links
from people.access import partner_required
from surveys.models import Channel


@partner_required
@require_safe
def partner_home(request):
    links = own_links(request).select_related("survey").order_by("survey__title", "label")
    rows = [
        {"count": count, "link": count.link, "address": address_of(request, count.link)}
        for count in count_links(links)
    ]
    return render(request, "partners/partner_home.html", {"rows": rows})


@partner_required
@require_safe
def partner_link_qr(request, link_id):
    """The link's QR code as a picture; another partner's link is not found."""
    link = get_object_or_404(own_links(request), pk=link_id, revoked_at__isnull=True)
    picture = BytesIO()
    code = segno.make(address_of(request, link), error="q", micro=False)
    code.save(picture, kind="svg", scale=8, border=4, xmldecl=False)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


def own_links(request):
    return Channel.objects.of_partners_of(request.user).filter(
        organisation=request.organisation, mode=Channel.Mode.LINK
    )


def address_of(request, link):
    return request.build_absolute_uri(reverse("partner_link", args=[link.code]))
