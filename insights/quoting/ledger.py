"""Where quotes have been used, and who has files with words that may no longer be shown."""

from collections import defaultdict

from django.db.models import Q

from insights.models import Export, Quote, QuoteUse, Recommendation
from people.models import AuditEvent, User
from surveys.models import Survey


def uses_of(quote: Quote) -> list[dict]:
    """Return where a quote has been used, the newest first."""
    return told_of(quote.uses.select_related("by").order_by("-at", "pk"))


def files_to_tell_of(survey: Survey) -> list[dict]:
    """Return the files that hold words which may no longer be shown, with who fetched each.

    Only that somebody took something back is told, never who or which words.
    """
    gone = Q(quote__isnull=True) | Q(quote__in=Quote.objects.not_allowed())
    uses = QuoteUse.objects.filter(gone, survey=survey, place=QuoteUse.Place.EXPORT)
    newest = {use.place_id: use for use in uses.select_related("by").order_by("at", "pk")}
    return told_of(list(newest.values())[::-1])


def told_of(uses) -> list[dict]:
    """Return uses with what each is of and who has it; a few queries, however many uses."""
    uses = list(uses)
    files = [use.place_id for use in uses if use.place == QuoteUse.Place.EXPORT]
    exports = {str(each.pk): each for each in Export.objects.defer("members").filter(pk__in=files)}
    others = [use.place_id for use in uses if use.place == QuoteUse.Place.RECOMMENDATION]
    known = Recommendation.objects.filter(pk__in=others)
    recommendations = {str(each.pk): each for each in known}
    fetched = _fetched(files)
    return [
        {
            "use": use,
            "export": exports.get(use.place_id),
            "recommendation": recommendations.get(use.place_id),
            "fetched": fetched.get(use.place_id, ()),
        }
        for use in uses
    ]


def _fetched(files) -> dict[str, list[dict]]:
    """Return {file: who downloaded it and when}; somebody who has left is named by their id."""
    events = AuditEvent.objects.filter(event="export downloaded", target_id__in=files)
    events = list(events.order_by("at"))
    people = User.objects.in_bulk({event.actor_id for event in events if event.actor_id})
    names = {str(pk): str(person) for pk, person in people.items()}
    found = defaultdict(list)
    for event in events:
        found[event.target_id].append(
            {"who": names.get(event.actor_id, event.actor_id), "at": event.at}
        )
    return dict(found)
