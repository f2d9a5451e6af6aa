"""What the newest sorted answers changed: which themes grew or shrank, counted as things stand."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from insights.engine.waves import Change, changes_of
from insights.models import Coding, ShelvedAnswer, SortedAnswer, Wave
from insights.places import readable_answers
from insights.shelves import ASIDE


FATES = (SortedAnswer.Fate.PLACED, SortedAnswer.Fate.UNPLACED)


@dataclass(frozen=True)
class Counts:
    """People who said anything, and people by theme."""

    asked: int
    themes: dict


def changes_since(wave: Wave) -> list[Change]:
    """Return how each theme's share of people changed; none while one side is empty."""
    new = SortedAnswer.objects.filter(wave=wave, answer=OuterRef("pk"), fate__in=FATES)
    book = wave.codebook
    said = readable_answers(book).substantive()
    aside = ShelvedAnswer.objects.filter(run=wave.run_id, answer=OuterRef("pk"), shelf__in=ASIDE)
    now = _counts(book, said.filter(Exists(new)))
    before = _counts(book, said.exclude(Exists(new)).exclude(Exists(aside)))
    if not now.asked or not before.asked:
        return []
    return changes_of(before.themes, before.asked, now.themes, now.asked)


def _counts(codebook, answers) -> Counts:
    codings = Coding.objects.current().filter(theme__codebook=codebook)
    codings = codings.filter(Exists(answers.filter(pk=OuterRef("answer_id"))))
    people = codings.order_by().values_list("theme_id").annotate(n=Count("answer", distinct=True))
    return Counts(answers.count(), dict(people))


def row_of(change: Change, name: str) -> list[str]:
    """Return a change as a table's row: shares before and now, and the difference's interval."""
    return [
        name,
        _share(change.before),
        _share(change.now),
        _("%(low)s to %(high)s points")
        % {"low": _points(change.low), "high": _points(change.high)},
        {"grew": _("Grew"), "shrank": _("Shrank")}.get(change.word, _("No sure change")),
    ]


def _share(share: float) -> str:
    return f"{number_format(100 * share, 0)}%"


def _points(difference: float) -> str:
    shown = number_format(abs(100 * difference), 0)
    return f"−{shown}" if difference < 0 and shown != "0" else shown
