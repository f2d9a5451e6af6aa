"""What the pages of quotes say: which kinds a theme has, who is quoted, what was decided where."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from insights.models import Quote, Theme
from insights.quoting.balance import (
    KINDS,
    Counted,
    kinds_by_theme,
    quoted_too_often,
)
from insights.quoting.reading import Shown
from surveys.models import Question, Survey


def board_of(question: Question, shown: Sequence[Shown]) -> list[dict]:
    """Return each theme in use with its quotes and the kinds that it lacks, then what has none."""
    themes = Theme.objects.active().filter(codebook__question=question).order_by("name", "pk")
    by_theme = defaultdict(list)
    for each in sorted(shown, key=lambda one: KINDS.index(one.quote.kind)):
        by_theme[each.quote.theme_id].append(each)
    usable = [_counted(each) for each in shown if each.quote.state == Quote.State.APPROVED]
    kinds = kinds_by_theme(usable)
    rows = [
        {
            "theme": theme,
            "quotes": by_theme.pop(theme.pk, []),
            "missing": _missing(kinds.get(theme.pk, {})),
        }
        for theme in themes
    ]
    # In no theme, or in one that is no longer in use.
    rest = [each for quotes in by_theme.values() for each in quotes]
    return [*rows, {"theme": None, "quotes": rest, "missing": []}] if rest else rows


def _missing(counts) -> list[str]:
    words = {
        Quote.Kind.TYPICAL: _("No typical quote yet"),
        Quote.Kind.STRONG: _("No strong quote yet"),
        Quote.Kind.DISSENTING: _("No dissenting quote yet"),
    }
    return [words[kind] for kind in words if not counts.get(kind)]


def _counted(shown) -> Counted:
    quote = shown.quote
    return Counted(quote.pk, quote.theme_id, quote.kind, shown.response_id, shown.audience)


def often_quoted(survey: Survey) -> list[list]:
    """Return, for each person who is quoted more than twice, the ids of their quotes."""
    quotes = Quote.objects.allowed().of_survey(survey).exclude(state=Quote.State.SENT_BACK)
    rows = quotes.order_by("picked_at", "pk").values_list("pk", "answer__response_id")
    return quoted_too_often(Counted(pk, None, "", person, "") for pk, person in rows)


def decided_places(shown: Shown) -> list[dict]:
    """Return what was decided on each place in a quote, for the second reader."""
    return [
        {
            "said": shown.text[each.start : each.end],
            "act": each.get_act_display(),
            "why": each.get_category_display() if each.category else _("Not needed"),
        }
        for each in shown.quote.redactions.all()
    ]
