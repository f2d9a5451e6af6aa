"""The acts that change the tree of themes: make, merge, put elsewhere, split into parts."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from insights.actions.review import make_theme, merge_themes, place_theme, promote_parts
from insights.actions.runs import codebook_of
from insights.forms_board import MakeForm, PlaceForm, SeenForm, ThemeChoiceForm
from insights.views.asking import Act, ask
from insights.views.themes import question_of, theme_of
from people.access import staff_required
from people.roles import Permission


@staff_required(Permission.DECIDE_THEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def theme_make(request, question_id):
    """Make a theme by hand, as good as a suggested one."""
    book = codebook_of(question=question_of(request, question_id))

    def do(given):
        words = {key: value for key, value in given.items() if key not in ("under", "seen")}
        place = {"under": given["under"], "seen": given["seen"]}
        return make_theme(codebook=book, by=request.user, **place, **words)

    return ask(
        request,
        Act(
            codebook=book,
            title=_("Make a theme"),
            intro=[_("It counts like any other theme. Answers are put into it as you read them.")],
            button=_("Make the theme"),
            do=do,
            done=lambda theme: _("“%(name)s” is a theme now.") % {"name": theme.name},
            then=lambda theme: str(theme.pk),
        ),
        lambda data, initial: MakeForm(data, codebook=book, initial=initial),
    )


@staff_required(Permission.DECIDE_THEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def theme_merge(request, theme_id):
    theme = theme_of(request, theme_id)
    is_alone = not theme.codebook.themes.active().exclude(pk=theme.pk).exists()

    def do(given):
        return merge_themes(others=[theme], by=request.user, **given)

    return ask(
        request,
        Act(
            codebook=theme.codebook,
            title=_("Merge “%(name)s” into another theme") % {"name": theme.name},
            button=_("Merge"),
            do=do,
            done=lambda into: (
                _("“%(name)s” was merged into “%(into)s”.")
                % {"name": theme.name, "into": into.name}
            ),
            nothing=_("There is no other theme to merge it into.") if is_alone else "",
            card=str(theme.pk),
            then=lambda into: str(into.pk),
        ),
        lambda data, initial: ThemeChoiceForm(data, theme=theme, initial=initial),
    )


@staff_required(Permission.DECIDE_THEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def theme_place(request, theme_id):
    """Make a theme part of another, or of none."""
    theme = theme_of(request, theme_id)
    has_parts = theme.children.active().exists()

    def make_form(data, initial):
        return PlaceForm(data, theme=theme, initial={"under": theme.parent_id, **initial})

    return ask(
        request,
        Act(
            codebook=theme.codebook,
            title=_("Where does “%(name)s” belong?") % {"name": theme.name},
            button=_("Put it there"),
            do=lambda given: place_theme(theme=theme, by=request.user, **given),
            done=lambda _theme: _("“%(name)s” has its new place.") % {"name": theme.name},
            intro=[_("There are two levels: themes, and the parts of a theme.")],
            nothing=_("It has parts of its own, so it cannot be a part. Split it into them first.")
            if has_parts
            else "",
            card=str(theme.pk),
        ),
        make_form,
    )


@staff_required(Permission.DECIDE_THEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def theme_promote(request, theme_id):
    """Make the parts of a theme themes of their own."""
    theme = theme_of(request, theme_id)
    parts = list(theme.children.active().order_by("name", "pk"))
    names = ", ".join(f"“{part.name}”" for part in parts)
    return ask(
        request,
        Act(
            codebook=theme.codebook,
            title=_("Split “%(name)s” into its parts") % {"name": theme.name},
            button=_("Split it"),
            do=lambda given: promote_parts(theme=theme, by=request.user, **given),
            done=lambda _parts: _("“%(name)s” was split.") % {"name": theme.name},
            intro=[
                _("These become themes of their own: %(names)s.") % {"names": names},
                _("“%(name)s” keeps the answers that are in none of them.") % {"name": theme.name},
            ]
            if parts
            else [],
            nothing="" if parts else _("This theme has no parts."),
            card=str(theme.pk),
        ),
        SeenForm,
    )
