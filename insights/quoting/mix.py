"""Who is quoted beside who answered: in the quotes of a question, and in those of a survey."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from insights.comparing.attributes import Attribute, audiences_of
from insights.comparing.counting import tally_of
from insights.comparing.figures import counts_of
from insights.comparing.presenting import number_words
from insights.comparing.scope import Scope
from insights.disclosure import PUBLIC, Figure, Rules, release, restricted
from insights.models import Quote
from insights.overview.page import people_seen
from insights.quoting.reading import Shown
from surveys.models import Question, Survey


# No theme stands beside these counts: a group too small for a share is hidden for its own size.
WHOLE_GROUPS = Rules(cell_floor=PUBLIC.base_floor)


def mix_headings() -> list[dict]:
    """Return the headings of the rows below."""
    return [
        {"text": _("Who is answering")},
        {"text": _("Quotes"), "numeric": True},
        {"text": _("People who answered"), "numeric": True},
    ]


def mix_of_question(question: Question, shown: Iterable[Shown], *, is_exact: bool) -> list[list]:
    """Return rows of audience, approved quotes, and how many of them answered in words."""
    audiences = audiences_of(question.survey)
    quoted = Counter(each.audience for each in shown if each.quote.state == Quote.State.APPROVED)
    if audiences is None:
        return _rows(audiences, quoted, {})
    tally = tally_of(Scope((question,), (), ()), audiences)
    counts = counts_of(tally)
    seen = restricted(counts) if is_exact else release(counts, WHOLE_GROUPS)
    everybody = frozenset(tally.people)
    answered = {group: seen["people", everybody, group] for group in tally.groups()}
    return _rows(audiences, quoted, answered)


def mix_of_survey(quotes: QuerySet, survey: Survey, *, is_exact: bool) -> list[list]:
    """Return rows of audience, approved quotes, and how many of them answered at all."""
    rows = quotes.usable().order_by().values_list("answer__response__audience")
    quoted = dict(rows.annotate(n=Count("pk")))
    seen, attributes = people_seen(survey, is_exact=is_exact)
    audiences = next((each for each in attributes if each.key == "audience"), None)
    answered = {
        cell[1]: figure
        for cell, figure in seen.release.figures.items()
        if len(cell) == 2 and cell[0] == "audience"
    }
    return _rows(audiences, quoted, answered)


def _rows(
    audiences: Attribute | None, quoted: Mapping[str, int], answered: Mapping[str, Figure]
) -> list[list]:
    """Return a row for whoever answered or is quoted; how many answered, as it may be shown."""
    return [
        [
            audiences.name_of(each) if audiences else each,
            quoted.get(each, 0),
            number_words(answered[each].count if each in answered else 0),
        ]
        for each in sorted({*answered, *quoted})
    ]
