"""All quotes of a survey on one page: paged by key, how they balance, and where each is used.

Every query goes from the quotes, of which there are few, to the answers, of which there are many.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from insights.models import Quote, QuoteUse, Theme
from insights.quoting.balance import KINDS
from insights.quoting.ledger import told_of
from surveys.models import Question, Survey
from surveys.titles import QuestionTitle


SIZE = 20
_BETWEEN = "_"


@dataclass(frozen=True)
class Page:
    """Some quotes in order, and the key after which the next page begins; "" at the end."""

    rows: list[Quote]
    after: str = ""


def page_of(quotes, after: str) -> Page:
    """Return the page after a key, the newest quotes first; the first page for what is no key."""
    ordered = quotes.order_by("-picked_at", "-pk")
    place = _place_in(after)
    if place:
        at, pk = place
        ordered = ordered.filter(Q(picked_at__lt=at) | Q(picked_at=at, pk__lt=pk))
    rows = list(ordered[: SIZE + 1])
    is_last = len(rows) <= SIZE
    return Page(rows[:SIZE], "" if is_last else _key_of(rows[SIZE - 1]))


def states_of(quotes, address: str, wanted: dict) -> list[dict]:
    """Return how many quotes that may be shown are in each state, with where they stand alone."""
    found = quotes.allowed().order_by().values_list("state").annotate(n=Count("pk"))
    counts = dict(found)
    return [
        {
            "name": state.label,
            "count": counts[state],
            "url": f"{address}?{urlencode(wanted | {'state': state.value})}",
            "is_shown": wanted.get("state") == state.value,
        }
        for state in Quote.State
        if counts.get(state)
    ]


def _key_of(quote) -> str:
    return f"{quote.picked_at.isoformat()}{_BETWEEN}{quote.pk}"


def _place_in(key) -> tuple[datetime, UUID] | None:
    at, _between, pk = key.partition(_BETWEEN)
    try:
        moment, place = datetime.fromisoformat(at), UUID(pk)
    except ValueError:
        return None
    return (moment, place) if moment.tzinfo else None


def themes_of(survey: Survey) -> list[Theme]:
    """Return the themes in use of a survey, with their questions, by name."""
    themes = Theme.objects.active().filter(codebook__survey=survey)
    return list(themes.select_related("codebook__question").order_by("name", "pk"))


# --- balance ---


def balance_of(quotes, themes: Sequence[Theme], titles: dict[str, QuestionTitle]) -> dict:
    """Return a table of the kinds of quotes that each theme has, and how many themes have none."""
    counts: dict = defaultdict(dict)
    rows = quotes.usable().order_by().values_list("theme", "kind")
    for theme, kind, number in rows.annotate(n=Count("pk")):
        counts[theme][kind] = number
    known = [
        (theme.pk, name_of(theme.codebook.question, titles, theme.name))
        for theme in themes
        if theme.pk in counts
    ]
    used = {theme.pk for theme in themes}
    rest: dict = defaultdict(int)
    for theme, kinds in counts.items():
        for kind, number in kinds.items():
            rest[kind] += number if theme not in used else 0
    named = [[name, *_numbers(counts[pk])] for pk, name in known]
    return {
        "headings": [
            {"text": _("Theme")},
            {"text": _("Typical"), "numeric": True},
            {"text": _("Strong"), "numeric": True},
            {"text": _("Dissenting"), "numeric": True},
        ],
        "rows": [*named, *([[_("In no theme"), *_numbers(rest)]] if any(rest.values()) else [])],
        "without": len(themes) - len(known),
    }


def name_of(question: Question, titles: dict[str, QuestionTitle], words: str = "") -> str:
    """Return the words of a question, or of a theme of it, with who was asked."""
    title = titles.get(question.key, QuestionTitle(question.key))
    return " · ".join(filter(None, (words or title.words, title.audience)))


def _numbers(kinds) -> list[int]:
    return [kinds.get(kind, 0) for kind in KINDS]


# --- the ledger ---


def uses_by_quote(quotes: Sequence[Quote]) -> dict:
    """Return {quote id: where it has been used, the newest first}, in as many queries for many."""
    uses = QuoteUse.objects.filter(quote__in=[quote.pk for quote in quotes])
    found = defaultdict(list)
    for each in told_of(uses.select_related("by").order_by("-at", "pk")):
        found[each["use"].quote_id].append(each)
    return found
