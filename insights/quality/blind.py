"""Which answers of a sample a person may read blind."""

from django.db.models import Q, QuerySet

from insights.models import AnswerReading, AuditReading, AuditSample, Coding
from insights.quality.samples import readable_items


def blind_items(sample: AuditSample, person) -> QuerySet:
    """Return the items that `person` has read blind, or still may.

    Nobody reads blind what they sorted themselves. What somebody read blind stays theirs when they
    sort or settle it afterwards.
    """
    kept = AuditReading.objects.filter(item__sample=sample, reader=person).values("item")
    items = readable_items(sample)
    if sample.onlookers.filter(person=person).exists():
        return items.filter(pk__in=kept)
    mine = [
        Coding.objects.filter(theme__codebook=sample.codebook_id, by=person),
        AnswerReading.objects.filter(codebook=sample.codebook_id, by=person),
    ]
    sorted_first = Q(answer__in=mine[0].values("answer")) | Q(answer__in=mine[1].values("answer"))
    return items.filter(Q(pk__in=kept) | ~sorted_first)
