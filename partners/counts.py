"""What a partner sees of its links: how many people, in bands, and nothing else of anybody.

Counts are read when the page is opened; holding them still between two daily refreshes, so that
nobody can watch a band change, is not built yet.
"""

from dataclasses import dataclass

from django.db.models import Count

from partners.disclosure import band_of, split_of
from surveys.documents import document_of
from surveys.models import Channel, Purpose, Response
from surveys.wording import text_of


@dataclass(frozen=True)
class LinkCount:
    """One link and the people who answered through it; bands in words."""

    link: Channel
    people: object
    by_audience: dict[str, object]


def count_links(links) -> list[LinkCount]:
    """Return banded counts of each link, in one query for all of them."""
    links = list(links)
    rows = (
        Response.objects.for_purpose(Purpose.COUNT)
        .filter(channel__in=links)
        .values("channel_id", "audience")
        .annotate(people=Count("id"))
        .order_by("channel_id", "audience")
    )
    counts: dict = {link.pk: {} for link in links}
    for row in rows:
        counts[row["channel_id"]][row["audience"]] = row["people"]
    return [
        LinkCount(link, band_of(sum(counts[link.pk].values())), _split(link, counts[link.pk]))
        for link in links
    ]


def _split(link, counts):
    bands = split_of(counts)
    labels = _audience_labels(link.survey) if bands else {}
    return {labels.get(audience, audience): band for audience, band in bands.items()}


def _audience_labels(survey):
    document = document_of(str(survey.published_version().pk))
    reader = document.reader()
    return {audience.key: text_of(audience.group_label, reader) for audience in document.audiences}
