"""Which answers of a sample a person may read blind."""

from django.db.models import QuerySet

from insights.models import AuditReading, AuditSample, Coding
from insights.quality.samples import readable_items


def blind_items(sample: AuditSample, person) -> QuerySet:
    """Return the items that `person` has read blind or still may: no code of theirs is on them."""
    items = readable_items(sample)
    if sample.onlookers.filter(person=person).exists():
        return items.filter(readings__reader=person)
    theirs = Coding.objects.filter(theme__codebook=sample.codebook_id, by=person)
    return items.exclude(
        answer__in=theirs.exclude(answer__in=_read_by(sample, person)).values("answer")
    )


def _read_by(sample, person):
    """Return answers that `person` read blind: settling them later takes nothing back."""
    rows = AuditReading.objects.filter(item__sample=sample, reader=person)
    return rows.values("item__answer")
