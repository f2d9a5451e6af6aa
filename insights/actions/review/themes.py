"""What people decide about themes: accept, rename, merge, split off."""

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from insights.actions.review.levels import check_place, top_of
from insights.actions.review.seen import check_seen
from insights.actions.review.steps import step
from insights.actions.review.versions import WORDS
from insights.models import Coding, Decision, Suggestion, Theme


class EditConflict(Exception):  # noqa: N818 - it is news, not a fault
    """Somebody changed the theme meanwhile: `current` is the theme now, `yours` what was wanted."""

    def __init__(self, current: Theme, yours: dict):
        super().__init__(str(current.pk))
        self.current = current
        self.yours = yours


# In the tree of themes as in the tree of suggestions, unless a person puts it elsewhere.
AS_SUGGESTED = object()


def accept_suggestion(
    *, suggestion: Suggestion, under=AS_SUGGESTED, name: str = "", seen=None, by
) -> Theme:
    """Make a theme of a suggestion; its places become codings that nobody has confirmed yet.

    It becomes a part of the theme `under`, with None of no other, and if nothing is said of the
    theme that came of what it is suggested as a part of.
    Places that a person confirmed elsewhere, or took out of a theme, stay as the person left them.
    Themes of its parts that were accepted before it, and are as they were suggested, come to hang
    under the new theme.
    """
    codebook = suggestion.run.codebook
    with step(codebook=codebook, kind=Decision.Kind.ACCEPT, by=by) as current:
        suggestion.refresh_from_db()
        if suggestion.state != Suggestion.State.OPEN:
            raise ValidationError(_("This suggestion is already decided."), code="decided")
        if under is AS_SUGGESTED:
            under = _parent_of(suggestion)
        check_seen(codebook, seen, [under])
        check_place(None, under, codebook)
        name = name.strip() or (suggestion.label if suggestion.is_named else "")
        if not name:
            raise ValidationError(_("Give the theme a name."), code="unnamed")
        current.watch([suggestion])
        theme = Theme.objects.create(codebook=codebook, name=name, parent=under)
        current.made([theme])
        if theme.parent is None:
            _adopt(theme, suggestion, current)
        current.made(Coding.objects.bulk_create(_codings(suggestion, theme), batch_size=500))
        suggestion.state, suggestion.theme = Suggestion.State.ACCEPTED, theme
        suggestion.save(update_fields=["state", "theme"])
    return theme


def _parent_of(suggestion):
    """Return the theme of the suggestion that this one is a part of, if it is in use."""
    parent = suggestion.parent and suggestion.parent.theme
    return top_of(parent) if parent and parent.status == Theme.Status.ACTIVE else None


def _adopt(theme, suggestion, current):
    """Hang the themes of a suggestion's parts under its theme.

    Those placed elsewhere stay, and those that a person has put into words or approved: they say
    what somebody meant by them, and as parts they would no longer count as themes of their own.
    """
    untouched = Theme.objects.active().filter(parent=None, version=1, approved_at=None)
    parts = untouched.filter(origins__parent=suggestion).distinct()
    parts = [part for part in parts if not part.children.active().exists()]
    current.watch(parts)
    # No new version: no words change, and somebody's edit of them still fits.
    Theme.objects.filter(pk__in=[part.pk for part in parts]).update(parent=theme)


def _codings(suggestion, theme):
    decided = Coding.objects.filter(theme__codebook=theme.codebook).exclude(
        state=Coding.State.SUGGESTED
    )
    places = set(decided.values_list("answer_id", "start", "end"))
    return [
        Coding(
            theme=theme,
            answer_id=member.answer_id,
            start=member.start,
            end=member.end,
            source=Coding.Source.MACHINE,
            score=member.score,
        )
        for member in suggestion.members.all()
        if (member.answer_id, member.start, member.end) not in places
    ]


def reject_suggestion(*, suggestion: Suggestion, reason: str = "", by) -> None:
    """Say that a suggestion is no theme; a later run's twin arrives rejected too."""
    codebook, kind = suggestion.run.codebook, Decision.Kind.REJECT_SUGGESTION
    with step(codebook=codebook, kind=kind, reason=reason, by=by) as current:
        suggestion.refresh_from_db()
        if suggestion.state != Suggestion.State.OPEN:
            raise ValidationError(_("This suggestion is already decided."), code="decided")
        current.watch([suggestion])
        suggestion.state = Suggestion.State.REJECTED
        suggestion.save(update_fields=["state"])


