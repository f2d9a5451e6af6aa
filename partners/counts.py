"""What a partner sees of its links: how many people, in bands, and nothing else of anybody."""

from dataclasses import dataclass

from django.db.models import Count

from partners.disclosure import band_of, split_of
from surveys.models import Channel, Purpose, Response


@dataclass(frozen=True)
class LinkCount:
    """One link and the people who answered through it."""

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
        .annotate(people=Count("id", distinct=True))
        .order_by("channel_id", "audience")
    )
    counts: dict = {link.pk: {} for link in links}
    for row in rows:
        counts[row["channel_id"]][row["audience"]] = row["people"]
    return [
        LinkCount(link, band_of(sum(counts[link.pk].values())), split_of(counts[link.pk]))
        for link in links
    ]
