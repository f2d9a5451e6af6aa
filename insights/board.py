"""Lays out the theme board: two trees of cards, and what can be done with each card."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.lineage import names_of
from insights.models import Codebook, Decision, Suggestion, Theme


FOLDED_FROM = 13  # with as many cards in a tree, parts are folded away until asked for
NAME_LENGTH = Theme._meta.get_field("name").max_length
OPEN_REASONS = 3  # of so many suggestions, the strongest, it is read at once why they are themes


@dataclass(frozen=True)
class Link:
    """An act that opens a page first. Register it here, in the order of the card."""

    url_name: str
    label: Callable[[], str]
    shortcut: str = ""
    is_shown: Callable = lambda _theme, _parts: True
    leaves: bool = False  # the theme is no longer on the board afterwards


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
    Link("theme_retire", lambda: _("Retire"), leaves=True),
    Link("theme_reject", lambda: _("Reject"), "r", leaves=True),
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


def acts_of_theme(theme: Theme, *, has_parts: bool, then: str = "") -> dict:
    """Return the acts of a theme's card: those of every day, and the others.

    `then` is the card to go to when the theme has left the board.
    """
    shown = [link for link in MORE_LINKS if link.is_shown(theme, has_parts)]
    return {
        "actions": [_link(link, theme, then) for link in THEME_LINKS],
        "more": [_link(link, theme, then) for link in shown],
    }


def _link(link, theme, then):
    address = reverse(link.url_name, args=[theme.pk])
    return {
        "label": link.label(),
        "hidden": theme.name,
        "url": _on_the_way(address, then) if link.leaves else address,
        "shortcut": link.shortcut,
    }


def _on_the_way(address: str, then: str) -> str:
    """Return the address of an act's page, which goes on to another card afterwards."""
    return f"{address}?{urlencode({'next': then})}" if then else address


def acts_of_suggestion(suggestion: Suggestion, *, title: str, token: str, then: str) -> dict:
    """Return the acts of a suggestion's card; `then` is the card to go to when it is decided.

    What has no name is named in place: a key leads to the field, and Enter accepts.
    """
    once = {"hidden": title, "csrf": token, "fields": [("next", then)]}
    accept = {
        "label": _("Accept"),
        "form_url": reverse("suggestion_accept", args=[suggestion.pk]),
        "variant": "primary",
    }
    if suggestion.is_named:
        accept["shortcut"] = "a"
    else:
        accept["label"] = _("Name it and accept")
        accept["asks"] = {
            "id": f"name-{suggestion.pk}",
            "name": "name",
            "label": _("A name that says one thing"),
            "max_length": NAME_LENGTH,
            "shortcut": "a",
        }
    place = {
        "label": _("Accept as…"),
        "hidden": title,
        "url": _on_the_way(reverse("suggestion_place", args=[suggestion.pk]), then),
        "shortcut": "s",
    }
    address = reverse("suggestion_reject", args=[suggestion.pk])
    reject = {"label": _("Reject"), "form_url": address, "shortcut": "r"}
    with_reason = {
        "label": _("Reject, saying why"),
        "hidden": title,
        "url": _on_the_way(address, then),
    }
    return {"actions": [accept | once, place, reject | once], "more": [with_reason]}


def cards_after(items: Sequence, sign: str = "") -> dict:
    """Return {item: the card that comes next on the page, or before it at the end, or ""}.

    `sign` goes before the key in a card's name: "s" for suggestions.
    """
    ordered = in_tree_order(items)
    names = [f"{sign}{each.pk}" for each in ordered]
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
        "fields": [*fields, ("next", step["card"])],
    }


def _last_step(codebooks, by):
    """Return the step in words; its codings, which can be thousands, are not read."""
    rows = Decision.objects.filter(codebook__in=codebooks, by=by, undone_by__isnull=True)
    rows = rows.exclude(kind=Decision.Kind.UNDO)
    row = rows.order_by("-at", "-sequence").values(
        "pk",
        "kind",
        "about",
        "before__themes",
        "after__themes",
        "before__suggestions",
        "after__readings",
    )
    row = row.first()
    if row is None:
        return None
    kind, names = Decision.Kind(row["kind"]), _names_of(row)
    return {
        "pk": row["pk"],
        "words": f"{kind.label}: {names}" if names else str(kind.label),
        "card": _card_before(row),
        "readings": list(row["after__readings"] or ()),
    }


def _card_before(row) -> str:
    """Return the card that is there again when the step is undone."""
    suggested = [f"s{key}" for key in row["before__suggestions"] or ()]
    themes = [key for key, state in (row["before__themes"] or {}).items() if state]
    return next(iter([*suggested, *themes, *row["about"].values()]), "")


def _names_of(row) -> str:
    before, after = row["before__themes"] or {}, row["after__themes"] or {}
    if row["kind"] == Decision.Kind.ACCEPT:
        made = {key: state for key, state in after.items() if state and not before.get(key)}
        parts = sorted(state["name"] for key, state in after.items() if state and key not in made)
        return say_accepted(", ".join(state["name"] for state in made.values()), parts)
    if names := names_of(before, after):
        return names
    touched = Suggestion.objects.filter(pk__in=list(row["before__suggestions"] or ()))
    return ", ".join(each.spoken_name for each in touched)


def say_accepted(name: str, parts: Sequence[str]) -> str:
    """Return a theme's name with the themes that came to hang under it, where there are any."""
    if not parts:
        return name
    return ngettext(
        "%(name)s, with %(n)s theme that is part of it now: %(parts)s",
        "%(name)s, with %(n)s themes that are parts of it now: %(parts)s",
        len(parts),
    ) % {"name": name, "n": number_format(len(parts)), "parts": ", ".join(parts)}


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
