"""The page on which a second person releases a file, or holds it back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from insights.actions.releasing import check_export, has_fetched
from insights.disclosure import PUBLIC
from insights.exports.writers import WRITERS
from insights.forms_releasing import CheckForm
from insights.models import DisclosureCheck, Export
from people.access import staff_required
from people.roles import Permission


@staff_required(Permission.EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def export_check(request, export_id):
    exports = Export.objects.visible_to(request.user).filter(
        survey__organisation=request.organisation
    )
    export = get_object_or_404(exports.standing().select_related("survey"), pk=export_id)
    if not WRITERS[export.kind].is_public:
        raise Http404
    back = reverse("export_list", args=[export.survey.slug])
    form = CheckForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            check = check_export(export=export, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            is_released = check.result == DisclosureCheck.Result.RELEASED
            told = _("The file is released.") if is_released else _("The file is held back.")
            messages.success(request, told)
            return HttpResponseRedirect(back, status=303)
    context = {
        "survey": export.survey,
        "export": export,
        "form": form,
        "back": back,
        "rules": PUBLIC,
        "hidden": export.manifest.get("suppressed_cells", 0),
        "is_requester": export.requested_by_id == request.user.pk,
        "has_fetched": has_fetched(export, request.user),
    }
    return render(request, "insights/export_check.html", context)
