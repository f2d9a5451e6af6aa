"""How small is small, what a hidden figure is called, and what is never published.

The values are the practice notes' (SDC-1 to SDC-7). They can be raised, never lowered.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.utils.translation import gettext as _


# Shorthand of the Government Statistical Service for tables (SDC-6).
HIDDEN = "[c]"
NOT_AVAILABLE = "[x]"
NOT_APPLICABLE = "[z]"
LOW = "[low]"
UNRELIABLE = "[u]"

# Nobody publishes a table with more ways than this of telling people apart (SDC-5).
MOST_DIMENSIONS = 2
ETHNIC_GROUPS = frozenset({"ethnic_group", "ethnicity", "ethnic_background"})
CARE_EXPERIENCE = frozenset({"care_experience", "care_experienced"})
PLACES = frozenset({"region", "local_authority", "area"})


@dataclass(frozen=True)
class Rules:
    """From how many people on something may be shown; `rounding` 1 shows counts as they are."""

    base_floor: int = 10
    cell_floor: int = 5
    class_floor: int = 30
    percent_floor: int = 30
    width: int = 5
    rounding: int = 5

    def __post_init__(self):
        for each in fields(self):
            lowest = 1 if each.name == "rounding" else each.default
            if getattr(self, each.name) < lowest:
                raise ValueError(f"{each.name} can be raised, but not below {lowest}.")


PUBLIC = Rules()


def is_small(people: int) -> bool:
    """Tell whether a number of people is too small to be shown on its own."""
    return people < PUBLIC.base_floor


def key_to_symbols() -> list[tuple[str, str]]:
    """Return each symbol with what it stands for: the key that goes with every table."""
    return [
        (HIDDEN, _("confidential: too few people, or it would give away such a number")),
        (LOW, _("more than none, but it rounds to none")),
        (NOT_AVAILABLE, _("not available")),
        (NOT_APPLICABLE, _("not applicable: this group was not asked")),
        (UNRELIABLE, _("no percentage: it would stand for fewer than 30 people")),
    ]


def refusal_to_publish(dimensions: Iterable[str], *, has_under_18: bool) -> str:
    """Return why no public table may be made by these concepts, or "" when one may.

    A concept may carry the prefix of a questionnaire's concepts: `c_region` is `region`.
    """
    wanted = {each.removeprefix("c_") for each in dimensions}
    if len(wanted) > MOST_DIMENSIONS:
        return _("A public table may tell people apart in two ways at most.")
    if has_under_18 and wanted & ETHNIC_GROUPS:
        return _("Figures for people under 18 are published by five ethnic groups at most.")
    if has_under_18 and wanted & CARE_EXPERIENCE and wanted & PLACES:
        return _("Figures for people under 18 are not published by care experience and place.")
    return ""
