"""Releases files that may be published, or holds them back: a second person decides (SDC-8)."""

from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from insights.disclosure import PUBLIC
from insights.exports.writers import WRITERS
from insights.models import DisclosureCheck, Export
from people.actions.audit import record_event
from people.models import AuditEvent


@transaction.atomic
def check_export(*, export: Export, result: str, note: str = "", by) -> DisclosureCheck:
    """Record what a second person decided on a file, and by which rules its figures were hidden.

    Raises ValidationError unless this person fetched the file, which somebody else asked for.
    """
    export = Export.objects.select_for_update(no_key=True).get(pk=export.pk)
    _check_may(export, by)
    if result not in DisclosureCheck.Result.values:
        raise ValidationError({"result": _("Say whether the file is released.")})
    if result == DisclosureCheck.Result.HELD_BACK and not note.strip():
        raise ValidationError({"note": _("Say why it is held back, so that it can be mended.")})
    check = DisclosureCheck.objects.create(
        output=export,
        checker=by,
        rules=asdict(PUBLIC),
        hidden_cells=export.manifest.get("suppressed_cells", 0),
        result=result,
        note=note.strip(),
    )
    record_event(event=f"export {result}", target=export, by=by)
    return check


def _check_may(export, by):
    if not WRITERS[export.kind].is_public:
        raise ValidationError(_("This kind of file is never published."), code="not_public")
    if not Export.objects.downloadable().filter(pk=export.pk).exists():
        raise ValidationError(_("The file is not there any more. Make a new one."), code="gone")
    if DisclosureCheck.objects.filter(output=export).exists():
        raise ValidationError(_("This file has been decided on already."), code="decided")
    if export.requested_by_id == by.pk:
        raise ValidationError(
            _("Another person than who asked for the file has to check it."), code="same_person"
        )
    if not has_fetched(export, by):
        raise ValidationError(_("Download the file and read it first."), code="not_read")


def has_fetched(export: Export, person) -> bool:
    """Tell whether this person was given the file."""
    return AuditEvent.objects.filter(
        event="export downloaded", target_id=str(export.pk), actor_id=str(person.pk)
    ).exists()