def rename_theme(*, theme: Theme, version: int, by, **words: str | bool) -> Theme:
    """Change a theme's name, definition, include_when, exclude_when or is_serious.

    Raises EditConflict when the theme is no longer the `version` that the person was looking at.
    New words are approved by nobody yet.
    """
    with step(codebook=theme.codebook, kind=Decision.Kind.RENAME, by=by) as current:
        theme = active(theme)
        if theme.version != version:
            raise EditConflict(theme, words)
        if not words.get("name", theme.name).strip():
            raise ValidationError(_("Give the theme a name."), code="no_name")
        current.watch([theme])
        if any(getattr(theme, key) != words.get(key, getattr(theme, key)) for key in WORDS):
            words |= {"approved_at": None, "approved_by": None}
        change(theme, **words)
    return theme


def merge_themes(*, into: Theme, others: list[Theme], seen=None, by) -> Theme:
    """Move every answer of `others` to `into`; a place that is in both counts once."""
    with step(codebook=into.codebook, kind=Decision.Kind.MERGE, by=by) as current:
        check_seen(into.codebook, seen, [into, *others])
        into = active(into)
        current.about["into"] = str(into.pk)
        for other in map(active, others):
            if other.pk == into.pk or other.codebook_id != into.codebook_id:
                raise ValidationError(_("Choose two different themes."), code="same_theme")
            _take_in(current, other, into)
    return into


def _take_in(current, other, into):
    taken = set(into.codings.values_list("answer_id", "start", "end"))
    moving = [c for c in other.codings.all() if _place(c) not in taken]
    current.watch([other, *moving])
    for coding in moving:
        coding.theme = into
    Coding.objects.bulk_update(moving, ["theme"], batch_size=500)
    hand_over_parts(current, other, to=into)
    change(other, status=Theme.Status.MERGED, merged_into=into)


def split_theme(*, theme: Theme, codings: list[Coding], name: str, seen=None, by) -> Theme:
    """Make a new theme of some of a theme's answers."""
    with step(codebook=theme.codebook, kind=Decision.Kind.SPLIT, by=by) as current:
        check_seen(theme.codebook, seen, [theme])
        theme = active(theme)
        if not codings or any(coding.theme_id != theme.pk for coding in codings):
            raise ValidationError(_("Choose answers of this theme."), code="not_in_theme")
        if not name.strip():
            raise ValidationError(_("Give the new theme a name."), code="no_name")
        made = Theme.objects.create(codebook=theme.codebook, parent=theme.parent, name=name.strip())
        current.about["from"] = str(theme.pk)
        current.made([made])
        current.watch(codings)
        for coding in codings:
            coding.theme, coding.state, coding.by = made, Coding.State.CONFIRMED, by
            coding.source = Coding.Source.PERSON
        Coding.objects.bulk_update(codings, ["theme", "state", "by", "source"], batch_size=500)
    return made


def hand_over_parts(current, theme, *, to):
    """Hang the parts of a theme that goes under another, or a level up.

    There are two levels: the parts of what is merged into a part hang beside that part.
    """
    is_part_of_it = to and to.parent_id == theme.pk
    new = to if to is None or is_part_of_it else top_of(to)
    for part in theme.children.all():
        current.watch([part])
        part.parent = theme.parent if to and part.pk == to.pk else new
        part.save(update_fields=["parent"])


def active(theme: Theme) -> Theme:
    """Return the theme as it is now; ValidationError when it is no longer in use."""
    found = Theme.objects.active().filter(pk=theme.pk).first()
    if found is None:
        raise ValidationError(_("This theme is no longer in use."), code="not_in_use")
    return found


def change(theme, **fields):
    """Change a theme and its version in one statement, so that no edit on an old reading fits."""
    Theme.objects.filter(pk=theme.pk).update(version=F("version") + 1, **fields)
    theme.refresh_from_db()


def _place(coding):
    return coding.answer_id, coding.start, coding.end
