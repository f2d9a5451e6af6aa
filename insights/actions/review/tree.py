"""Makes themes by hand, and puts themes under one another."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from insights.actions.review.levels import check_place, top_of
from insights.actions.review.seen import check_seen
from insights.actions.review.steps import step
from insights.actions.review.themes import active
from insights.comparing.scope import key_of, questions_like
from insights.models import Codebook, Coding, Decision, Theme


def make_theme(*, codebook: Codebook, under: Theme | None = None, seen=None, by, **words) -> Theme:
    """Make a theme by hand, of a name, definition, include_when, exclude_when and is_serious."""
    with step(codebook=codebook, kind=Decision.Kind.MAKE, by=by) as current:
        check_seen(codebook, seen, [under])
        check_place(None, under, codebook)
        theme = _made(current, codebook, under, words)
    return theme


def place_theme(*, theme: Theme, under: Theme | None, seen=None, by) -> Theme:
    """Make a theme a part of another, or with None part of no other.

    It gets no new version: no words change, and somebody's edit of them still fits.
    """
    with step(codebook=theme.codebook, kind=Decision.Kind.PLACE, by=by) as current:
        check_seen(theme.codebook, seen, [theme, under])
        theme = active(theme)
        check_place(theme, under, theme.codebook)
        if theme.parent_id == (under.pk if under else None):
            raise ValidationError(_("The theme is there already."), code="there_already")
        current.watch([theme])
        theme.parent = under
        theme.save(update_fields=["parent"])
    return theme


def promote_parts(*, theme: Theme, seen=None, by) -> list[Theme]:
    """Make each part of a theme a theme of its own; the theme keeps what is in no part.

    A place that is in a part too is taken out of the theme, as when a person moves it.
    """
    with step(codebook=theme.codebook, kind=Decision.Kind.PROMOTE, by=by) as current:
        check_seen(theme.codebook, seen, [theme])
        theme = active(theme)
        parts = list(theme.children.active())
        if not parts:
            raise ValidationError(_("This theme has no parts."), code="no_parts")
        current.about["from"] = str(theme.pk)
        current.watch(parts)
        Theme.objects.filter(pk__in=[part.pk for part in parts]).update(parent=None)
        _leave_to_parts(current, theme, parts, by)
    return parts


def _leave_to_parts(current, theme, parts, by):
    places = ("answer_id", "start", "end")
    held = Coding.objects.current().filter(theme__in=parts)
    held = set(held.values_list(*places))
    leaving = [
        coding
        for coding in theme.codings.current()
        if tuple(getattr(coding, name) for name in places) in held
    ]
    current.watch(leaving)
    for coding in leaving:
        coding.state, coding.by = Coding.State.REJECTED, by
        coding.source = Coding.Source.PERSON
    Coding.objects.bulk_update(leaving, ["state", "by", "source"], batch_size=500)


def copy_theme(*, theme: Theme, to: Codebook, by) -> Theme:
    """Give a theme's words to another question of the same concept, where nobody has it yet.

    A part goes under the theme of its whole's name, which has to be there. No answer comes along:
    people answered another question.
    """
    with step(codebook=to, kind=Decision.Kind.COPY, by=by) as current:
        theme = active(theme)
        questions = questions_like(theme.codebook.question)
        if to == theme.codebook or not questions.filter(pk=to.question_id).exists():
            raise ValidationError(
                _("Choose another question that asks the same thing."), code="other_concept"
            )
        there = list(to.themes.active().select_related("parent"))
        if key_of(theme) in map(key_of, there):
            raise ValidationError(
                _("That question has a theme of this name already."), code="name_taken"
            )
        wholes = {key_of(each): each for each in there if top_of(each) == each}
        under = wholes.get(key_of(theme.parent)) if theme.parent else None
        if theme.parent and under is None:
            raise ValidationError(
                _("That question lacks “%(name)s”, which this is part of. Give it that first."),
                code="no_whole",
                params={"name": theme.parent.name},
            )
        current.about["from"] = str(theme.pk)
        words = ("name", "definition", "include_when", "exclude_when", "is_serious")
        made = _made(current, to, under, {name: getattr(theme, name) for name in words})
    return made


def _made(current, codebook, under, words):
    if not words["name"].strip():
        raise ValidationError(_("Give the theme a name."), code="no_name")
    theme = Theme.objects.create(codebook=codebook, parent=under, **words)
    current.made([theme])
    return theme
