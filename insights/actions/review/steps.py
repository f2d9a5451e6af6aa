"""Steps of review: what a step touched, before and after, so that it can be told and undone."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction

from insights.actions.comparisons import forget_coverage
from insights.actions.covering import cover
from insights.actions.review.versions import keep_versions, version_of
from insights.actions.tallies import forget_cards, forget_tallies
from insights.actions.touching import MOST, stood_before, touch
from insights.chunks import few_at_a_time
from insights.models import (
    AnswerNote,
    AnswerReading,
    Codebook,
    Coding,
    Decision,
    SecondOpinion,
    Suggestion,
    Theme,
)
from people.actions.audit import record_event


# What of each kind of row a step may change. Ids and people's own theme texts, never answers.
WATCHED = {
    "themes": (
        Theme,
        (
            "name",
            "definition",
            "include_when",
            "exclude_when",
            "is_serious",
            "status",
            "parent_id",
            "merged_into_id",
            "approved_at",
            "approved_by_id",
        ),
    ),
    "codings": (Coding, ("theme_id", "source", "state", "by_id")),
    "suggestions": (Suggestion, ("state", "theme_id")),
    "readings": (AnswerReading, ("outcome", "by_id")),
    # A note's words stay in the note: what a step remembers would outlive a withdrawal.
    "notes": (AnswerNote, ()),
    "opinions": (SecondOpinion, ("settled_by_id", "settled_at")),
}
# Rows about one answer, by which an answer counts as sorted. Of a step that touches more than so
# many, nobody asks which days they are of.
ANSWERED = ("codings", "readings")
LOOKED_UP = 100
KIND_OF = {model: kind for kind, (model, _fields) in WATCHED.items()}


class Step:
    """The rows one step touches; `made` rows did not exist before.

    `about` names themes that the step is about and does not change: {"into": id}.
    """

    def __init__(self):
        self.before: dict = {kind: {} for kind in WATCHED}
        self.about: dict = {}
        self.versions: dict = {}
        self.places: dict = {}  # of each coding: its answer, start, end, and how sure the coder was

    def watch(self, rows: Iterable) -> None:
        """Keep how rows are now; call it before they change.

        Codings are asked how they are: whoever brings one may have read it before the last step.
        """
        rows = list(rows)
        for row in (*_as_they_are(rows), *rows):
            kind = KIND_OF[type(row)]
            self.before[kind].setdefault(str(row.pk), state_of(row))
            if kind == "themes":
                self.versions.setdefault(row.pk, version_of(row))
            elif kind == "codings":
                place = (row.answer_id, row.start, row.end, row.sureness)
                self.places.setdefault(str(row.pk), place)

    def made(self, rows: Iterable) -> None:
        for row in rows:
            self.before[KIND_OF[type(row)]][str(row.pk)] = None

    def after(self) -> dict:
        return {kind: states_now(kind, keys) for kind, keys in self.before.items()}


def _as_they_are(rows) -> Iterator[Coding]:
    for part in few_at_a_time(row.pk for row in rows if type(row) is Coding):
        yield from Coding.objects.filter(pk__in=part)


def state_of(row) -> dict:
    """Return the watched fields of a row, as JSON holds them."""
    _model, fields = WATCHED[KIND_OF[type(row)]]
    values = {field: getattr(row, field) for field in fields}
    return {name: None if value is None else str(value) for name, value in values.items()}


def states_now(kind: str, keys: Iterable[str]) -> dict:
    """Return the states of rows by key; None for a row that is not there."""
    model, _fields = WATCHED[kind]
    keys = list(keys)
    found = {}
    for part in few_at_a_time(keys):
        for row in model.objects.filter(pk__in=part):
            found[str(row.pk)] = state_of(row)
    return {key: found.get(key) for key in keys}


@contextmanager
def step(*, codebook: Codebook, kind: str, by, undoes=None, reason="") -> Iterator[Step]:
    """Do one step, in turn with every other step of this codebook, and write its Decision.

    What themes said is kept version by version. The figures of every theme that it may have changed
    are forgotten; where it touched a few answers only, comparisons keep theirs, with these noted.
    """
    with transaction.atomic():
        Codebook.objects.select_for_update().get(pk=codebook.pk)
        current = Step()
        yield current
        last = codebook.decisions.order_by("-sequence").values_list("sequence", flat=True).first()
        after = current.after()
        decision = Decision.objects.create(
            codebook=codebook,
            kind=kind,
            sequence=(last or 0) + 1,
            by=by,
            before=current.before,
            after=after,
            about=current.about,
            undoes=undoes,
            reason=reason.strip(),
        )
        keep_versions(
            codebook=codebook,
            known=current.versions.values(),
            themes=current.before["themes"],
            by=by,
        )
        _note_what_changed(current, after)
        _note_what_is_sorted(codebook, current, after)
        record_event(event=f"review {kind}", target=decision, by=by)


def _note_what_changed(current, after):
    placed = themes_placed(current.before["themes"], after["themes"])
    forget_tallies(themes=placed)
    themes, keys = coded_otherwise(current.before["codings"], after["codings"])
    themes -= placed
    if len(keys) > MOST:
        forget_tallies(themes=themes)
    elif themes:
        forget_cards(themes=themes)
        states = ({key: every["codings"][key] for key in keys} for every in (current.before, after))
        touch(themes=themes, stood=stood_before(*states, current.places))


def _note_what_is_sorted(codebook, current, after):
    days = days_of(current.before, after)
    if days is None:
        forget_coverage(codebook=codebook)
    elif days:
        cover(codebook=codebook, before=current.before, days=days)


def themes_placed(before: dict, after: dict) -> set[str]:
    """Return the themes that came into use, went out of it or moved, with those above them.

    What is said of a theme moves no figure.
    """
    found: set = set()
    for key, was in before.items():
        now = after[key]
        if _place_of(was) != _place_of(now):
            found |= {key, *(state["parent_id"] for state in (was, now) if state)}
    return found - {None}


def coded_otherwise(before: dict, after: dict) -> tuple[set[str], list[str]]:
    """Return the themes of codings that count otherwise after a step, and the codings' keys.

    What the machine suggested counts before a person confirms it, unless it is a mere guess.
    """
    themes, keys, settled = set(), [], []
    for key, was in before.items():
        now = after[key]
        if _counted_in(was) != _counted_in(now):
            themes |= {_counted_in(was), _counted_in(now)}
            keys.append(key)
        elif was and now and was["state"] != now["state"]:
            settled.append(key)
    guessed = _guessed(settled)
    return (themes | set(guessed.values())) - {None}, [*keys, *guessed]


def _place_of(theme):
    return theme and (theme["status"], theme["parent_id"], theme["merged_into_id"])


def _counted_in(coding):
    is_in = coding and coding["state"] != Coding.State.REJECTED
    return coding["theme_id"] if is_in else None


def _guessed(keys) -> dict[str, str]:
    """Return {coding: theme} of those of these codings that the coder only guessed."""
    found: dict = {}
    for part in few_at_a_time(keys):
        rows = Coding.objects.filter(pk__in=part, sureness=Coding.Sureness.GUESS)
        found |= {str(pk): str(theme) for pk, theme in rows.values_list("pk", "theme_id")}
    return found


def days_of(before: dict, after: dict) -> set | None:
    """Return on which days those came whose answers a step decided about; None for any day.

    Any day: where a theme comes into use or goes out of it, and where rows are gone, or too many.
    """
    statuses = [
        {key: state and state["status"] for key, state in states["themes"].items()}
        for states in (before, after)
    ]
    touched = [key for kind in ANSWERED for key in after[kind]]
    is_gone = any(state is None for kind in ANSWERED for state in after[kind].values())
    if statuses[0] != statuses[1] or is_gone or len(touched) > LOOKED_UP:
        return None
    way = "answer__response__received_day"
    return {
        day
        for kind in ANSWERED
        for day in WATCHED[kind][0].objects.filter(pk__in=after[kind]).values_list(way, flat=True)
    }
