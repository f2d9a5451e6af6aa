"""The queue of people who asked for another way to answer. Every look at it is recorded."""

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from people.access import staff_required
from people.actions.audit import record_access
from people.roles import Permission
from surveys.actions.asking import delete_way, settle_way, wish_of
from surveys.models import WayRequest


@staff_required(Permission.ANSWER_REQUESTS)
@require_safe
def way_list(request):
    """Show what is new, the oldest first, then what was settled."""
    ways = list(_ways_of(request).select_related("survey").order_by("asked_day", "id"))
    for survey_id in {way.survey_id for way in ways}:
        shown = sum(way.survey_id == survey_id for way in ways)
        record_access(
            purpose="requests", survey_id=survey_id, view="way_list", count=shown, by=request.user
        )
    rows = [{"way": way, "wish": wish_of(way)} for way in ways]
    context = {
        "new": [row for row in rows if row["way"].done_at is None],
        "settled": [row for row in reversed(rows) if row["way"].done_at],
        "days": settings.WAY_REQUEST_DAYS,
    }
    return render(request, "insights/way_list.html", context)


@staff_required(Permission.ANSWER_REQUESTS)
@require_POST
def way_settle(request, way_id):
    settle_way(request=get_object_or_404(_ways_of(request), pk=way_id), by=request.user)
    return _back()


@staff_required(Permission.ANSWER_REQUESTS)
@require_POST
def way_delete(request, way_id):
    delete_way(request=get_object_or_404(_ways_of(request), pk=way_id), by=request.user)
    return _back()


def _ways_of(request):
    """Return the team's own requests."""
    mine = Q(survey__organisation=request.organisation)
    return WayRequest.objects.visible_to(request.user).filter(mine)


def _back():
    # 303: reload and Back then settle nothing twice.
    return HttpResponseRedirect(reverse("way_list"), status=303)
