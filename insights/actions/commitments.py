"""What becomes of themes: written by one person, made public by another, every change kept."""

from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from insights.models import Codebook, Commitment, CommitmentChange, Theme
from people.actions.audit import record_event


Kind = CommitmentChange.Kind
CHANGED = _(
    "Somebody else changed this while you were writing. Your words are still below: look at what "
    "it says now, then save again."
)


@dataclass(frozen=True)
class CommitmentWords:
    """What a commitment says."""

    said: str
    did: str = ""
    will_do: str = ""
    due_on: date | None = None
    cannot_because: str = ""
    owner: str = ""
    state: str = Commitment.State.PLANNED

    def problems(self) -> dict:
        """Return what is missing for the state that it is in, by part."""
        wanted = {"said": _("Say what people said, in your words.")}
        if self.state in Commitment.TO_DO:
            wanted |= {
                "will_do": _("Say what will be done."),
                "due_on": _("Say by which day."),
                "owner": _("Say who sees to it."),
            }
        elif self.state == Commitment.State.DONE:
            wanted["did"] = _("Say what was done.")
        elif self.state == Commitment.State.CANNOT:
            wanted["cannot_because"] = _("Say why it cannot be done.")
        else:
            return {"state": _("Say how far it is.")}
        return {name: message for name, message in wanted.items() if not getattr(self, name)}


@transaction.atomic
def write_commitment(*, theme: Theme, words: CommitmentWords, version: int = 0, by) -> Commitment:
    """Write what becomes of a theme, or change it: then a second person makes it public anew.

    `version` is the one that the person was looking at, 0 where there was none.
    """
    theme = _held(theme)
    problems = words.problems()
    if problems:
        raise ValidationError(problems, code="missing")
    now = Commitment.objects.filter(theme=theme).first()
    if version != (now.version if now else 0):
        raise ValidationError(CHANGED, code="changed")
    before = _values(now) if now else {}
    if before == _told(words):
        return now
    now = now or Commitment(theme=theme, survey=theme.codebook.survey, version=0)
    for name, value in asdict(words).items():
        setattr(now, name, value)
    now.version += 1
    now.written_at, now.written_by = timezone.now(), by
    now.public_at = now.public_by = None
    now.save()
    _note(now, Kind.CHANGED if before else Kind.WRITTEN, by, before=before)
    return now


@transaction.atomic
def publish_commitment(*, commitment: Commitment, version: int, by) -> Commitment:
    """Let everybody read it. Not by whoever wrote it last, and only as this person read it."""
    _held(commitment.theme)
    commitment.refresh_from_db()
    if commitment.version != version:
        raise ValidationError(
            _("It was changed after you opened the page. Read it again first."), code="changed"
        )
    if commitment.written_by_id == by.pk:
        raise ValidationError(
            _("Another person than its writer has to make it public."), code="same_person"
        )
    if not commitment.theme.is_in_use:
        raise ValidationError(_("Its theme is not in use any more."), code="not_in_use")
    if commitment.theme.approved_at is None:
        raise ValidationError(
            _("Its theme is not approved yet: the theme’s name stands in public with it."),
            code="not_approved",
        )
    if not commitment.is_public:
        commitment.public_at, commitment.public_by = timezone.now(), by
        commitment.save(update_fields=["public_at", "public_by"])
        _note(commitment, Kind.PUBLISHED, by)
    return commitment


@transaction.atomic
def take_back_commitment(*, commitment: Commitment, by) -> Commitment:
    """Show it to nobody but the team any more; anybody of the team may do that at once."""
    _held(commitment.theme)
    commitment.refresh_from_db()
    if commitment.is_public:
        commitment.public_at = commitment.public_by = None
        commitment.save(update_fields=["public_at", "public_by"])
        _note(commitment, Kind.TAKEN_BACK, by)
    return commitment


def _held(theme) -> Theme:
    """Take turns with everybody else who writes on themes of this question."""
    Codebook.objects.select_for_update(no_key=True).get(pk=theme.codebook_id)
    return Theme.objects.select_related("codebook__survey").get(pk=theme.pk)


def _told(words) -> dict:
    values = asdict(words)
    values["due_on"] = words.due_on.isoformat() if words.due_on else ""
    return {name: str(value) for name, value in values.items()}


def _values(commitment) -> dict:
    names = CommitmentWords.__dataclass_fields__
    return _told(CommitmentWords(**{name: getattr(commitment, name) for name in names}))


def _note(commitment, kind, by, *, before=None):
    """Keep what changed, part by part."""
    after = _values(commitment) if before is not None else {}
    before = before or {}
    changed = [name for name in after if after[name] != before.get(name, "")]
    CommitmentChange.objects.create(
        commitment=commitment,
        kind=kind,
        sequence=commitment.changes.count() + 1,
        by=by,
        before={name: before.get(name, "") for name in changed},
        after={name: after[name] for name in changed},
    )
    record_event(event=f"commitment {kind}", target=commitment, by=by)
