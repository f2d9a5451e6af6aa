"""What waits for a person of a survey, whose it is first: the top of the overview.

Work that holds others up comes before one's own. What somebody began is not put to them again where
a second person has to do it. The queries are as many whatever there is.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.actions.review.versions import writers_by_theme
from insights.comparing.presenting import number_words
from insights.exports.writers import WRITERS
from insights.models import AuditSample, Commitment, Export, Quote, SecondOpinion, Theme
from insights.models.job import JobStatus
from insights.overview.questions import Progress
from insights.quality.samples import states_of
from people.roles import Permission, is_allowed
from surveys.models import Answer, Purpose, Survey


SHOWN = 3  # places of one kind of work; the questions below have the others


@dataclass(frozen=True)
class Place:
    """Where one part of the work is, and how much of it."""

    words: str
    url: str
    count: int


@dataclass(frozen=True)
class Waiting:
    """One kind of work: `words` say how much of it there is, `places` where, the most first."""

    words: str
    places: tuple[Place, ...]
    is_late: bool = False

    @property
    def shown(self) -> tuple[Place, ...]:
        return self.places[:SHOWN]

    @property
    def more(self) -> int:
        return len(self.places) - len(self.shown)

    @property
    def is_spread(self) -> bool:
        """Tell whether the places need their own numbers, since the words have those of all."""
        return len(self.places) > 1 and any(each.count > 1 for each in self.places)


def waiting_for(
    survey: Survey, questions: Sequence[Progress], written: Mapping[str, int], *, by, role: str
) -> list[Waiting]:
    """Return the work that this person could do now; `written`: how many wrote, by question."""
    may = {each: is_allowed(role, each) for each in Permission}
    found = [_late_promises(survey)]
    if may[Permission.DECIDE_THEMES]:
        found += [
            _quotes(survey, questions, by),
            _opinions(survey, questions, by),
            _disagreements(survey, questions),
        ]
    if may[Permission.EXPORT]:
        found.append(_files(survey, by))
    if may[Permission.DECIDE_THEMES]:
        found += [_approvals(survey, questions, by), _suggestions(questions)]
    if may[Permission.FIND_THEMES]:
        found += [_failed(questions), _unsearched(questions, written)]
    return [each for each in found if each.places]


def _late_promises(survey) -> Waiting:
    late = Commitment.objects.overdue().filter(survey=survey, theme__status=Theme.Status.ACTIVE)
    places = [
        Place(
            _("%(theme)s: %(owner)s, by %(day)s")
            % {
                "theme": each.theme.name,
                "owner": each.owner,
                "day": date_format(each.due_on),
            },
            reverse("commitment_edit", args=[each.theme_id]),
            1,
        )
        for each in late.select_related("theme").order_by("due_on", "theme__name")
    ]
    words = ngettext("%(n)s promise is overdue", "%(n)s promises are overdue", len(places))
    return _waiting(words, places, is_late=True)


def _quotes(survey, questions, by) -> Waiting:
    drafts = Quote.objects.of_survey(survey).to_read_by(by)
    counts = Counter(drafts.values_list("answer__question", flat=True))
    address, draft = reverse("survey_quotes", args=[survey.slug]), str(Quote.State.DRAFT)

    def url(each):
        return f"{address}?{urlencode({'question': each.key, 'state': draft})}"

    words = ngettext(
        "%(n)s quote to read as its second reader",
        "%(n)s quotes to read as their second reader",
        counts.total(),
    )
    return _by_question(words, questions, counts, url)


def _opinions(survey, questions, by) -> Waiting:
    readable = Answer.objects.for_purpose(Purpose.ANALYSIS).filter(pk=OuterRef("answer"))
    asked = SecondOpinion.objects.pending().filter(codebook__survey=survey)
    asked = asked.exclude(asked_by=by).filter(Exists(readable))
    counts = Counter(asked.values_list("codebook__question", flat=True))
    words = ngettext(
        "%(n)s answer to give a second opinion on",
        "%(n)s answers to give a second opinion on",
        counts.total(),
    )
    return _by_question(
        words, questions, counts, lambda each: f"{_url('reading', each)}?state=opinion"
    )


def _disagreements(survey, questions) -> Waiting:
    samples = AuditSample.objects.filter(codebook__survey=survey)
    states = states_of(list(samples.select_related("codebook").order_by("-drawn_at", "pk")))
    counts: Counter = Counter()
    newest: dict = {}
    for state in states:
        open_now = len(state.open_disputes())
        key = state.sample.codebook.question_id
        counts[key] += open_now
        if open_now:
            newest.setdefault(str(key), state.sample.pk)
    words = ngettext(
        "%(n)s disagreement of readers to settle",
        "%(n)s disagreements of readers to settle",
        counts.total(),
    )
    return _by_question(
        words, questions, counts, lambda each: reverse("audit_disputes", args=[newest[each.key]])
    )


def _files(survey, by) -> Waiting:
    public = [kind for kind, writer in WRITERS.items() if writer.is_public]
    files = Export.objects.downloadable().filter(survey=survey, kind__in=public, check_made=None)
    places = [
        Place(purpose, reverse("export_check", args=[pk]), 1)
        for pk, purpose in files.exclude(requested_by=by)
        .order_by("requested_at")
        .values_list("pk", "purpose")
    ]
    words = ngettext(
        "%(n)s file to check before it is published",
        "%(n)s files to check before they are published",
        len(places),
    )
    return _waiting(words, places)


def _approvals(survey, questions, by) -> Waiting:
    themes = Theme.objects.active().of_survey(survey).filter(approved_at=None)
    rows = list(themes.exclude(definition="").values_list("pk", "codebook__question"))
    writers = writers_by_theme([pk for pk, _question in rows])
    counts = Counter(question for pk, question in rows if by.pk not in writers[pk])
    words = ngettext("%(n)s theme to approve", "%(n)s themes to approve", counts.total())
    return _by_question(words, questions, counts, lambda each: f"{_url('codebook', each)}#codebook")


def _suggestions(questions) -> Waiting:
    counts = Counter({each.question.pk: each.suggestions for each in questions})
    words = ngettext(
        "%(n)s suggested theme to accept or reject",
        "%(n)s suggested themes to accept or reject",
        counts.total(),
    )
    return _by_question(words, questions, counts, lambda each: _url("codebook", each))


def _failed(questions) -> Waiting:
    places = [
        Place(_name(each), reverse("run_detail", args=[each.run.pk]), 1)
        for each in questions
        if each.run and each.run.status == JobStatus.FAILED
    ]
    words = ngettext("%(n)s search that failed", "%(n)s searches that failed", len(places))
    return _waiting(words, places)


def _unsearched(questions, written) -> Waiting:
    places = [
        Place(_name(each), f"#question-{each.key}", 1)
        for each in questions
        if each.run is None and written.get(each.key)
    ]
    words = ngettext(
        "%(n)s question not searched for themes yet",
        "%(n)s questions not searched for themes yet",
        len(places),
    )
    return _waiting(words, places)


def _by_question(
    words: str, questions: Sequence[Progress], counts: Counter, url: Callable[[Progress], str]
) -> Waiting:
    """Return the work of questions, the most first; equal ones in the order of asking."""
    places = [
        Place(_name(each), url(each), counts[each.question.pk])
        for each in questions
        if counts[each.question.pk]
    ]
    return _waiting(words, sorted(places, key=lambda each: -each.count))


def _waiting(words, places, *, is_late=False) -> Waiting:
    total = number_words(sum(each.count for each in places))
    return Waiting(words % {"n": total}, tuple(places), is_late)


def _name(progress) -> str:
    title = progress.title
    return f"{title.words} · {title.audience}" if title.audience else title.words


def _url(name, progress) -> str:
    return reverse(name, args=[progress.question.pk])
