"""Addresses of the quality pages; insights/urls.py includes them."""

from django.urls import path

from insights.views import quality, quality_reading


urlpatterns = [
    path("questions/<uuid:question_id>/quality/", quality.quality, name="quality"),
    path("questions/<uuid:question_id>/quality/draw/", quality.audit_draw, name="audit_draw"),
    path("audits/<uuid:sample_id>/", quality.audit, name="audit"),
    path("audits/<uuid:sample_id>/groups/", quality.audit_groups, name="audit_groups"),
    path("audits/<uuid:sample_id>/read/", quality_reading.audit_read, name="audit_read"),
    path(
        "audits/<uuid:sample_id>/disputes/",
        quality_reading.audit_disputes,
        name="audit_disputes",
    ),
    path("audit-items/<uuid:item_id>/settle/", quality_reading.audit_settle, name="audit_settle"),
]
