"""Lays out the theme board: two trees of cards, and what can be done with each card."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from insights.lineage import names_of
from insights.models import Codebook, Decision, Suggestion, Theme


FOLDED_FROM = 13  # with as many cards in a tree, parts are folded away until asked for
OPEN_REASONS = 3  # of so many suggestions, the strongest, it is read at once why they are themes


@dataclass(frozen=True)
class Link:
    """An act that opens a page first. Register it here, in the order of the card."""

    url_name: str
    label: Callable[[], str]
    shortcut: str = ""
    is_shown: Callable = lambda _theme, _parts: True


THEME_LINKS = (
    Link("theme_edit", lambda: _("Edit"), "e"),
    Link("theme_merge", lambda: _("Merge"), "m"),
    Link("theme_answers", lambda: _("See answers"), "o"),
)
MORE_LINKS = (
    Link(
        "theme_approve",
        lambda: _("Approve"),
        "p",
        lambda theme, _parts: theme.approved_at is None,
    ),
    Link("theme_place", lambda: _("Make part of another, or of none"), "s"),
    Link("theme_promote", lambda: _("Split into its parts"), "", lambda _theme, parts: parts),
    Link("theme_retire", lambda: _("Retire")),
    Link("theme_reject", lambda: _("Reject"), "r"),
    Link("theme_history", lambda: _("History"), "h"),
)


def tree_of(items: Sequence, cards: dict) -> dict:
    """Return the cards of themes or suggestions as a tree: parts within their whole.

    A part whose whole is not among the items stands alone.
    """
    known = {each.pk for each in items}
    parts: dict = {}
    for each in items:
        if each.parent_id in known:
            parts.setdefault(each.parent_id, []).append(cards[each])
    branches = [
        {"card": cards[each], "parts": parts.get(each.pk, [])}
        for each in items
        if each.parent_id not in known
    ]
    return {"branches": branches, "count": len(items), "is_open": len(items) < FOLDED_FROM}


def layout_of(suggestions: Sequence, themes: Sequence) -> str:
    """Return how the two sides stand: one alone over the whole width, or both beside each other.

    Of two sides the shorter one stays in sight while the longer one runs by.
    """
    if not suggestions or not themes:
        return "alone"
    return "suggestions" if len(suggestions) >= len(themes) else "themes"


def fold_reasons(suggestions: Sequence, cards: dict) -> None:
    """Fold away the reasons of all suggestions but the first."""
    for each in in_tree_order(suggestions)[OPEN_REASONS:]:
        cards[each]["is_open"] = False


def in_tree_order(items: Sequence) -> list:
    """Return items as they stand on the page: each followed by its parts."""
    known = {each.pk for each in items}
    ordered = []
    for top in items:
        if top.parent_id not in known:
            ordered += [top, *(each for each in items if each.parent_id == top.pk)]
    return ordered


def matching(items: Sequence, find: str, words_of: Callable) -> list:
    """Return the items that hold a word, with their wholes and parts; all where none is asked."""
    word = find.casefold()
    hits = {each.pk for each in items if word in words_of(each).casefold()}
    wholes = {each.parent_id for each in items if each.pk in hits}
    return [
        each for each in items if each.pk in hits or each.pk in wholes or each.parent_id in hits
    ]


def acts_of_theme(theme: Theme, *, has_parts: bool) -> dict:
    """Return the acts of a theme's card: those of every day, and the others."""
    return {
        "actions": [_link(link, theme) for link in THEME_LINKS],
        "more": [_link(link, theme) for link in MORE_LINKS if link.is_shown(theme, has_parts)],
    }


def _link(link, theme):
    return {
        "label": link.label(),
        "hidden": theme.name,
        "url": reverse(link.url_name, args=[theme.pk]),
        "shortcut": link.shortcut,
    }


def acts_of_suggestion(suggestion: Suggestion, *, token: str, then: str) -> dict:
    """Return the acts of a suggestion's card; `then` is the card to go to when it is decided."""
    once = {"hidden": suggestion.label, "csrf": token, "fields": [("next", then)]}
    accept = {
        "label": _("Accept"),
        "form_url": reverse("suggestion_accept", args=[suggestion.pk]),
        "variant": "primary",
        "shortcut": "a",
    }
    place = {
        "label": _("Accept as…"),
        "hidden": suggestion.label,
        "url": reverse("suggestion_place", args=[suggestion.pk]),
        "shortcut": "s",
    }
    if suggestion.is_named:
        accepting = [accept | once, place]
    else:
        accepting = [place | {"label": _("Name it and accept"), "variant": "primary"}]
    address = reverse("suggestion_reject", args=[suggestion.pk])
    reject = {"label": _("Reject"), "form_url": address, "shortcut": "r"}
    with_reason = {
        "label": _("Reject, saying why"),
        "hidden": suggestion.label,
        "url": address,
    }
    return {"actions": [*accepting, reject | once], "more": [with_reason]}


def cards_after(items: Sequence) -> dict:
    """Return {item: the card that comes next on the page, or before it at the end, or ""}."""
    ordered = in_tree_order(items)
    names = [f"s{each.pk}" for each in ordered]
    following = [*names[1:], *(names[-2:-1] or [""])][: len(names)]
    return dict(zip(ordered, following, strict=True))


def undo_of(codebooks: Sequence[Codebook], *, by, token: str, fields=()) -> dict | None:
    """Return the act that undoes a person's own newest step that is not undone yet."""
    step = _last_step(codebooks, by)
    return step and step | {
        "label": _("Undo"),
        "hidden": step["words"],
        "form_url": reverse("decision_undo", args=[step["pk"]]),
        "csrf": token,
        "shortcut": "z",
        "fields": fields,
    }


def _last_step(codebooks, by):
    """Return the step in words; its codings, which can be thousands, are not read."""
    rows = Decision.objects.filter(codebook__in=codebooks, by=by, undone_by__isnull=True)
    rows = rows.exclude(kind=Decision.Kind.UNDO)
    row = rows.order_by("-at", "-sequence").values(
        "pk", "kind", "before__themes", "after__themes", "before__suggestions"
    )
    row = row.first()
    if row is None:
        return None
    names = names_of(row["before__themes"], row["after__themes"])
    if not names:
        touched = Suggestion.objects.filter(pk__in=list(row["before__suggestions"] or ()))
        names = ", ".join(touched.values_list("label", flat=True))
    kind = Decision.Kind(row["kind"]).label
    return {"pk": row["pk"], "words": f"{kind}: {names}" if names else str(kind)}


def out_of_use(codebook: Codebook, token: str) -> list[dict]:
    """Return the themes that are no longer in use, each with its history and the way back."""
    themes = codebook.themes.exclude(status=Theme.Status.ACTIVE).select_related("merged_into")
    return [
        {
            "theme": theme,
            "back": {
                "label": _("Bring back"),
                "hidden": theme.name,
                "form_url": reverse("theme_bring_back", args=[theme.pk]),
                "csrf": token,
            }
            if theme.status == Theme.Status.RETIRED
            else None,
        }
        for theme in themes.order_by("name", "pk")
    ]
