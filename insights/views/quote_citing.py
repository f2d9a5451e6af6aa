"""Citing an approved quote in a recommendation, and taking it out again."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from insights.actions.quotes import cite_quote, stop_citing
from insights.forms_quotes import CiteForm
from insights.quoting.citing import uses_in
from insights.views.doing import do_and_tell
from insights.views.quote_picking import quote_of
from insights.views.recommendations import address_of, recommendation_of
from people.access import staff_required
from people.roles import Permission
from surveys.models import Survey


@staff_required(Permission.WRITE_FINDINGS)
@require_POST
def quote_cite(request, quote_id):
    quote = quote_of(request, quote_id)
    form = CiteForm(request.POST, survey=Survey.objects.get(questions__answers=quote.answer_id))
    back = HttpResponseRedirect(reverse("quote_detail", args=[quote.pk]), status=303)
    if not form.is_valid():
        messages.warning(request, " ".join(form.errors["recommendation"]))
        return back
    where = form.cleaned_data["recommendation"]
    do_and_tell(
        request,
        _("The quote stands in %(where)s now.") % {"where": where.key},
        lambda: cite_quote(quote=quote, where=where, by=request.user),
    )
    return back


@staff_required(Permission.WRITE_FINDINGS)
@require_POST
def quote_uncite(request, recommendation_id, quote_id):
    """Take a quote out of a recommendation."""
    recommendation = recommendation_of(request, recommendation_id)
    use = get_object_or_404(uses_in(recommendation), quote=quote_id)
    stop_citing(quote=use.quote, where=recommendation)
    messages.success(request, _("The quote does not stand in it any more."))
    return HttpResponseRedirect(address_of(recommendation), status=303)
