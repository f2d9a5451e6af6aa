"""Makes and takes back the links that partner organisations pass on."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.codes import new_code
from people.actions.audit import record_event
from people.models import Organisation
from surveys.models import Channel, Survey


TRIES = 20


@transaction.atomic
def create_link(*, survey: Survey, organisation: Organisation, label: str, by) -> Channel:
    """Make a link for one partner and one survey, with a code of its own."""
    if organisation.kind != Organisation.Kind.PARTNER:
        raise ValidationError(_("Links are for partner organisations."), code="not_a_partner")
    link = Channel(
        survey=survey,
        code=_unused_code(),
        mode=Channel.Mode.LINK,
        organisation=organisation,
        label=label.strip(),
    )
    link.full_clean()
    link.save()
    record_event(
        event="link_created",
        target=link,
        detail={"survey": str(survey.pk), "organisation": str(organisation.pk)},
        by=by,
    )
    return link


@transaction.atomic
def revoke_link(*, link: Channel, by) -> Channel:
    """Take a link back. What came through it stays counted; the code leads nowhere from now on."""
    link = Channel.objects.select_for_update().get(pk=link.pk)
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        record_event(event="link_revoked", target=link, by=by)
    return link


def _unused_code():
    # 85 million codes: a second try is rare, a twentieth means something else is wrong.
    for _attempt in range(TRIES):
        code = new_code()
        if not Channel.objects.filter(code=code).exists():
            return code
    raise RuntimeError("No unused code found; are there too many links?")
