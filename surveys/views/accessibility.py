"""What works for whom on these pages, how that was tested, and what does not work yet."""

from datetime import date

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe


# When its words were last held against the site. docs/accessibility.md is the long form.
REVIEWED = date(2026, 11, 25)
ADVICE_URL = "https://www.equalityadvisoryservice.com/"


@require_safe
def accessibility(request):
    context = {
        "contact": settings.ACCESSIBILITY_CONTACT,
        "reviewed": REVIEWED,
        "advice_url": ADVICE_URL,
    }
    return render(request, "surveys/accessibility.html", context)
