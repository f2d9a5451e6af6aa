"""The quotes that stand in a recommendation, as they may be shown at this moment."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model

from insights.models import Quote, QuoteUse
from insights.quoting.reading import Shown, shown_quotes, with_parts
from people.actions.audit import record_access
from surveys.models import Purpose, Survey


@dataclass(frozen=True)
class Cited:
    """What is shown of the quotes in a row, and how many were taken out of it by permission."""

    shown: tuple[Shown, ...] = ()
    gone: int = 0


def uses_in(where: Model):
    """Return the notes of quotes that stand in a row such as a Recommendation."""
    place = QuoteUse.Place(type(where).__name__.lower())
    return QuoteUse.objects.filter(place=place, place_id=str(where.pk))


@transaction.atomic
def quotes_in(where: Model, *, survey: Survey, by) -> Cited:
    """Return the quotes that stand in a row and may be used now, and record that `by` reads them.

    What may not is counted, so that a gap is seen; a withdrawn one can no longer be told.
    """
    ids = list(uses_in(where).values_list("quote", flat=True))
    if not ids:
        return Cited()
    rows = with_parts(Quote.objects.usable().filter(pk__in=[pk for pk in ids if pk]))
    shown = tuple(shown_quotes(rows.order_by("kind", "pk"), survey=survey))
    if shown:
        record_access(
            purpose=Purpose.QUOTE,
            survey_id=survey.pk,
            view=type(where).__name__.lower(),
            count=len(shown),
            by=by,
        )
    return Cited(shown, len(ids) - len(shown))
